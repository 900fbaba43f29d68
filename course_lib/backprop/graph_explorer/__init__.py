"""The graph explorer: type an expression, see its graph, step forward and backward through it."""

from course_lib.lazy import lazily

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "presets": ["PRESETS"],
        "widget": ["GraphExplorer"],
    },
)
