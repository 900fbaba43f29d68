"""What the chance explorer shows, by NumPy and SciPy: draws, histograms, moments, areas, shares of pairs."""

from __future__ import annotations

import numpy as np
from scipy import stats

from course_lib.primer.chance_explorer import density, draw, draw_pairs

BEHIND = {"bell": stats.norm(5, 1.5), "even": stats.uniform(0, 10), "waits": stats.expon(scale=2)}
BETWEEN = [(4, 6), (0, 10), (2.3, 2.4), (0.1, 9.9)]


def chance() -> dict:
    """Three sources and three seeds; pairs that are free, tied a little and tied for good."""
    return {
        "sources": [source(name, seed, n) for name in BEHIND for seed, n in ((0, 1), (1, 10), (999, 5000))],
        "areas": [
            {"source": name, "low": low, "high": high, "area": float(d.cdf(high) - d.cdf(low))}
            for name, d in BEHIND.items()
            for low, high in BETWEEN
        ],
        "pairs": [pairs(n, tie, seed) for n, tie, seed in ((1, 0.0, 1), (50, 0.35, 2), (4000, 1.0, 3))],
    }


def source(name: str, seed: int, n: int) -> dict:
    draws, x = draw(name, n, seed), np.linspace(-1, 11, 49)
    counts = [np.histogram(draws, bins=bars, range=(0, 10))[0].astype(float) for bars in (2, 7, 200)]
    mean, spread = draws.mean(), draws.std()
    return {
        "source": name,
        "seed": seed,
        "n": n,
        "first": draws[:20],
        "counts": counts,
        "mean": mean,
        "spread": spread,
        "usual": np.mean(np.abs(draws - mean) <= spread),
        "x": x,
        "density": density(name, x),
    }


def pairs(n: int, tie: float, seed: int) -> dict:
    p = [0.3, 0.55]
    a, b = (draw_pairs(n, tie, seed) < p).T
    return {
        "n": n,
        "tie": tie,
        "seed": seed,
        "p": p,
        "shares": {
            "yy": np.mean(a & b),
            "yn": np.mean(a & ~b),
            "ny": np.mean(~a & b),
            "nn": np.mean(~a & ~b),
            "a": a.mean(),
            "b": b.mean(),
        },
    }
