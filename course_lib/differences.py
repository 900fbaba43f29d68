"""Central differences: move one entry a little up and down, and see how much f changes."""

from collections.abc import Callable

import numpy as np

from course_lib.shapes import Float


def numerical_gradient(f: Callable, x, eps: float = 1e-6) -> Float[np.ndarray, "..."]:
    r"""Gradient of a scalar function by central differences.

    .. math:: \frac{\partial f}{\partial x_i} \approx
              \frac{f(x + \epsilon e_i) - f(x - \epsilon e_i)}{2 \epsilon}

    Two errors compete: the formula's own, of order ε², and round-off, of order 1e-16 · |f| / ε.
    The default ε suits entries and values near 1.

    Parameters
    ----------
    f : callable
        Takes an array of the shape of x, returns one number. It gets its own copy at each call.
    x : array_like, any shape
        Where to measure. Never modified; integers and float32 are promoted to float64, because in
        float32 the round-off would swamp the difference.
    eps : float, > 0
        Half the distance between the two points, in the unit of x.

    Returns
    -------
    float64 array of the shape of x.

    Raises
    ------
    ValueError
        If eps is not positive or too small to move an entry, or if f returns more than one number.

    Examples
    --------
    >>> numerical_gradient(lambda x: (x**2).sum(), [1, 2, 3]).round(6)
    array([2., 4., 6.])

    References
    ----------
    Nocedal and Wright, *Numerical Optimization*, 2nd ed., 2006, section 8.1.

    Notes
    -----
    `torch.autograd.gradcheck` uses the same formula and the same eps.
    """
    return differences(f, np.asarray(x, dtype=np.float64), eps)[0]


def differences(f, x, eps):
    """Central differences, and beside each what the rounding of f may have added to it."""
    if not eps > 0:
        raise ValueError(f"eps must be a positive step, got {eps!r}")
    grad, rounding = np.empty_like(x), np.empty_like(x)
    for index in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[index] += eps
        below[index] -= eps
        # after rounding the step is seldom 2 * eps exactly; divide by the step really taken
        step = above[index] - below[index]
        if step == 0:
            place = f"x{list(index)} = {x[index]:g}"
            raise ValueError(f"eps={eps:g} is lost in rounding at {place}; use a larger eps")
        (high, high_off), (low, low_off) = _number(f(above)), _number(f(below))
        grad[index], rounding[index] = (high - low) / step, (high_off + low_off) / step
    return grad, rounding


def _number(value):
    """One number, and how far rounding in its own dtype may have moved it: half a unit in the last place."""
    value = np.asarray(value)
    if value.size != 1:
        raise ValueError(f"f must return one number, got shape {value.shape}; sum or average it first")
    dtype = value.dtype if value.dtype.kind == "f" else np.float64
    value = float(value.reshape(()))
    return value, abs(value) * float(np.finfo(dtype).eps) / 2
