"""The unroll explorer: type a sequence, drag gain and gate biases; states forward, gradients back by lag."""

from course_lib.lazy import lazily

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "cell": ["KNOBS", "arrays", "steps_of"],
        "presets": ["PRESETS"],
        "widget": ["UnrollExplorer"],
    },
)
