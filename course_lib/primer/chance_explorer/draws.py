"""Seeded draws of the chance explorer, and the densities behind them. The twin of draws.js."""

from __future__ import annotations

import math

import numpy as np

from course_lib.mulberry import Mulberry32

__all__ = ["density", "draw", "draw_pairs"]

# name → n draws from a generator, and the density at x
_SOURCES = {
    "even": (lambda g, n: 10 * g.uniform(n), lambda x: np.where((x >= 0) & (x <= 10), 0.1, 0.0)),
    "bell": (
        lambda g, n: 5 + 1.5 * g.normal(n),
        lambda x: np.exp(-((x - 5) ** 2) / 4.5) / (1.5 * math.sqrt(2 * math.pi)),
    ),
    "waits": (
        lambda g, n: -2 * np.log(1 - g.uniform(n)),
        lambda x: np.where(x >= 0, 0.5 * np.exp(-np.maximum(x, 0) / 2), 0.0),
    ),
}


def draw(source: str, n: int, seed: int = 1) -> np.ndarray:
    """``n`` draws, the same for the same seed.

    Parameters
    ----------
    source : str
        ``"even"``: all of 0 to 10 alike; ``"bell"``: a bell, mean 5, spread 1.5; ``"waits"``: waiting times,
        mean 2, spread 2.
    n : int
        How many.
    seed : int

    Returns
    -------
    np.ndarray
        Shape (n,).

    Raises
    ------
    ValueError
        For a source that is not known.

    Examples
    --------
    >>> draw("even", 3).round(2)
    array([6.27, 0.03, 5.27])
    """
    return _source(source)[0](Mulberry32(seed), n)


def density(source: str, x: np.ndarray) -> np.ndarray:
    """The density at ``x``: where a histogram of share per width settles as draws grow and bars get thin.

    Parameters
    ----------
    source : str
        As in :func:`draw`.
    x : np.ndarray
        Places.

    Returns
    -------
    np.ndarray
        Shape of ``x``, in shares per unit of ``x``.

    Raises
    ------
    ValueError
        For a source that is not known.

    Examples
    --------
    >>> density("even", np.array([-1.0, 5.0]))
    array([0. , 0.1])
    """
    return _source(source)[1](np.asarray(x, dtype=float))


def draw_pairs(n: int, tie: float = 0.0, seed: int = 1) -> np.ndarray:
    """``n`` points of the unit square; with ``tie`` some of them have two equal numbers.

    Parameters
    ----------
    n : int
        How many.
    tie : float
        How often, in [0, 1], the second number copies the first; 0 makes them independent.
    seed : int

    Returns
    -------
    np.ndarray
        Shape (n, 2).

    Examples
    --------
    >>> draw_pairs(2, tie=1).round(2)
    array([[0.63, 0.63],
           [0.98, 0.98]])
    """
    first, second, copies = Mulberry32(seed).uniform((n, 3)).T
    return np.stack([first, np.where(copies < tie, first, second)], axis=1)


def _source(name: str):
    if name not in _SOURCES:
        raise ValueError(f"source must be one of {', '.join(map(repr, _SOURCES))}, got {name!r}")
    return _SOURCES[name]
