r"""The playground's data sets, equal number for number to those in the page.

``data.js`` is the twin. The families are those of TensorFlow Playground (D. Smilkov and others,
2017, *Direct-Manipulation Visualization of Deep Networks*, arXiv:1708.03788), with noise of our own and, for
three of them, any number of classes.
"""

import numpy as np

from course_lib.datasets.types import Dataset
from course_lib.mulberry import Mulberry32
from course_lib.shapes import Float, Int

__all__ = ["DATASETS", "FEATURES", "expand_features", "make_data", "split_rows"]

POSITION, NOISE, SPLIT, WEIGHTS, ORDER, DROPOUT = range(6)  # one stream of random numbers for each
_BUMPS = np.array([[-4, 2.5, 1], [0, 2.5, -1], [4, 2.5, 1], [-4, -2.5, -1], [0, -2.5, 1], [4, -2.5, -1]])


def _polar(radius, angle):
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=-1)


def _circle(u, v, k, n):
    return _polar(5 * (k + 0.7 * u) / (n - 0.3), 2 * np.pi * v)


def _xor(u, v, k, n):
    x = 10 * np.stack([u, v], axis=-1) - 5
    return x + np.where(x < 0, -0.3, 0.3)  # leaves a gap along both axes


def _gauss(u, v, k, n):
    centers = _polar(3.0, np.pi / 4 + 2 * np.pi * k / n)
    return centers + _polar(np.sqrt(-np.log(1 - u)), 2 * np.pi * v)  # normal with variance 1/2


def _spiral(u, v, k, n):
    return _polar(5 * u, 3.5 * np.pi * u + 2 * np.pi * k / n)


def _square(u, v, k, n):
    return 12 * np.stack([u, v], axis=-1) - 6


def _plane_value(X):
    return X.sum(axis=1) / 10


def _hills_value(X):
    squares = ((X[:, None] - _BUMPS[:, :2]) ** 2).sum(axis=2)  # (N, bumps)
    return np.exp(-squares / 2) @ _BUMPS[:, 2]


DATASETS = {
    "circle": _circle,
    "xor": _xor,
    "gauss": _gauss,
    "spiral": _spiral,
    "plane": _square,
    "hills": _square,
}
_VALUES = {"plane": _plane_value, "hills": _hills_value}

FEATURES = {
    "x1": lambda a, b: a,
    "x2": lambda a, b: b,
    "x1_squared": lambda a, b: a * a,
    "x2_squared": lambda a, b: b * b,
    "x1_x2": lambda a, b: a * b,
    "sin_x1": lambda a, b: np.sin(a),
    "sin_x2": lambda a, b: np.sin(b),
}


def make_data(
    name: str, n_samples: int = 500, n_classes: int = 2, noise: float | int = 0.0, seed: int = 0
) -> Dataset:
    r"""Points of the plane, in about [−6, 6]², with a class or a number each.

    Parameters
    ----------
    name : str
        Classes: "circle" (rings), "xor", "gauss" (clouds), "spiral" (arms).
        Numbers: "plane", (x₁ + x₂) / 10, and "hills", six Gaussian bumps of height ±1.
    n_samples : int
        Fewer points are the first of more.
    n_classes : int, ≥ 2
        For "circle", "gauss" and "spiral"; "xor" has two.
    noise : float, ≥ 0
        Standard deviation of what moves each coordinate of a class's point, in units of the plane, and of
        what is added to a number.
    seed : int

    Returns
    -------
    Dataset with X (N, 2) and y (N,): int64 classes or float64 numbers.

    Raises
    ------
    ValueError
        For an unknown name, fewer than two classes, or negative noise.

    Examples
    --------
    >>> make_data("circle", 4).y
    array([0, 1, 0, 1])
    """
    if name not in DATASETS:
        raise ValueError(f"name must be one of {', '.join(DATASETS)}, got {name!r}")
    if n_classes < 2 or noise < 0:
        raise ValueError(f"expected n_classes ≥ 2 and noise ≥ 0, got {n_classes} and {noise}")
    u, v = Mulberry32.stream(seed, POSITION).uniform((n_samples, 2)).T
    shift = noise * Mulberry32.stream(seed, NOISE).normal((n_samples, 2))
    k = np.arange(n_samples) % n_classes
    X = DATASETS[name](u, v, k, n_classes)
    names = ("x₁", "x₂"), ("", "")
    source = f"drawn by course_lib.backprop.playground.data.make_data({name!r}) with seed {seed}"
    if name in _VALUES:
        return Dataset(X, _VALUES[name](X) + shift[:, 0], source, *names)
    if name == "xor":
        k, n_classes = (X.prod(axis=1) >= 0).astype(np.int64), 2
    classes = tuple(f"class {c}" for c in range(n_classes))
    return Dataset(X + shift, k, source, *names, "class", "", classes)


def expand_features(X: Float[np.ndarray, "N 2"], names: list[str] | tuple[str, ...]) -> np.ndarray:
    """The network's inputs: one column for each name of ``FEATURES``.

    Parameters
    ----------
    X : (N, 2)
    names : D of "x1", "x2", "x1_squared", "x2_squared", "x1_x2", "sin_x1", "sin_x2"

    Returns
    -------
    Array (N, D).

    Examples
    --------
    >>> expand_features(np.array([[2.0, 3.0]]), ["x2", "x1_x2"])
    array([[3., 6.]])
    """
    return np.stack([FEATURES[name](X[:, 0], X[:, 1]) for name in names], axis=1)


def split_rows(
    n: int, train_share: float, seed: int
) -> tuple[Int[np.ndarray, " n_train"], Int[np.ndarray, " n_test"]]:
    """Row numbers for training and test; a share of 0.5 takes half of them, rounded up, to train.

    >>> train, test = split_rows(5, 0.6, seed=0)
    >>> len(train), sorted([*train, *test]) == [0, 1, 2, 3, 4]
    (3, True)
    """
    order = Mulberry32.stream(seed, SPLIT).permutation(n)
    count = int(np.floor(train_share * n + 0.5))  # as Math.round
    return order[:count], order[count:]
