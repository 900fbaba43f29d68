"""The text explorer: a model learns a text in the page, and writes it one character after the other."""

from course_lib.lazy import lazily

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "corpus": ["Corpus", "load_corpus"],
        "presets": ["PRESETS"],
        "trained": ["trained_model"],
        "widget": ["TextExplorer"],
    },
)
