"""The text explorer: a model learns a text in the page; what it writes, and its chances for the next character."""

from course_lib.lazy import lazily

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "corpus": ["Corpus", "load_corpus"],
        "presets": ["PRESETS"],
        "widget": ["TextExplorer"],
    },
)
