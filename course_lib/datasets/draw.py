"""Some examples of a published set, drawn at random."""

import operator

import numpy as np

from course_lib.datasets.types import Benchmark

__all__ = ["draw"]


def draw(
    data: Benchmark, n_train: int | None, n_test: int | None, seed: int, shuffle: bool = False
) -> Benchmark:
    """At most so many examples of each part; bytes of pixels become float32 in [0, 1] only then."""
    train = _some(data.X_train, data.y_train, n_train, "train", seed, shuffle)
    test = _some(data.X_test, data.y_test, n_test, "test", seed, shuffle)
    return Benchmark(*train, *test, data.source, data.class_names)


def _some(X, y, n, part, seed, shuffle):
    if n is not None and operator.index(n) < 0:
        raise ValueError(f"n_{part} must not be negative, got {n}")
    if operator.index(seed) < 0:
        raise ValueError(f"seed must not be negative, got {seed}")
    order = np.random.default_rng([seed, part == "test"]).permutation(len(y))[:n]
    order = order if shuffle or n is not None else np.arange(len(y))
    if isinstance(X, list):
        return [X[i] for i in order], y[order].astype(np.int64)
    scale = np.float32(255 if X.dtype == np.uint8 else 1)
    return X[order] / scale, y[order].astype(np.int64)
