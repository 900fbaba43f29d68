"""The shapes explorer: two arrays as grids of cells, stretched, combined and folded."""

from course_lib.lazy import lazily

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "presets": ["PRESETS"],
        "widget": ["ShapesExplorer"],
    },
)
