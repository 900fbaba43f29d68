"""Checks that every optimizer shares: numbers in their range, arrays that can be updated in place."""

from collections.abc import Iterable

import numpy as np

from course_lib.losses._checks import Nested, as_floats

Number = float | int | np.floating
Array = np.ndarray | np.floating  # what NumPy computes from an array of no dimension is a scalar
Arrays = Iterable[np.ndarray]
ArrayLikes = Iterable[np.ndarray | Nested]


def number(value, name, low=0.0, below=np.inf):
    """``value`` as a Python float if it lies in [low, below); it then leaves float32 arrays float32."""
    if not low <= value < below:
        expected = f"in [{low:g}, {below:g})" if below < np.inf else f"finite and at least {low:g}"
        raise ValueError(f"{name} must be {expected}, got {value}")
    return float(value)


def count(value, name, low=1):
    """``value`` as an int if it is a whole number of at least ``low``."""
    if value != int(value) or value < low:
        raise ValueError(f"{name} must be a whole number of at least {low}, got {value}")
    return int(value)


def updatable(arrays, name="params"):
    """A list of the same arrays, each of them floats that can be written to."""
    if isinstance(arrays, np.ndarray):
        raise TypeError(
            f"{name} must be a list of arrays, got one array of shape {arrays.shape}: write [array]"
        )
    arrays = list(arrays)
    for i, array in enumerate(arrays):
        if not isinstance(array, np.ndarray):
            raise TypeError(
                f"{name}[{i}] must be an array, to be updated in place, got {type(array).__name__}"
            )
        if array.dtype.kind != "f":
            raise TypeError(f"{name}[{i}] must hold floats, got dtype {array.dtype}")
        if not array.flags.writeable:
            raise ValueError(f"{name}[{i}] is read-only, so it cannot be updated in place")
    return arrays


def matching(arrays, params, name="grads"):
    """``arrays``, one for each parameter, of its shape and in its dtype."""
    arrays = list(arrays)
    if len(arrays) != len(params):
        raise ValueError(f"{name} needs one array for each of {len(params)} parameters, got {len(arrays)}")
    arrays = [
        as_floats(array, f"{name}[{i}]", dtype=param.dtype)
        for i, (array, param) in enumerate(zip(arrays, params, strict=True))
    ]
    for i, (array, param) in enumerate(zip(arrays, params, strict=True)):
        if array.shape != param.shape:
            raise ValueError(
                f"{name}[{i}] must have the shape of its parameter, got {array.shape} and {param.shape}"
            )
    return arrays
