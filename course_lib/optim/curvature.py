r"""How sharp is the valley? The largest curvature sets the largest learning rate."""

from collections.abc import Callable

import numpy as np

from course_lib.checks import Array, Number, as_floats, count, number, positive_float, same_shape


def hessian_vector_product(grad: Callable, x, v, eps: Number = 1e-5) -> Array:
    r"""Curvature along one direction from two gradients; the matrix itself is never built.

    .. math:: H v \approx \frac{\nabla f(x + h v) - \nabla f(x - h v)}{2h}, \qquad h = \epsilon / \|v\|

    Parameters
    ----------
    grad : function of x
        The gradient, of the shape of x. It is asked in float64, whatever x is: in float32 rounding would
        swamp the difference.
    x, v : array_like, one shape
        The point and the direction.
    eps : float, > 0
        ε, the distance moved, in the unit of x.

    Returns
    -------
    H v, the shape and dtype of x; zeros if v is zero.

    Raises
    ------
    ValueError
        If the shapes differ or eps is not positive; or if eps is too small here, because x swallows the step
        or the rounding of the gradient hides its change.

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
    h, point, direction = eps / norm, x.astype(np.float64), v.astype(np.float64)
    ahead, behind = point + h * direction, point - h * direction
    missed = np.linalg.norm((ahead - behind - 2 * h * direction).ravel()) / (2 * eps)
    if missed > 0.01:
        raise ValueError(
            f"eps={eps:g} is too small here: x rounds {missed:.0%} of the step away; use a larger eps"
        )
    front, back = as_floats(grad(ahead), "grad"), as_floats(grad(behind), "grad")
    product = (front - back) / (2 * h)
    _enough_digits(front, product, h, norm, eps)
    return product.astype(x.dtype)


def largest_eigenvalue(
    grad: Callable, x, steps: int = 1000, tol: Number = 1e-9, eps: Number = 1e-5, seed: int = 0
) -> float:
    r"""The sharpest upward curvature λmax of f at x, by power iteration.

    .. math:: v \leftarrow \frac{A v}{\|A v\|}, \qquad \|A v\| \to \max_i |\lambda_i(A)|

    On A = H this finds c, the largest curvature in size, be it upward or downward. H + c I has no negative
    eigenvalue, so a second run on it finds λmax + c.

    Parameters
    ----------
    grad : function of x
        The gradient, of the shape of x; free of noise.
    x : array_like, any shape
        The point.
    steps : int, ≥ 1
        Iterations of each run, at most.
    tol : float, ≥ 0
        Stop when the size changes by less than this share of itself.
    eps : float, > 0
        See :func:`hessian_vector_product`.
    seed : int
        Of the first v.

    Returns
    -------
    λmax, negative where f curves downward everywhere; to about six digits of the largest eigenvalue in size
    where x has entries below 1e4, and with fewer, two at least, where they are larger and it does not raise.

    Raises
    ------
    ValueError
        If x is empty, a number lies outside its range, or eps is too small here, see
        :func:`hessian_vector_product`.

    Examples
    --------
    >>> round(largest_eigenvalue(lambda x: np.array([1.0, 25.0]) * x, [3.0, 1.0]), 6)
    25.0

    References
    ----------
    J. M. Cohen, S. Kaur, Y. Li, J. Z. Kolter, A. Talwalkar (2021). Gradient Descent on Neural Networks
    Typically Occurs at the Edge of Stability. ICLR. (λmax of a network while it trains)
    """
    x, steps, tol = as_floats(x, "x", np.float64), count(steps, "steps"), number(tol, "tol")
    if x.size == 0:
        raise ValueError(f"x has no entries (shape {x.shape}), so it has no curvature")
    # a stream of its own: x itself, drawn from the same seed, can be orthogonal to the eigenvector sought
    start = np.random.default_rng([seed, 2]).normal(size=x.shape)

    def product(v, shift=0.0):
        return hessian_vector_product(grad, x, v, eps) + shift * v

    size = _power_iteration(product, start, steps, tol)
    return _power_iteration(lambda v: product(v, shift=size), start, steps, tol) - size


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


def _enough_digits(gradient, product, h, norm, eps):
    """Refuse a difference of gradients of which rounding may have made more than a hundredth.

    Curvatures below 1e-3 are judged on the scale of 1e-3, as small gradients are in ``check_gradient``:
    where f is flat, all that is left of the difference is rounding, and it is small enough.
    """
    size = float(np.linalg.norm(gradient.ravel()))
    rounding = float(np.finfo(gradient.dtype).eps) / 2 * size / h
    if rounding > 0.01 * max(float(np.linalg.norm(product.ravel())), 1e-3 * norm):
        raise ValueError(
            f"eps={eps:g} is too small here: rounding a gradient of length {size:.1e} in {gradient.dtype} "
            f"moves H v by {rounding:.1e}; use a larger eps, and compute in float64"
        )


def _power_iteration(product, v, steps, tol):
    """The size of the eigenvalue that is largest in size; 0 for the zero operator."""
    size = 0.0
    for _ in range(steps):
        image = product(v / np.linalg.norm(v.ravel()))
        previous, size = size, float(np.linalg.norm(image.ravel()))
        if not image.any() or abs(size - previous) <= tol * size:
            break
        v = image
    return size
