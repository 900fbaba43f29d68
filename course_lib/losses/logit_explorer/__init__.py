"""The logit explorer: logits, probabilities, the loss and its derivatives."""

from course_lib.lazy import lazily

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "presets": ["PRESETS"],
        "widget": ["LogitExplorer"],
    },
)
