"""Checks that all topics share: they turn input into float arrays and numbers, or say what was expected."""

from collections.abc import Sequence

import numpy as np

# wherever an array is asked for, (nested) lists and single numbers do as well
Nested = Sequence | float | int | np.generic
Number = float | int | np.number | np.ndarray  # of no dimension
Array = np.ndarray | np.floating  # what NumPy computes from an array of no dimension is a scalar


def as_floats(values, name, dtype=None):
    """``values`` as an array of ``dtype``; without one, floats keep theirs and integers become float64."""
    array = np.asarray(values)
    if array.dtype.kind not in "fiub":
        raise TypeError(f"{name} must hold real numbers, got dtype {array.dtype}")
    if dtype is None:
        dtype = array.dtype if array.dtype.kind == "f" else np.float64
        refuse_float16(dtype, name)
    return array.astype(dtype, copy=False)


def refuse_float16(dtype, name):
    """Nothing is computed in float16: its sums overflow above 65,504, and an ε of 1e-8 is 0 in it."""
    if dtype == np.float16:
        raise TypeError(
            f"{name} must be float32 or float64, got dtype float16: sums overflow above 65,504 and small "
            f"numbers round to 0; compute with {name}.astype(np.float32)"
        )


def same_shape(**arrays):
    """Float arrays of one shape, in the dtype of the first; they are never broadcast."""
    (first_name, first), *others = arrays.items()
    checked = [as_floats(first, first_name)]
    for name, values in others:
        array = as_floats(values, name, dtype=checked[0].dtype)
        if array.shape != checked[0].shape:
            raise ValueError(
                f"{first_name} and {name} must have the same shape, got {checked[0].shape} and {array.shape}"
            )
        checked.append(array)
    return checked


def broadcastable(values, like, name, like_name="logits"):
    """Weights that fit ``like``, in its dtype; ``None`` means weight one."""
    weight = as_floats(1 if values is None else values, name, dtype=like.dtype)
    try:
        np.broadcast_to(weight, like.shape)
    except ValueError:
        raise ValueError(
            f"{name} must broadcast to the shape of {like_name}, got {weight.shape} and {like.shape}"
        ) from None
    return weight


def within(values, low, high, name, slack=0.0):
    """``values`` if all lie in [low, high], to ``slack``; NaN passes, so that it shows in the result."""
    wrong = values < low - slack
    if high < np.inf:
        wrong = wrong | (values > high + slack)
    if np.any(wrong):
        raise ValueError(f"{name} must lie in [{low}, {high}], got {np.asarray(values)[wrong].flat[0]}")
    return values


def rounding(dtype):
    """What sums of numbers near 1 may be off by: half of the digits must be right."""
    return float(np.sqrt(np.finfo(dtype).eps))


def shares(values, name):
    """Floats in [0, 1]; those that rounding has carried a little outside are put back on the edge."""
    if not np.any((values < 0) | (values > 1)):
        return values
    return np.clip(within(values, 0, 1, name, slack=rounding(values.dtype)), 0, 1)


def number(value, name, low=0.0, below=np.inf):
    """``value`` as a Python float if it lies in [low, below); it then leaves float32 arrays float32."""
    one_number(value, name)
    if not (low <= value < below and value > -np.inf):
        at_least = f" and at least {low:g}" if low > -np.inf else ""
        expected = f"in [{low:g}, {below:g})" if below < np.inf else f"finite{at_least}"
        raise ValueError(f"{name} must be {expected}, got {value}")
    return float(value)


def positive_float(value, name):
    """``value`` as a Python float if it is finite and above zero."""
    one_number(value, name)
    if not 0 < value < np.inf:
        raise ValueError(f"{name} must be positive and finite, got {value}")
    return float(value)


def share(value, name):
    """``value`` as a Python float if it lies in [0, 1]."""
    one_number(value, name)
    if not 0 <= value <= 1:
        raise ValueError(f"{name} must be in [0, 1], got {value}")
    return float(value)


def count(value, name, low=1):
    """``value`` as an int if it is a whole number of at least ``low``."""
    one_number(value, name)
    if not (np.isfinite(value) and value == int(value) and value >= low):
        raise ValueError(f"{name} must be a whole number of at least {low}, got {value}")
    return int(value)


def one_number(value, name):
    """Refuse what is no single real number, such as a list of them or a text."""
    array = np.asarray(value)
    if array.ndim or array.dtype.kind not in "fiub":
        raise TypeError(f"{name} must be one number, got {value!r}")
