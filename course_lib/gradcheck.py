"""Check a gradient against central differences.

A gradient written by hand is a claim: *move this entry a little, and f changes by that much*.
Central differences test the claim by doing just that, one entry at a time.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course_lib.shapes import Float

__all__ = ["GradientCheck", "check_gradient", "numerical_gradient", "relative_error"]


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
    if not eps > 0:
        raise ValueError(f"eps must be a positive step, got {eps!r}")
    x = np.asarray(x, dtype=np.float64)
    grad = np.empty_like(x)
    for index in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[index] += eps
        below[index] -= eps
        # after rounding the step is seldom 2 * eps exactly; divide by the step really taken
        step = above[index] - below[index]
        if step == 0:
            place = f"x{list(index)} = {x[index]:g}"
            raise ValueError(f"eps={eps:g} is lost in rounding at {place}; use a larger eps")
        grad[index] = (_number(f(above)) - _number(f(below))) / step
    return grad


def relative_error(analytic, numeric, floor: float = 1e-3) -> Float[np.ndarray, "..."]:
    r"""How far two gradients are apart, entry by entry, as a fraction of their size.

    .. math:: r_i = \frac{|a_i - n_i|}{\max(|a_i|, |n_i|, \text{floor})}

    Entries smaller than `floor` are compared on the scale of `floor`: there the numeric gradient is
    mostly round-off, and a ratio of two such numbers says nothing. An entry that is not finite on
    either side counts as infinitely wrong.

    >>> relative_error([2.0, 0.0], [1.0, 0.0])
    array([0.5, 0. ])
    """
    analytic, numeric = np.asarray(analytic, dtype=np.float64), np.asarray(numeric, dtype=np.float64)
    finite = np.isfinite(analytic) & np.isfinite(numeric)
    scale = np.maximum(np.maximum(np.abs(analytic), np.abs(numeric)), floor)
    with np.errstate(invalid="ignore"):
        return np.where(finite, np.abs(analytic - numeric) / scale, np.inf)


@dataclass(frozen=True)
class GradientCheck:
    """The entry where two gradients differ most: its relative error, its index and both values."""

    relative_error: float
    index: tuple[int, ...]
    analytic: float
    numeric: float

    def __str__(self):
        return (
            f"largest relative error {self.relative_error:.1e} at index {self.index}: "
            f"analytic {self.analytic:.8g}, numeric {self.numeric:.8g}"
        )


def check_gradient(
    f: Callable, grad, x, eps: float = 1e-6, rtol: float = 1e-5, floor: float = 1e-3
) -> GradientCheck:
    """Compare a gradient with central differences and name the worst entry.

    Parameters
    ----------
    f : callable
        Takes an array of the shape of x, returns one number.
    grad : array_like of the shape of x, or callable
        The claim. A callable is called with x.
    x : array_like, any shape
    eps : float, > 0
        Step of the central differences, see `numerical_gradient`.
    rtol : float
        The largest relative error that passes, see `relative_error`.
    floor : float, > 0
        Entries below it are compared on its scale, see `relative_error`.

    Returns
    -------
    GradientCheck
        The worst entry: `.relative_error .index .analytic .numeric`.

    Raises
    ------
    ValueError
        If the gradient has another shape than x; the message shows both.
    AssertionError
        If an entry differs by more than rtol, or is not finite; where the rounding of f explains it, the
        message accuses eps and not the gradient.

    Examples
    --------
    >>> x = np.array([1.0, -2.0])
    >>> print(check_gradient(lambda x: (x**3).sum(), 3 * x**2, x).index)
    (1,)
    >>> check_gradient(lambda x: (x**3).sum(), 2 * x**2, x)
    Traceback (most recent call last):
    AssertionError: wrong gradient (allowed: 1e-05)
    largest relative error 3.3e-01 at index (1,): analytic 8, numeric 12
    Every entry is 0.6667 times the numeric one: look for a missing factor, sum or mean.
    """
    x = np.asarray(x, dtype=np.float64)
    analytic = np.asarray(grad(x.copy()) if callable(grad) else grad, dtype=np.float64)
    if analytic.shape != x.shape:
        raise ValueError(f"a gradient has the shape of x: got {analytic.shape}, expected {x.shape}")
    if x.size == 0:
        raise ValueError(f"x has no entries (shape {x.shape}), so there is nothing to check")
    numeric = numerical_gradient(f, x, eps)
    errors = relative_error(analytic, numeric, floor)
    index = tuple(int(i) for i in np.unravel_index(errors.argmax(), errors.shape))
    worst = GradientCheck(float(errors[index]), index, float(analytic[index]), float(numeric[index]))
    if not worst.relative_error <= rtol:
        wrong, rounding = errors > rtol, _rounding(f(x.copy()), eps)
        verdict, hint = "wrong gradient", _hint(analytic, numeric)
        if (np.abs(analytic - numeric)[wrong] <= 4 * rounding).all():
            verdict = f"eps={eps:g} is too small here to tell right from wrong"
            hint = f"Rounding f moves a numeric entry by about {rounding:.1e}: take a larger eps, or float64."
        raise AssertionError("\n".join(filter(None, [f"{verdict} (allowed: {rtol:g})", str(worst), hint])))
    return worst


def _number(value):
    value = np.asarray(value)
    if value.size != 1:
        raise ValueError(f"f must return one number, got shape {value.shape}; sum or average it first")
    return float(value.reshape(()))


def _rounding(value, eps):
    """What rounding f may add to a central difference: u · |f| / ε, with u of the dtype of f."""
    u = np.finfo(np.result_type(np.asarray(value), np.float16)).eps / 2
    return float(u * abs(_number(value)) / eps)


def _hint(analytic, numeric):
    """Name a fault that shows in all entries at once: one factor, most often a sign, 2 or N."""
    if not (np.isfinite(analytic).all() and np.isfinite(numeric).all()):
        return "Some entries are not finite: look for a division by 0, log of 0 or an overflow of exp."
    if not analytic.any():
        return "Every analytic entry is 0: was the gradient ever filled in?"
    factor = (analytic * numeric).sum() / (numeric**2).sum() if numeric.any() else 0.0
    if factor == 0 or relative_error(analytic, factor * numeric).max() > 1e-4:
        return ""
    if abs(factor - 1) < 1e-3:  # no factor is missing: an eps too large looks like this
        return ""
    if abs(factor + 1) < 1e-4:
        return "Every entry has the wrong sign."
    return f"Every entry is {factor:.4g} times the numeric one: look for a missing factor, sum or mean."
