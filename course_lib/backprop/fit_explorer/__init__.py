"""The fit explorer: a small network bends a curve to points that you drag."""

from course_lib.lazy import lazily

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "presets": ["PRESETS"],
        "run": ["gradients", "predict", "train"],
        "widget": ["FitExplorer"],
    },
)
