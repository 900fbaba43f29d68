"""The slope explorer: a curve, a surface and a chain, whose slopes follow the hand."""

from course_lib.lazy import lazily

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "presets": ["PRESETS"],
        "widget": ["SlopeExplorer"],
    },
)
