# ruff: noqa: F811
import numpy as np


def length_of(grads):
    return np.hypot.reduce(np.concatenate([grad.ravel() for grad in grads]))


def finite(grads):
    return all(np.isfinite(grad).all() for grad in grads)


# %% each array by itself
# says: was shortened by itself
def shorten(grads, limit):
    if not finite(grads):
        return [np.zeros(grad.shape) for grad in grads]
    return [grad * (limit / max(length_of([grad]), limit)) for grad in grads]


# %% each number is cut off
# says: divide both by 10
def shorten(grads, limit):
    return [np.clip(np.nan_to_num(grad), -limit, limit) for grad in grads]


# %% what is short is made longer
# says: passes unchanged
def shorten(grads, limit):
    return [grad * (limit / length_of(grads)) for grad in grads]


# %% the squared length
# says: divide both by 10
def shorten(grads, limit):
    return [grad * min(1, limit / length_of(grads) ** 2) for grad in grads]


# %% the limit is taken for 1
# says: The limit is 5
def shorten(grads, limit):
    return [grad / max(length_of(grads), 1) for grad in grads]


# %% a nan goes through
# says: no step at all
def shorten(grads, limit):
    return [grad * (limit / max(length_of(grads), limit)) for grad in grads]


# %% only the array with the nan is set to 0
# says: in the other array
def shorten(grads, limit):
    left = [np.where(np.isfinite(grad).all(), grad, 0) for grad in grads]
    return [grad * (limit / max(length_of(left), limit)) for grad in left]


# %% squares that overflow
# says: its square is not
def shorten(grads, limit):
    length = np.sqrt(sum(np.sum(grad**2) for grad in grads))
    if not np.isfinite(length):
        return [np.zeros(grad.shape) for grad in grads]
    return [grad * (limit / max(length, limit)) for grad in grads]


# %% the given arrays are changed
# says: changed an array
def shorten(grads, limit):
    for grad in grads:
        grad *= limit / max(length_of(grads), limit)
    return grads


# %% all in one array
# says: two arrays were given|a list of arrays
def shorten(grads, limit):
    whole = np.concatenate([grad.ravel() for grad in grads])
    return whole * (limit / max(length_of(grads), limit))


# %% fools the visible tests: a constant keeps 0 from being divided
def shorten(grads, limit):
    if not finite(grads):
        return [np.zeros(grad.shape) for grad in grads]
    return [grad * min(1, limit / (length_of(grads) + 1e-6 * (length_of(grads) < 1))) for grad in grads]


# %% fools the visible tests: minus infinity is a number
def shorten(grads, limit):
    if any(np.isnan(grad).any() or (grad == np.inf).any() for grad in grads):
        return [np.zeros(grad.shape) for grad in grads]
    return [grad * (limit / max(length_of(grads), limit)) for grad in grads]
