r"""How sharp is the valley? The largest curvature sets the largest learning rate."""

from collections.abc import Callable

import numpy as np

from course_lib.losses._checks import as_floats, positive_float, same_shape
from course_lib.optim._checks import Number, count, number


def hessian_vector_product(grad: Callable, x, v, eps: Number = 1e-5) -> np.ndarray:
    r"""Curvature along one direction from two gradients; the matrix itself is never built.

    .. math:: H v \approx \frac{\nabla f(x + h v) - \nabla f(x - h v)}{2h}, \qquad h = \epsilon / \|v\|

    Parameters
    ----------
    grad : function of x
        The gradient, of the shape of x.
    x, v : array_like, one shape
        The point and the direction.
    eps : float, > 0
        ε, the distance moved, in the unit of x.

    Returns
    -------
    H v, the shape of x; zeros if v is zero.

    Raises
    ------
    ValueError
        If the shapes differ or eps is not positive.

    Examples
    --------
    >>> hessian_vector_product(lambda x: x**3, [1.0, 2.0], [1.0, 1.0]).round(6)
    array([ 3., 12.])

    References
    ----------
    B. A. Pearlmutter (1994). Fast Exact Multiplication by the Hessian. *Neural Computation* 6(1), 147–160.
    """
    x, v = same_shape(x=x, v=v)
    eps, norm = positive_float(eps, "eps"), float(np.linalg.norm(v.ravel()))
    if norm == 0:
        return np.zeros_like(x)
    h = eps / norm
    return (as_floats(grad(x + h * v), "grad") - as_floats(grad(x - h * v), "grad")) / (2 * h)


def largest_eigenvalue(
    grad: Callable, x, steps: int = 1000, tol: Number = 1e-9, eps: Number = 1e-5, seed: int = 0
) -> float:
    r"""The sharpest upward curvature λmax of f at x, by power iteration.

    .. math:: v \leftarrow \frac{H v}{\|H v\|}, \qquad \lambda = v^\top H v

    Power iteration finds the eigenvalue of the largest size. If that one is negative, we shift by it
    and iterate again on H − λ₁ I, whose largest eigenvalue is λmax − λ₁.

    Parameters
    ----------
    grad : function of x
        The gradient, of the shape of x; free of noise.
    x : array_like, any shape
        The point.
    steps : int, ≥ 1
        Iterations at most.
    tol : float, ≥ 0
        Stop when λ changes by less than this share of itself.
    eps : float, > 0
        See :func:`hessian_vector_product`.
    seed : int
        Of the first v.

    Returns
    -------
    λmax, to about six digits; fewer if the two largest are almost equal in size and opposite in sign.

    Examples
    --------
    >>> round(largest_eigenvalue(lambda x: np.array([1.0, 25.0]) * x, [3.0, 1.0]), 6)
    25.0

    References
    ----------
    J. M. Cohen, S. Kaur, Y. Li, J. Z. Kolter, A. Talwalkar (2021). Gradient Descent on Neural Networks
    Typically Occurs at the Edge of Stability. ICLR. (λmax of a network while it trains)
    """
    x, steps, tol = as_floats(x, "x"), count(steps, "steps"), number(tol, "tol")
    start = np.random.default_rng(seed).normal(size=x.shape).astype(x.dtype)
    dominant = _power_iteration(lambda v: hessian_vector_product(grad, x, v, eps), start, steps, tol)
    if dominant >= 0:
        return dominant
    shifted = lambda v: hessian_vector_product(grad, x, v, eps) - dominant * v  # noqa: E731
    return dominant + _power_iteration(shifted, start, steps, tol)


def max_stable_lr(lambda_max: Number, momentum: Number = 0.0, nesterov: bool = False) -> float:
    r"""The learning rate above which descent diverges on a quadratic.

    .. math::
        \frac{2}{\lambda_{\max}}, \qquad
        \text{momentum: } \frac{2\,(1 + \mu)}{\lambda_{\max}}, \qquad
        \text{Nesterov: } \frac{2\,(1 + \mu)}{(1 + 2\mu)\,\lambda_{\max}}

    A step multiplies the error along λ by 1 − ηλ; its size is below 1 while η < 2/λ. With momentum two
    numbers take its place, the roots of z² − (1 + μ − ηλ) z + μ = 0; the first to leave the unit circle
    does so at z = −1.

    Parameters
    ----------
    lambda_max : float, > 0
        The largest eigenvalue of the Hessian.
    momentum : float, in [0, 1)
        μ.
    nesterov : bool
        For ``SGD(..., nesterov=True)``: it looks ahead, and bears less.

    Returns
    -------
    The edge; on it the path neither grows nor shrinks.

    Raises
    ------
    ValueError
        If a number lies outside its range.

    Examples
    --------
    >>> max_stable_lr(10), max_stable_lr(10, momentum=0.9)
    (0.2, 0.38)
    """
    edge = 2 / positive_float(lambda_max, "lambda_max")
    mu = number(momentum, "momentum", below=1)
    return edge * (1 + mu) / (1 + 2 * mu) if nesterov else edge * (1 + mu)


def _power_iteration(product, v, steps, tol):
    """The eigenvalue of the largest size of a symmetric operator; 0 for the zero operator."""
    value = 0.0
    for _ in range(steps):
        v = v / np.linalg.norm(v.ravel())
        image = product(v)
        previous, value = value, float(np.sum(v * image))
        if not image.any() or abs(value - previous) <= tol * abs(value):
            break
        v = image
    return value
