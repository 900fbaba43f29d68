"""The attention explorer: drag queries, keys and values; scores, softmax and mix follow, gradients back."""

from course_lib.lazy import lazily

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "lesson": ["NOUNS", "SENTENCES", "WORDS", "meant", "right", "stored"],
        "presets": ["PRESETS"],
        "tokens": ["arrows", "drawn", "tokens_of"],
        "widget": ["AttentionExplorer"],
    },
)
