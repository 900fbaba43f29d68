"""The digit explorer: draw a digit, see every map of a trained network, its scores and where it looked."""

from course_lib.lazy import lazily

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "drawing": ["drawn", "moved"],
        "network": ["DigitNetwork"],
        "presets": ["PRESETS"],
        "widget": ["DigitExplorer"],
    },
)
