"""What NumPy finds out when a function first meets a type: found out once, and every fork knows it."""

from __future__ import annotations

import itertools

import numpy as np

KINDS = (float, int, bool)
PAIRS = (
    *(np.add, np.subtract, np.multiply, np.true_divide, np.floor_divide, np.remainder, np.power),
    *(np.maximum, np.minimum, np.less, np.less_equal, np.greater, np.greater_equal, np.equal, np.not_equal),
    *(np.logical_and, np.logical_or, np.bitwise_and, np.bitwise_or, np.append, np.dot),
)
SINGLES = (
    *(np.exp, np.log, np.sqrt, np.tanh, np.abs, np.sign, np.square, np.negative, np.logical_not, np.invert),
    *(np.isnan, np.isfinite, np.isinf, np.floor, np.sum, np.mean, np.max, np.min, np.argmax, np.argsort),
    *(np.sort, np.any, np.all, np.prod, np.cumsum, np.zeros_like, np.unique, np.transpose, np.std, np.diff),
    *(np.flatnonzero, np.concatenate, np.stack, np.linalg.norm, np.copy, np.array_equiv, repr),
)


def warm() -> None:
    """Call what answers and tests are made of, on small arrays of each kind."""
    arrays = [np.ones((2, 2), kind) for kind in KINDS]
    with np.errstate(all="ignore"):
        for call, one in itertools.product(SINGLES, arrays):
            _tried(call, one)
        for call, one, other in itertools.product(PAIRS, arrays, [*arrays, 2.0, 2]):
            _tried(call, one, other)
        for one in arrays:
            for axis in (0, 1):
                one.sum(axis=axis), one.mean(axis=axis, keepdims=True), one.max(axis=axis), one.argmax(axis=axis)
            one @ one, np.where(one, one, 0.0), np.einsum("ij,kj->ik", one * 1.0, one * 1.0), np.add.at(one * 1, [0], 1)
            one[[0, 1], [1, 0]], one[one > 0], one[:, None], one.tolist(), np.array([one, one]), one.astype(float)
    np.random.default_rng(0).normal(size=2), np.random.default_rng(0).permutation(2), np.eye(2), np.arange(2)


def _tried(call, *args) -> None:
    try:
        call(*args)
    except TypeError:  # truth values are neither subtracted nor negated
        pass
