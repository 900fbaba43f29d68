"""The chance explorer: draws that pile up in a histogram, and two coins in a square."""

from course_lib.lazy import lazily

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "draws": ["density", "draw", "draw_pairs"],
        "presets": ["PRESETS"],
        "widget": ["ChanceExplorer"],
    },
)
