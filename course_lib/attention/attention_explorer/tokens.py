"""A typed sentence and the arrows of its words: a query, a key and a value in the plane, for each head."""

from __future__ import annotations

import numpy as np

from course_lib.mulberry import Mulberry32

MOST, LONGEST, PAD = 6, 8, "_"
HEADS = 2


def tokens_of(text: str) -> list[str]:
    """The words of a sentence; spaces part them, and ``_`` is padding.

    Raises
    ------
    ValueError
        If there are not 1 to 6 words, or a word has more than 8 letters.

    >>> tokens_of("cat sat _ _")
    ['cat', 'sat', '_', '_']
    """
    words = text.split()
    if not 1 <= len(words) <= MOST:
        raise ValueError(f"a sentence has 1 to {MOST} words, got {len(words)}")
    for word in words:
        if len(word) > LONGEST:
            raise ValueError(f"{word} has more than {LONGEST} letters")
    return words


def drawn(word: str) -> np.ndarray:
    """(6, 2), the arrows of a word that nobody gave any: query, key and value of two heads, from its name.

    >>> drawn("cat").shape, bool(np.abs(drawn("cat")).max() <= 2)
    ((6, 2), True)
    """
    seed = 2166136261  # FNV-1a, 32 bits
    for letter in word:
        seed = (seed ^ ord(letter)) * 16777619 % 2**32
    return (np.floor(41 * Mulberry32(seed).uniform((3 * HEADS, 2))) - 20) / 10


def arrows(words: list[str], vectors: dict[str, list]) -> np.ndarray:
    """(heads, 3, T, 2): queries, keys and values of the words, of both heads.

    >>> arrows(["a", "b"], {"a": [[1, 0], [0, 1], [2, 2]]})[0, :, 0].tolist()
    [[1.0, 0.0], [0.0, 1.0], [2.0, 2.0]]
    """
    given = [np.reshape(vectors.get(word, []), (-1, 2)) for word in words]
    rows = [np.vstack([own, drawn(word)[len(own) :]]) for own, word in zip(given, words, strict=True)]
    return np.reshape(rows, (len(words), HEADS, 3, 2)).transpose(1, 2, 0, 3)
