"""The matrix explorer: an arrow and its image, the columns, the arrows that do not turn."""

from course_lib.lazy import lazily

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "presets": ["PRESETS"],
        "widget": ["MatrixExplorer"],
    },
)
