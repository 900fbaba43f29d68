"""Checks that every optimizer shares: hyperparameters in their range, arrays that can be updated in place."""

from collections.abc import Iterable
from itertools import combinations

import numpy as np

from course_lib.checks import Nested, as_floats, number, refuse_float16

Arrays = Iterable[np.ndarray]
ArrayLikes = Iterable[np.ndarray | Nested]


class Hyperparameter:
    """An attribute that is a Python float in [low, below), checked whenever it is set.

    A NumPy scalar, such as one entry of a schedule, would turn float32 parameters into float64. There is no
    ``__get__``: reading the attribute finds the float itself.
    """

    def __init__(self, low=0.0, below=np.inf):
        self.low, self.below = low, below

    def __set_name__(self, owner, name):
        self.name = name

    def __set__(self, optimizer, value):
        vars(optimizer)[self.name] = number(value, self.name, self.low, self.below)


def updatable(arrays, name="params"):
    """A list of the same arrays, each of them floats that can be written to, none of them twice."""
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
        refuse_float16(array.dtype, f"{name}[{i}]")
        if not array.flags.writeable:
            raise ValueError(f"{name}[{i}] is read-only, so it cannot be updated in place")
    for (i, first), (j, second) in combinations(enumerate(arrays), 2):
        if np.shares_memory(first, second):
            raise ValueError(
                f"{name}[{i}] and {name}[{j}] share memory, which would move twice: list each array once"
            )
    return arrays


def matching(arrays, params, name="grads"):
    """``arrays``, one for each parameter, of its shape and in its dtype; never the parameters themselves."""
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
    # the gradient of x · y is (y, x): it must not move while x and y do
    owners = {id(_owner(param)) for param in params}
    return [array.copy() if id(_owner(array)) in owners else array for array in arrays]


def _owner(array):
    """The array whose memory this one looks at."""
    while isinstance(array.base, np.ndarray):
        array = array.base
    return array
