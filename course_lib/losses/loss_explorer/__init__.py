"""The loss explorer: points, a fit, the penalty and the pull of each point."""

from course_lib.lazy import lazily

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "presets": ["PRESETS"],
        "widget": ["LossExplorer"],
    },
)
