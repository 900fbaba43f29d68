"""Arguments and results in parts: a state may be a pair of arrays, and a result a pair of pairs."""

import numpy as np


def leaves(value):
    """The arrays of a value, from left to right; None is none of them."""
    if isinstance(value, tuple | list):
        return [leaf for part in value for leaf in leaves(part)]
    return [] if value is None else [value]


def like(value, parts):
    """The parts, one after the other, in the form of the value."""
    if isinstance(value, tuple | list):
        return tuple(like(part, parts) for part in value)
    return None if value is None else next(parts)


def mapped(function, value):
    """The same form, with the function of each array in it."""
    return like(value, iter([function(leaf) for leaf in leaves(value)]))


def places(args, wanted=lambda i: True):
    """Where the float64 arrays stand, of the arguments that are wanted: (2,), or (2, 0) inside of a pair."""
    found = []
    for i, arg in enumerate(args):
        parts = enumerate(arg) if isinstance(arg, tuple) else [(None, arg)]
        floats = [k for k, part in parts if getattr(part, "dtype", None) == np.float64]
        found += [(i,) if k is None else (i, k) for k in floats if wanted(i)]
    return found


def at_place(args, place):
    for k in place:
        args = args[k]
    return args


def replaced(args, place, x):
    """The arguments with another array in that place."""
    here, *deeper = place
    return type(args)(
        (replaced(arg, deeper, x) if deeper else x) if k == here else arg for k, arg in enumerate(args)
    )
