r"""Landscapes of constant curvature: a bowl to order, and linear regression on data."""

import numpy as np

from course_lib.checks import Nested, Number, as_floats, number
from course_lib.optim.surfaces import Surface
from course_lib.shapes import Real


def bowl(condition: Number = 10.0, angle: Number = 0.0) -> Surface:
    r"""A quadratic valley with curvatures 1 and κ, turned by an angle.

    .. math:: f(x) = \tfrac12\, x^\top R \begin{pmatrix} 1 & 0 \\ 0 & \kappa \end{pmatrix} R^\top x

    Parameters
    ----------
    condition : float, ≥ 1
        κ = λmax/λmin = λmax: gradient descent diverges above a rate of 2/κ.
    angle : float, in radians
        Of the flat direction to the first axis. Turned, no rate for each coordinate straightens the valley.

    Returns
    -------
    :class:`Surface` with its minimum 0 at the origin.

    Examples
    --------
    >>> surface = bowl(condition=4)
    >>> print(surface.f(np.array([1.0, 1.0])), surface.grad(np.array([1.0, 1.0])))
    2.5 [1. 4.]
    """
    kappa, angle = number(condition, "condition", low=1), number(angle, "angle", low=-np.inf)
    flat, steep = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
    H = np.outer(flat, flat) + kappa * np.outer(steep, steep)

    def f(x):
        return (x * grad(x)).sum(axis=0) / 2

    def grad(x):
        return np.tensordot(H, x, axes=1)

    def hessian(x):
        return H.copy()

    return Surface("bowl", f, grad, hessian, ((-4.0, 4.0), (-3.0, 3.0)), (-3.5, 1.5), np.zeros((1, 2)))


def least_squares(X: Real[np.ndarray, "N 2"] | Nested, targets: Real[np.ndarray, " N"] | Nested) -> Surface:
    r"""Mean squared error of a linear model with two parameters, as a surface.

    .. math:: f(\theta) = \frac1N \|X\theta - y\|^2, \qquad
              \nabla f = \frac2N X^\top (X\theta - y), \qquad H = \frac2N X^\top X

    ``grad(theta, batch)`` uses the rows in ``batch`` alone: a noisy estimate, right on average.

    Parameters
    ----------
    X : (N, 2)
        Inputs, one example a row; a column of ones makes its parameter a bias.
    targets : (N,)

    Returns
    -------
    :class:`Surface`; its minimum solves the normal equations :math:`X^\top X \theta = X^\top y`.

    Raises
    ------
    ValueError
        If the shapes do not fit, or the columns of X depend on each other: then no single minimum exists.

    Examples
    --------
    >>> X = np.array([[0.0, 1.0], [1.0, 1.0], [2.0, 1.0]])
    >>> surface = least_squares(X, np.array([1.0, 3.0, 5.0]))
    >>> print(surface.minima.round(6), surface.f(np.zeros(2)).round(4))
    [[2. 1.]] 11.6667
    >>> print(surface.grad(np.zeros(2)).round(4), surface.grad(np.zeros(2), [0]))
    [-8.6667 -6.    ] [ 0. -2.]
    """
    X, targets = as_floats(X, "X", np.float64), as_floats(targets, "targets", np.float64)
    if X.ndim != 2 or X.shape[1] != 2 or targets.shape != X.shape[:1]:
        raise ValueError(f"need X (N, 2) and targets (N,), got {X.shape} and {targets.shape}")
    best, _, rank, _ = np.linalg.lstsq(X, targets)
    if rank < 2:
        raise ValueError(f"the columns of X depend on each other (rank {rank}), so the minimum is a line")

    def f(theta):
        residuals = np.moveaxis(np.tensordot(X, theta, axes=1), 0, -1) - targets  # (..., N)
        return (residuals**2).mean(axis=-1)

    def grad(theta, batch=slice(None)):
        rows, y = X[batch], targets[batch].reshape((-1,) + (1,) * (np.ndim(theta) - 1))
        return 2 / len(rows) * np.tensordot(rows.T, np.tensordot(rows, theta, axes=1) - y, axes=1)

    def hessian(theta):
        return 2 / len(X) * X.T @ X

    reach = 2 * max(1.0, *np.abs(best))
    domain = tuple((float(b - reach), float(b + reach)) for b in best)
    start = (domain[0][0] + reach / 4, domain[1][0] + reach / 4)
    return Surface("least squares", f, grad, hessian, domain, start, best[None])
