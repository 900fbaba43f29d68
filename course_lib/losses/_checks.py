"""Checks that every loss shares: they turn input into float arrays, or say what was expected."""

from collections.abc import Sequence

import numpy as np

# wherever an array is asked for, (nested) lists and single numbers do as well
Nested = Sequence | float | int | np.generic


def as_floats(values, name, dtype=None):
    """``values`` as an array of floats: float dtypes stay, integers and booleans become float64."""
    array = np.asarray(values)
    if array.dtype.kind not in "fiub":
        raise TypeError(f"{name} must hold real numbers, got dtype {array.dtype}")
    if dtype is None:
        dtype = array.dtype if array.dtype.kind == "f" else np.float64
    return array.astype(dtype, copy=False)


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


def labels_among(targets, allowed):
    """``targets`` if each is one of the ``allowed`` labels (or NaN)."""
    wrong = ~np.isin(targets, allowed) & ~np.isnan(targets)
    if wrong.any():
        raise ValueError(f"targets must be one of {allowed}, got {targets[wrong].flat[0]}")
    return targets


def within(values, low, high, name):
    """``values`` if all lie in [low, high]; NaN passes through, so that it shows in the result."""
    wrong = (values < low) | (values > high)
    if np.any(wrong):
        raise ValueError(f"{name} must lie in [{low}, {high}], got {np.asarray(values)[wrong].flat[0]}")
    return values


def class_indices(targets, n_classes, ignore_index=None):
    """``targets`` as int64 if each is a class in [0, C) or ``ignore_index``."""
    targets = np.asarray(targets)
    if targets.size and targets.dtype.kind not in "iu":
        raise TypeError(f"class indices must be integers, got dtype {targets.dtype}")
    targets = targets.astype(np.int64)
    wrong = ((targets < 0) | (targets >= n_classes)) & (targets != ignore_index)
    if wrong.any():
        ignored = "" if ignore_index is None else f" or ignore_index={ignore_index}"
        raise ValueError(f"targets must be in [0, {n_classes}){ignored}, got {targets[wrong].flat[0]}")
    return targets


def probabilities(probs, name="probs", dim=-1):
    """``probs`` as floats if they lie in [0, 1] and sum to one along ``dim``."""
    probs = as_floats(probs, name)
    total = within(probs, 0, 1, name).sum(axis=dim)
    wrong = np.abs(total - 1) > np.sqrt(np.finfo(probs.dtype).eps)  # half of the digits must be right
    if np.any(wrong):
        raise ValueError(
            f"{name} must sum to 1 along dim={dim}, got a sum of {np.asarray(total)[wrong].flat[0]}"
        )
    return probs


def positive_float(value, name):
    """``value`` as a Python float if it is finite and above zero."""
    if not 0 < value < np.inf:
        raise ValueError(f"{name} must be positive and finite, got {value}")
    return float(value)  # a Python float leaves float32 arrays float32
