"""What NumPy finds out when a function first meets a type: found out once, and every fork knows it."""

from __future__ import annotations

import contextlib
import itertools

import numpy as np

KINDS = (float, int, bool)
PAIRS = (
    *(np.add, np.subtract, np.multiply, np.true_divide, np.floor_divide, np.remainder, np.power, np.dot),
    *(np.maximum, np.minimum, np.less, np.less_equal, np.greater, np.greater_equal, np.equal, np.not_equal),
    *(np.logical_and, np.logical_or, np.bitwise_and, np.bitwise_or, np.append),
)
SINGLES = (
    *(np.exp, np.log, np.sqrt, np.tanh, np.abs, np.sign, np.square, np.negative, np.logical_not, np.invert),
    *(np.isnan, np.isfinite, np.isinf, np.floor, np.sum, np.mean, np.max, np.min, np.argmax, np.argsort),
    *(np.sort, np.any, np.all, np.prod, np.cumsum, np.zeros_like, np.unique, np.transpose, np.std, np.diff),
    *(np.flatnonzero, np.concatenate, np.stack, np.linalg.norm, np.copy, repr),
)


def warm() -> None:
    """Call what answers and tests are made of, on small arrays of each kind."""
    arrays = [np.ones((2, 2), kind) for kind in KINDS]
    calls = [*itertools.product(SINGLES, arrays), *itertools.product(PAIRS, arrays, [*arrays, 2.0, 2])]
    with np.errstate(all="ignore"):
        for call, *args in calls:
            with contextlib.suppress(TypeError):  # truth values are neither subtracted nor negated
                call(*args)
    np.einsum("ij,kj->ik", arrays[0], arrays[0]), np.where(arrays[2], *arrays[:2]), arrays[0] @ arrays[0]
    np.random.default_rng(0).normal(size=2), np.random.default_rng(0).permutation(2)
