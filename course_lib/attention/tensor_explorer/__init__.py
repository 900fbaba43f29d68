"""The tensor explorer: a trained GPT writes, and every tensor of it can be looked at."""

from course_lib.lazy import lazily

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "presets": ["PRESETS"],
        "trained": ["trained_model", "trained_text"],
        "widget": ["TensorExplorer"],
    },
)
