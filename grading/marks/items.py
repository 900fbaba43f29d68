r"""What a class tells about a question: how hard it was, and whether it tells the strong from the weak.

*Difficulty* is the mean share of its points, $p = \overline{x} / x_{\max}$: the larger, the easier.
*Discrimination* is the correlation of a question's points with the points of all others, the item-rest
correlation $r_{ir}$; near 0 or below, a question is unclear, or tests something else.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

BINS = 5
FEW = 10  # below so many students nothing is said of discrimination


@dataclass(frozen=True)
class Item:
    """A question, as a class fared with it."""

    name: str
    title: str
    max_points: float
    mean: float
    difficulty: float
    discrimination: float  # nan where nobody differs, or few took part
    histogram: tuple[int, ...]  # students by the share of points: 0, up to a third …, all

    @property
    def word(self) -> str:
        """What an instructor may want to look at."""
        if math.isfinite(self.discrimination) and self.discrimination < 0.1:
            return "look: who got it is not who got the rest"
        if self.difficulty < 0.2:
            return "look: hardly anybody got it"
        return ""


def discrimination(points: np.ndarray, rest: np.ndarray) -> float:
    r"""Correlation of a question's points with those of all others, both $(S,)$; nan if one is constant."""
    if len(points) < FEW or np.ptp(points) == 0 or np.ptp(rest) == 0:
        return math.nan
    return float(np.clip(np.corrcoef(points, rest)[0, 1], -1, 1))


def histogram(points: np.ndarray, most: float) -> tuple[int, ...]:
    """How many got nothing, up to a third, up to two thirds, less than all, and all.

    >>> histogram(np.array([0.0, 0.0, 1.0, 2.5, 3.0]), 3.0)
    (2, 1, 0, 1, 1)
    """
    share = points / most
    inner = np.digitize(share, [1e-9, 1 / 3 + 1e-9, 2 / 3 + 1e-9, 1 - 1e-9])
    return tuple(int(count) for count in np.bincount(inner, minlength=BINS))


def items(names: list[str], titles: list[str], points: np.ndarray, most: np.ndarray) -> list[Item]:
    """One item a question.

    Parameters
    ----------
    points
        Of shape $(S, Q)$, students and questions.
    most
        What each question is worth, of shape $(Q,)$.
    """
    found = []
    total = points.sum(axis=1)
    for column, (name, title) in enumerate(zip(names, titles, strict=True)):
        own, worth = points[:, column], float(most[column])
        mean = float(own.mean())
        apart = discrimination(own, total - own)
        found.append(Item(name, title, worth, mean, mean / worth, apart, histogram(own, worth)))
    return found
