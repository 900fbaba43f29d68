"""What NumPy makes of two shapes, and of a sum over an axis; its own words where it refuses."""

from __future__ import annotations

import itertools

import numpy as np

LENGTHS = (1, 2, 3)
SHAPES = [(), *((n,) for n in LENGTHS), *itertools.product(LENGTHS, LENGTHS), (4, 5)]
DO = {"add": np.add, "sub": np.subtract, "mul": np.multiply}


def shapes() -> dict:
    """Every pair of small shapes, and every sum of those that have an axis."""
    pairs = [pair(*p) for p in itertools.product(SHAPES, SHAPES)]
    how = itertools.product([s for s in SHAPES if s], [0, 1, None], [False, True])
    return {"pairs": pairs, "sums": [total(*each) for each in how]}


def counted(shape, factor):
    return factor * np.arange(1, int(np.prod(shape)) + 1).reshape(shape)


def told(action) -> dict:
    try:
        result = np.asarray(action())
    except (ValueError, np.exceptions.AxisError) as error:
        return {"error": f"{type(error).__name__}: {error}".rstrip()}
    return {"result": list(result.shape), "values": result.ravel().tolist()}


def pair(one, other) -> dict:
    a, b = counted(one, 1), counted(other, 10)
    name = list(DO)[(len(one) + sum(other)) % 3]
    return {"a": list(one), "b": list(other), "do": name, **told(lambda: DO[name](a, b))}


def total(shape, axis, keepdims) -> dict:
    a = counted(shape, 1)
    how = {"axis": "all" if axis is None else axis, "keepdims": keepdims}
    return {"a": list(shape), **how, **told(lambda: a.sum(axis=axis, keepdims=keepdims))}
