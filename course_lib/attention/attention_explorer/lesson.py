"""What the trained head has learned: which noun does the pronoun mean?

*girl sees king she*: the pronoun is last, and its output should be the code of the one noun that agrees. The
96 sentences are all with two nouns that do not agree with the same pronoun, a verb, and one of the two
pronouns.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

NOUNS = {
    "girl": ("she", (2.0, 0.0)),
    "king": ("he", (1.0, 1.7)),
    "ball": ("it", (-1.0, 1.7)),
    "queen": ("she", (-2.0, 0.0)),
    "boy": ("he", (-1.0, -1.7)),
    "book": ("it", (1.0, -1.7)),
}
"""Noun → the pronoun that agrees, and its code: where the output should end."""
VERBS = ["sees", "likes"]
PRONOUNS = ["she", "he", "it"]
WORDS = [*NOUNS, *VERBS, *PRONOUNS]
SENTENCES = [
    ([one, verb, other, pronoun], one if NOUNS[one][0] == pronoun else other)
    for one in NOUNS
    for verb in VERBS
    for other in NOUNS
    if NOUNS[one][0] != NOUNS[other][0]
    for pronoun in (NOUNS[one][0], NOUNS[other][0])
]
"""Each with the noun that is meant."""
_STORED = Path(__file__).with_name("head.json")


def stored() -> dict[str, dict[str, list]]:
    """Name → word → query, key and value, as ``tools/train_attention_head.py`` wrote them."""
    return json.loads(_STORED.read_text(encoding="utf-8"))


def meant(words: list[str], pick: int) -> str | None:
    """The last noun before a pronoun that agrees with it; None for other words, or if none does.

    >>> meant(["girl", "sees", "king", "she"], 3)
    'girl'
    """
    fits = [w for w in words[:pick] if w in NOUNS and NOUNS[w][0] == words[pick]]
    return fits[-1] if fits else None


def right(outputs: np.ndarray, nouns: list[str]) -> int:
    """How many outputs (N, 2) lie nearest to the code of the noun that is meant."""
    codes = np.array([code for _, code in NOUNS.values()])
    nearest = np.argmin(((outputs[:, None] - codes) ** 2).sum(axis=-1), axis=1)
    return int(sum([*NOUNS][i] == noun for i, noun in zip(nearest, nouns, strict=True)))
