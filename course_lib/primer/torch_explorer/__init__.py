"""The torch explorer: a number, its slope, and the three calls of every training loop."""

from course_lib.lazy import lazily

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "curves": ["CURVES"],
        "presets": ["PRESETS"],
        "widget": ["TorchExplorer"],
    },
)
