"""The descent explorer: a surface from above and optimizers that race down it."""

from course_lib.lazy import lazily

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "presets": ["OPTIMIZERS", "PRESETS", "SURFACES"],
        "run": ["noisy_gradient"],
        "widget": ["RULES", "DescentExplorer", "make_surface", "patients"],
    },
)
