"""From one loss per element to one number, as ``reduction`` says, and the same for gradients."""

import numpy as np

REDUCTIONS = ("none", "mean", "sum")


def reduce_loss(losses, reduction, count=None):
    """``losses`` as they are, their sum, or their sum over ``count`` (default: how many there are)."""
    _check(reduction)
    if reduction == "none":
        return losses
    total = np.sum(losses)
    if reduction == "sum":
        return total
    with np.errstate(divide="ignore", invalid="ignore"):  # the mean of nothing is NaN, as in torch
        return total / (np.size(losses) if count is None else count)


def reduce_grad(grads, reduction, count=None):
    """Gradient of the reduced loss from the elementwise derivatives ``grads``."""
    _check(reduction)
    if reduction != "mean":
        return grads
    count = np.size(grads) if count is None else count
    with np.errstate(divide="ignore"):
        # zeros stay zero even for count = 0: an ignored target pulls on nothing, as in torch
        return np.divide(grads, count, out=np.zeros_like(grads), where=np.not_equal(grads, 0))


def weighed(weight, values):
    """weight · values, with 0 · ∞ = 0: what does not count costs nothing, however bad it is."""
    with np.errstate(invalid="ignore", over="ignore"):
        product = weight * values
        total = np.add.reduce(product, axis=None)
    if total == total:  # one NaN makes a sum NaN
        return product
    return np.where(np.equal(weight, 0) & np.isinf(values), 0, product)[()]  # a NaN stays one


def _check(reduction):
    if reduction not in REDUCTIONS:
        raise ValueError(f'reduction must be "none", "mean" or "sum", got {reduction!r}')
