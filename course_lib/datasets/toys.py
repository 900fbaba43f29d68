"""Small sets that are drawn, not measured: the truth behind them is known, so a fit can be judged.

Each function takes a seed; equal arguments give equal numbers.
"""

import numpy as np

from course_lib.checks import count, number, share
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
        For an unknown distribution, more outliers than points, or a number outside its range.

    Examples
    --------
    >>> line = make_line(5, noise=0)
    >>> np.allclose(line.y, 2 * line.X[:, 0] + 1)
    True
    """
    if distribution not in _NOISES:
        raise ValueError(f"distribution must be one of {', '.join(_NOISES)}, got {distribution!r}")
    n_samples, n_outliers = count(n_samples, "n_samples"), count(n_outliers, "n_outliers", 0)
    if n_outliers > n_samples:
        raise ValueError(f"n_outliers must lie in [0, {n_samples}], got {n_outliers}")
    noise, widening = number(noise, "noise"), number(widening, "widening")
    slope, intercept = number(slope, "slope", low=-np.inf), number(intercept, "intercept", low=-np.inf)
    outlier_shift = number(outlier_shift, "outlier_shift", low=-np.inf)
    rng = np.random.default_rng(count(seed, "seed", 0))
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
    slope, intercept = number(slope, "slope", low=-np.inf), number(intercept, "intercept", low=-np.inf)
    if intercept + 2 * abs(slope) > 40:
        raise ValueError(
            f"the largest mean, e^(2·|slope| + intercept), must stay below e^40, got slope={slope:g} and "
            f"intercept={intercept:g}"
        )
    rng = np.random.default_rng(count(seed, "seed", 0))
    x = np.sort(rng.uniform(-2, 2, count(n_samples, "n_samples")))
    y = rng.poisson(np.exp(slope * x + intercept)).astype(np.int64)
    return Dataset(x[:, None], y, _drawn("make_counts", seed), ("x",), ("",), "count", "1")


def make_blobs(n_samples=100, n_classes: int = 3, spread: float = 0.7, flip: float = 0.0, seed: int = 0):
    """Gaussian clouds in the plane, their centers evenly on a circle of radius 2.

    Parameters
    ----------
    n_samples : int ≥ 1, or a sequence of n_classes ints ≥ 0
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
    if np.ndim(n_samples) == 1:
        sizes = [count(size, "n_samples", 0) for size in n_samples]
        n_classes = count(len(sizes), "the number of classes", 2)
    else:
        n_classes = count(n_classes, "n_classes", 2)
        each, more = divmod(count(n_samples, "n_samples"), n_classes)
        sizes = [each + (k < more) for k in range(n_classes)]
    spread, flip = number(spread, "spread"), share(flip, "flip")
    rng = np.random.RandomState(count(seed, "seed", 0))  # old, and as scikit-learn's make_blobs draws
    angle = np.pi / 2 + 2 * np.pi * np.arange(n_classes) / n_classes
    centers = 2 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    clouds = [rng.normal(center, spread, (n, 2)) for center, n in zip(centers, sizes, strict=True)]
    X, y = _shuffled(np.concatenate(clouds), np.repeat(np.arange(n_classes), sizes), rng)
    return _plane(X, y, n_classes, flip, seed, "make_blobs")


def make_moons(n_samples: int = 200, noise: float = 0.15, flip: float = 0.0, seed: int = 0) -> Dataset:
    """Two half circles that hold each other: no straight line parts them.

    Arguments as in `make_blobs`; noise is the standard deviation around the half circles.
    """
    angle = [np.linspace(0, np.pi, n) for n in _halves(n_samples)]
    outer = np.stack([np.cos(angle[0]), np.sin(angle[0])], axis=1)
    inner = np.stack([1 - np.cos(angle[1]), 1 - np.sin(angle[1]) - 0.5], axis=1)
    X, y = _two_curves(outer, inner, noise, flip, seed)
    return _plane(X, y, 2, flip, seed, "make_moons")


def make_circles(n_samples: int = 200, noise: float = 0.08, flip: float = 0.0, seed: int = 0) -> Dataset:
    """A circle of radius 1 (class 0) around one of radius 0.5 (class 1). Arguments as in `make_moons`."""
    angle = [np.linspace(0, 2 * np.pi, n, endpoint=False) for n in _halves(n_samples)]
    outer, inner = (np.stack([np.cos(a), np.sin(a)], axis=1) for a in angle)
    X, y = _two_curves(outer, inner * 0.5, noise, flip, seed)
    return _plane(X, y, 2, flip, seed, "make_circles")


def make_spiral(
    n_samples: int = 300, n_classes: int = 3, noise: float = 0.1, flip: float = 0.0, seed: int = 0
) -> Dataset:
    """Arms of one spiral, each turning by 270° from the center to radius 1: the hardest of the toys.

    Arguments as in `make_moons`; noise is the standard deviation of each coordinate, in units that grow
    with the radius.
    """
    n_samples, n_classes = count(n_samples, "n_samples"), count(n_classes, "n_classes", 2)
    noise, flip = number(noise, "noise"), share(flip, "flip")
    rng = np.random.default_rng(count(seed, "seed", 0))
    y = np.arange(n_samples) % n_classes
    radius = np.sqrt(rng.uniform(0, 1, n_samples))  # the root spreads the points evenly over the disc
    angle = 2 * np.pi * y / n_classes + 1.5 * np.pi * radius
    X = radius[:, None] * (
        np.stack([np.cos(angle), np.sin(angle)], axis=1) + noise * rng.normal(size=(n_samples, 2))
    )
    return _plane(X, y, n_classes, flip, seed, "make_spiral")


def _halves(n_samples):
    n = count(n_samples, "n_samples", 2)
    return n // 2, n - n // 2


def _two_curves(first, second, noise, flip, seed):
    noise, flip = number(noise, "noise"), share(flip, "flip")
    rng = np.random.RandomState(count(seed, "seed", 0))  # old, and as scikit-learn's make_moons draws
    X, y = _shuffled(np.concatenate([first, second]), np.repeat([0, 1], [len(first), len(second)]), rng)
    return X + rng.normal(scale=noise, size=X.shape), y


def _shuffled(X, y, rng):
    order = np.arange(len(y))
    rng.shuffle(order)
    return X[order], y[order]


def _plane(X, y, n_classes, flip, seed, name):
    y = y.astype(np.int64)
    rng = np.random.default_rng(seed)
    wrong = rng.permutation(len(y))[: round(flip * len(y))]
    y[wrong] = (y[wrong] + rng.integers(1, n_classes, size=len(wrong))) % n_classes
    names = tuple(f"class {k}" for k in range(n_classes))
    return Dataset(X, y, _drawn(name, seed), ("x₁", "x₂"), ("", ""), "class", "", names)


def _drawn(name, seed):
    return f"drawn by course_lib.datasets.{name} with seed {seed}"
