"""The text explorer with a GPT among its models, and another model that learns beside it."""

from course_lib.lazy import lazily

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "presets": ["PRESETS"],
        "widget": ["GptExplorer"],
    },
)
