"""Check a gradient against central differences.

A gradient written by hand is a claim: *move this entry a little, and f changes by that much*.
Central differences test the claim by doing just that, one entry at a time.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course_lib.differences import differences, numerical_gradient
from course_lib.shapes import Float

__all__ = ["GradientCheck", "check_gradient", "numerical_gradient", "relative_error"]


def relative_error(analytic, numeric, floor: float = 1e-3) -> Float[np.ndarray, "..."]:
    r"""How far two gradients are apart, entry by entry, as a fraction of their size.

    .. math:: r_i = \frac{|a_i - n_i|}{\max(|a_i|, |n_i|, \text{floor})}

    Entries smaller than `floor` are compared on the scale of `floor`: there the numeric gradient is
    mostly round-off, and a ratio of two such numbers says nothing. An entry that is not finite on
    either side counts as infinitely wrong.

    Examples
    --------
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
        If an entry differs by more than rtol, or is not finite. Where the rounding of f explains all of the
        difference, the message accuses eps, not the gradient.

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
    numeric, rounding = differences(f, x, eps)
    errors = relative_error(analytic, numeric, floor)
    index = tuple(int(i) for i in np.unravel_index(errors.argmax(), errors.shape))
    worst = GradientCheck(float(errors[index]), index, float(analytic[index]), float(numeric[index]))
    if not worst.relative_error <= rtol:
        wrong = errors > rtol
        if _explained(analytic[wrong], numeric[wrong], rounding[wrong]):
            said = [
                f"eps={eps:g} is too small here: right and wrong gradients look alike (allowed: {rtol:g})",
                str(worst),
                f"Rounding f alone moves a numeric entry by up to {rounding[wrong].max():.1e}: use a larger "
                "eps, compute f in float64, or take a large constant away from f.",
            ]
        else:
            said = [f"wrong gradient (allowed: {rtol:g})", str(worst), _hint(analytic, numeric)]
        raise AssertionError("\n".join(filter(None, said)))
    return worst


def _explained(analytic, numeric, rounding):
    """Whether the rounding of f alone, a few times over, explains every difference."""
    finite = np.isfinite(analytic) & np.isfinite(numeric)
    return finite.all() and (np.abs(analytic - numeric) <= 4 * rounding).all()


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
