"""Small sets that are drawn, not measured: the truth behind them is known, so a fit can be judged.

Each function takes a seed; equal arguments give equal numbers.
"""

import numpy as np

from course_lib.checks import number
from course_lib.datasets.types import Dataset

__all__ = ["make_blobs", "make_circles", "make_counts", "make_line", "make_moons", "make_spiral"]

_NOISES = {
    "gaussian": lambda rng, n: rng.standard_normal(n),
    "laplace": lambda rng, n: rng.laplace(scale=np.sqrt(0.5), size=n),  # variance 2 · scale² = 1
}


def make_line(
    n_samples: int = 40,
    slope: float = 2.0,
    intercept: float = 1.0,
    noise: float = 0.5,
    distribution: str = "gaussian",
    widening: float = 0.0,
    n_outliers: int = 0,
    outlier_shift: float = 8.0,
    seed: int = 0,
) -> Dataset:
    r"""Points around a straight line.

    .. math:: y = w x + b + \sigma (1 + k |x|)\, \varepsilon, \qquad x \sim U(-2, 2)

    Parameters
    ----------
    n_samples : int
    slope, intercept : float
        w and b.
    noise : float, ≥ 0
        σ, the standard deviation of the noise at x = 0.
    distribution : "gaussian" or "laplace"
        Of ε; both have mean 0 and variance 1.
    widening : float, ≥ 0
        k: 0 gives every point the same noise, more lets it grow away from x = 0.
    n_outliers : int
        So many points, at the largest x, are moved by outlier_shift.
    outlier_shift : float
    seed : int

    Returns
    -------
    Dataset with X (N, 1) in increasing order and y (N,).

    Raises
    ------
    ValueError
        For an unknown distribution, more outliers than points, or a negative noise or widening.

    Examples
    --------
    >>> line = make_line(5, noise=0)
    >>> np.allclose(line.y, 2 * line.X[:, 0] + 1)
    True
    """
    if distribution not in _NOISES:
        raise ValueError(f"distribution must be one of {', '.join(_NOISES)}, got {distribution!r}")
    if not 0 <= n_outliers <= n_samples:
        raise ValueError(f"n_outliers must lie in [0, {n_samples}], got {n_outliers}")
    noise, widening = number(noise, "noise"), number(widening, "widening")
    rng = np.random.default_rng(seed)
    x = np.sort(rng.uniform(-2, 2, n_samples))
    y = slope * x + intercept + noise * (1 + widening * np.abs(x)) * _NOISES[distribution](rng, n_samples)
    y[n_samples - n_outliers :] += outlier_shift
    return Dataset(x[:, None], y, _drawn("make_line", seed), ("x",), ("",))


def make_counts(n_samples: int = 60, slope: float = 0.8, intercept: float = 1.0, seed: int = 0) -> Dataset:
    r"""Counts whose logarithmic mean lies on a line.

    .. math:: y \sim \text{Poisson}(e^{w x + b}), \qquad x \sim U(-2, 2)

    Returns
    -------
    Dataset with X (N, 1) in increasing order and y (N,), int64 ≥ 0.
    """
    rng = np.random.default_rng(seed)
    x = np.sort(rng.uniform(-2, 2, n_samples))
    y = rng.poisson(np.exp(slope * x + intercept)).astype(np.int64)
    return Dataset(x[:, None], y, _drawn("make_counts", seed), ("x",), ("",), "count", "1")


def make_blobs(n_samples=100, n_classes: int = 3, spread: float = 0.7, flip: float = 0.0, seed: int = 0):
    """Gaussian clouds in the plane, their centres evenly on a circle of radius 2.

    Parameters
    ----------
    n_samples : int, or a sequence of n_classes ints
        All points together, or the points of each class: ``[190, 10]`` makes a rare class.
    n_classes : int, ≥ 2
    spread : float, ≥ 0
        Standard deviation of each cloud.
    flip : float in [0, 1]
        The share of the labels that is wrong; a wrong label is any other class.
    seed : int

    Returns
    -------
    Dataset with X (N, 2) and y (N,), shuffled.
    """
    from sklearn import datasets

    if np.ndim(n_samples) == 1:
        n_samples, n_classes = list(n_samples), len(n_samples)
    angle = np.pi / 2 + 2 * np.pi * np.arange(n_classes) / n_classes
    centers = 2 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    spread = number(spread, "spread")
    X, y = datasets.make_blobs(n_samples, centers=centers, cluster_std=spread, random_state=seed)
    return _plane(X, y, n_classes, flip, seed, "make_blobs")


def make_moons(n_samples: int = 200, noise: float = 0.15, flip: float = 0.0, seed: int = 0) -> Dataset:
    """Two half circles that hold each other: no straight line parts them.

    Arguments as in `make_blobs`; noise is the standard deviation around the half circles.
    """
    from sklearn import datasets

    X, y = datasets.make_moons(n_samples, noise=number(noise, "noise"), random_state=seed)
    return _plane(X, y, 2, flip, seed, "make_moons")


def make_circles(n_samples: int = 200, noise: float = 0.08, flip: float = 0.0, seed: int = 0) -> Dataset:
    """A circle of radius 1 (class 0) around one of radius 0.5 (class 1). Arguments as in `make_moons`."""
    from sklearn import datasets

    X, y = datasets.make_circles(n_samples, noise=number(noise, "noise"), factor=0.5, random_state=seed)
    return _plane(X, y, 2, flip, seed, "make_circles")


def make_spiral(
    n_samples: int = 300, n_classes: int = 3, noise: float = 0.1, flip: float = 0.0, seed: int = 0
) -> Dataset:
    """Arms of one spiral, each turning by 270° from the centre to radius 1: the hardest of the toys.

    Arguments as in `make_moons`; noise is the standard deviation of each coordinate, in units that grow
    with the radius.
    """
    noise, rng = number(noise, "noise"), np.random.default_rng(seed)
    y = np.arange(n_samples) % n_classes
    radius = np.sqrt(rng.uniform(0, 1, n_samples))  # the root spreads the points evenly over the disc
    angle = 2 * np.pi * y / n_classes + 1.5 * np.pi * radius
    X = radius[:, None] * (
        np.stack([np.cos(angle), np.sin(angle)], axis=1) + noise * rng.normal(size=(n_samples, 2))
    )
    return _plane(X, y, n_classes, flip, seed, "make_spiral")


def _plane(X, y, n_classes, flip, seed, name):
    if not 0 <= flip <= 1:
        raise ValueError(f"flip is the share of wrong labels, between 0 and 1, got {flip!r}")
    y = y.astype(np.int64)
    rng = np.random.default_rng(seed)
    wrong = rng.permutation(len(y))[: round(flip * len(y))]
    y[wrong] = (y[wrong] + rng.integers(1, n_classes, size=len(wrong))) % n_classes
    names = tuple(f"class {k}" for k in range(n_classes))
    return Dataset(X, y, _drawn(name, seed), ("x₁", "x₂"), ("", ""), "class", "", names)


def _drawn(name, seed):
    return f"drawn by course_lib.datasets.{name} with seed {seed}"
