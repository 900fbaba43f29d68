"""Checks that losses share: labels, classes and distributions."""

import numpy as np

from course_lib.checks import as_floats, rounding, shares


def labels_among(targets, allowed):
    """``targets`` if each is one of the ``allowed`` labels (or NaN)."""
    wrong = ~np.isin(targets, allowed) & ~np.isnan(targets)
    if wrong.any():
        raise ValueError(f"targets must be one of {allowed}, got {targets[wrong].flat[0]}")
    return targets


def class_indices(targets, n_classes, ignore_index=None):
    """``targets`` as int64 if each is a class in [0, C) or ``ignore_index``."""
    targets = np.asarray(targets)
    if targets.size and targets.dtype.kind not in "iu":
        raise TypeError(f"class indices must be integers, got dtype {targets.dtype}")
    # compared before it is converted: 2⁶⁴ − 100 would become −100
    wrong = ((targets < 0) | (targets >= n_classes)) & (targets != ignore_index)
    if wrong.any():
        ignored = "" if ignore_index is None else f" or ignore_index={ignore_index}"
        raise ValueError(f"targets must be in [0, {n_classes}){ignored}, got {targets[wrong].flat[0]}")
    return targets.astype(np.int64, copy=False)


def probabilities(probs, name="probs", dim=-1):
    """``probs`` as floats if, to rounding, they lie in [0, 1] and sum to one along ``dim``."""
    probs = shares(as_floats(probs, name), name)
    total = probs.sum(axis=dim)
    wrong = np.abs(total - 1) > rounding(probs.dtype)
    if np.any(wrong):
        raise ValueError(
            f"{name} must sum to 1 along dim={dim}, got a sum of {np.asarray(total)[wrong].flat[0]}"
        )
    return probs
