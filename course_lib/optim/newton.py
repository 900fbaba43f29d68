r"""Use the curvature: jump to the lowest point of the parabola that fits here."""

from collections.abc import Callable

import numpy as np

from course_lib.checks import Nested, as_floats
from course_lib.optim.descent import DescentPath, follow
from course_lib.shapes import Float, Real


def newton_step(
    grad: Real[np.ndarray, " n"] | Nested, hessian: Real[np.ndarray, "n n"] | Nested
) -> Float[np.ndarray, " n"]:
    r"""The step to the stationary point of the local quadratic model.

    .. math:: p = -H^{-1} \nabla f

    It is a gradient step in coordinates in which all curvatures are 1: H⁻¹ is a perfect preconditioner.
    Where H has negative eigenvalues it leads to a saddle or uphill.

    Parameters
    ----------
    grad : (n,)
        The gradient at x.
    hessian : (n, n), symmetric
        The matrix of second derivatives at x.

    Returns
    -------
    p, the step, (n,); the next point is x + p.

    Raises
    ------
    ValueError
        If the shapes do not fit.
    numpy.linalg.LinAlgError
        If the Hessian has no inverse.

    Examples
    --------
    >>> newton_step(np.array([1.0, 100.0]), np.diag([1.0, 50.0]))
    array([-1., -2.])

    References
    ----------
    J. Nocedal and S. J. Wright (2006). *Numerical Optimization*, 2nd ed. Springer. Section 2.2.
    """
    grad = as_floats(grad, "grad")
    hessian = as_floats(hessian, "hessian", dtype=grad.dtype)
    if grad.ndim != 1 or hessian.shape != (grad.size, grad.size):
        raise ValueError(f"need shapes (n,) and (n, n), got grad {grad.shape} and hessian {hessian.shape}")
    return -np.linalg.solve(hessian, grad)


def newton_descent(f: Callable, grad: Callable, hessian: Callable, x0, steps: int = 10) -> DescentPath:
    r"""Newton's method with full steps, recorded.

    .. math:: x_{t+1} = x_t - H(x_t)^{-1} \nabla f(x_t)

    One step solves a quadratic; near a minimum each step doubles the number of right digits.

    Parameters
    ----------
    f, grad, hessian : functions of x
        The value, the gradient (n,) and the matrix of second derivatives (n, n).
    x0 : array_like, (n,)
        The start, not modified.
    steps : int, ≥ 0

    Returns
    -------
    :class:`DescentPath`

    Examples
    --------
    >>> from course_lib.optim import bowl
    >>> surface = bowl(condition=1000)
    >>> path = newton_descent(surface.f, surface.grad, surface.hessian, [3.0, -2.0], steps=1)
    >>> print(abs(path.xs[-1]).max() < 1e-12)
    True
    """
    return follow(lambda step, x, g: x + newton_step(g, hessian(x)), f, grad, x0, steps)
