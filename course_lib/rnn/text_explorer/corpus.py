"""A text as the models of the page take it: the twin of ``corpus.js``."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from course_lib.datasets import load_names, load_tiny_shakespeare
from course_lib.mulberry import Mulberry32
from course_lib.rnn.text import Vocabulary

SHARE, ORDER = 0.9, 2
TEXTS = {"names": load_names, "shakespeare": load_tiny_shakespeare}


@dataclass(frozen=True)
class Corpus:
    """Characters, and the numbers of the part that is learned and of the part that judges."""

    tokens: list[str]
    train: np.ndarray
    held: np.ndarray

    @property
    def bigram(self) -> np.ndarray:
        """(V, V), the chances of each character after each; one is added to each count."""
        counts = np.ones((len(self.tokens), len(self.tokens)))
        np.add.at(counts, (self.train[:-1], self.train[1:]), 1)
        return counts / counts.sum(axis=1, keepdims=True)

    @property
    def bigram_loss(self) -> float:
        """Mean cross-entropy of the counted pairs on the part that judges, in nats."""
        return -np.log(self.bigram[self.held[:-1], self.held[1:]]).mean()


def load_corpus(name: str, seed: int = 0) -> Corpus:
    """The names, of which a tenth that the seed draws judges, or Shakespeare, whose last tenth judges.

    >>> load_corpus("names").tokens[:5]
    ['\\n', 'a', 'e', 'n', 'i']
    """
    text = TEXTS[name]().text
    vocabulary = Vocabulary(text, specials=())
    if name == "names":
        lines = text.split()
        order = Mulberry32.stream(seed, ORDER).permutation(len(lines))
        place = int(SHARE * len(lines))
        parts = ["\n" + "".join(f"{lines[k]}\n" for k in part) for part in (order[:place], order[place:])]
    else:
        place = int(SHARE * len(text))
        parts = [text[:place], text[place:]]
    return Corpus(vocabulary.tokens, *(np.array(vocabulary.encode(part)) for part in parts))
