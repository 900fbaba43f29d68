"""The descent explorer: a surface from above and optimizers that race down it."""

from course_lib.lazy import lazily

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "presets": ["PRESETS", "SURFACES"],
        "racers": ["OPTIMIZERS", "RACERS"],
        "run": ["noisy_gradient"],
        "widget": ["DescentExplorer", "make_surface", "patients"],
    },
)
