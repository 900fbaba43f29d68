r"""Choose the length of a step anew at every point, by trying."""

from collections.abc import Callable

import numpy as np

from course_lib.checks import Number, as_floats, same_shape
from course_lib.optim.descent import DescentPath, follow


def backtracking(
    f: Callable,
    x,
    grad,
    direction=None,
    lr: Number = 1.0,
    shrink: Number = 0.5,
    c1: Number = 1e-4,
    max_trials: int = 60,
) -> float:
    r"""Halve the step until it lowers f by a fair share of what the slope promises.

    .. math:: f(x + \eta p) \le f(x) + c_1\, \eta\, \nabla f(x)^\top p

    Parameters
    ----------
    f : function of x, returns a number
    x : array_like, any shape
    grad : array_like, the shape of x
        The gradient at x.
    direction : array_like, the shape of x
        p, a direction that leads downhill; −grad by default.
    lr : float, > 0
        The first η that is tried.
    shrink : float, in (0, 1)
        The factor from one trial to the next.
    c1 : float, in (0, 1)
        The share that is asked for. 1e-4 accepts almost any decrease.
    max_trials : int
        Trials before we return 0: no step helps.

    Returns
    -------
    η, the first that passes, or 0.

    Raises
    ------
    ValueError
        If the direction does not lead downhill, or a number lies outside its range.

    Examples
    --------
    >>> backtracking(lambda x: 5 * x**2, x=1.0, grad=10.0)
    0.125

    References
    ----------
    L. Armijo (1966). Minimization of functions having Lipschitz continuous first partial derivatives.
    *Pacific Journal of Mathematics* 16(1), 1–3.

    J. Nocedal and S. J. Wright (2006). *Numerical Optimization*, 2nd ed. Springer. Algorithm 3.1.
    """
    if not (0 < shrink < 1 and 0 < c1 < 1 and 0 < lr < np.inf):
        raise ValueError(f"need 0 < shrink, c1 < 1 and lr > 0, got shrink={shrink}, c1={c1}, lr={lr}")
    x, grad = same_shape(x=x, grad=grad)
    _, direction = same_shape(x=x, direction=-grad if direction is None else direction)
    slope = float(np.sum(grad * direction))
    if slope > 0:
        raise ValueError(f"the direction leads uphill: its slope is {slope:g}")
    # Python floats leave float32 points float32
    value, lr, shrink, c1 = f(x), float(lr), float(shrink), float(c1)
    for _ in range(max_trials):
        with np.errstate(over="ignore", invalid="ignore"):  # a wild first trial may overflow; it just fails
            if f(x + lr * direction) <= value + c1 * lr * slope:
                return lr
        lr *= shrink
    return 0.0


def line_search_descent(f: Callable, grad: Callable, x0, steps: int = 100, **options) -> DescentPath:
    r"""Gradient descent that needs no learning rate: :func:`backtracking` finds one at each point.

    .. math:: x_{t+1} = x_t - \eta_t \nabla f(x_t), \qquad \eta_t \text{ from backtracking}

    Parameters
    ----------
    f, grad, x0, steps : as in :func:`gradient_descent`; the gradient must be free of noise
    **options
        Passed to :func:`backtracking`: ``lr``, ``shrink``, ``c1``, ``max_trials``.

    Returns
    -------
    :class:`DescentPath`; its values never rise.

    Examples
    --------
    >>> path = line_search_descent(lambda x: 5 * x**2, lambda x: 10 * x, x0=1.0, steps=2)
    >>> print(path.xs)
    [ 1.     -0.25    0.0625]
    """
    return follow(
        lambda step, x, g: x + backtracking(f, x, g, **options) * -g, f, grad, as_floats(x0, "x0"), steps
    )
