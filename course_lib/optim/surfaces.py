r"""Landscapes of two parameters, to walk on: each with its value, gradient and matrix of second derivatives.

``f`` and ``grad`` take one point (2,) or a whole grid (2, ...), made by ``np.stack(np.meshgrid(xs, ys))``.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course_lib.checks import Number, number, positive_float
from course_lib.shapes import Float


@dataclass(frozen=True, eq=False)
class Surface:
    """A function of two parameters: ``f(x)``, ``grad(x)`` of the shape of x, ``hessian(x)`` (2, 2).

    ``name`` is for a title; ``domain`` is ((x low, x high), (y low, y high)), the part worth a picture;
    ``start`` a place to begin; ``minima`` (n, 2) lists where f is lowest.
    """

    name: str
    f: Callable
    grad: Callable
    hessian: Callable
    domain: tuple[tuple[float, float], tuple[float, float]]
    start: tuple[float, float]
    minima: Float[np.ndarray, "n 2"]


def rosenbrock(a: Number = 1.0, b: Number = 100.0) -> Surface:
    r"""A narrow bent valley: to find it is easy, to follow it is slow.

    .. math:: f(x, y) = (a - x)^2 + b\,(y - x^2)^2

    Parameters
    ----------
    a : float
        The minimum 0 lies at (a, a²).
    b : float, > 0
        The steepness of the walls. At the minimum for a = 1, b = 100 the condition number is 2,508.

    Returns
    -------
    :class:`Surface`

    Examples
    --------
    >>> surface = rosenbrock()
    >>> print(surface.f(np.array([-1.0, 1.0])), surface.grad(np.array([-1.0, 1.0])))
    4.0 [-4.  0.]

    References
    ----------
    H. H. Rosenbrock (1960). An automatic method for finding the greatest or least value of a function.
    *The Computer Journal* 3(3), 175–184.
    """
    a, b = number(a, "a", low=-np.inf), positive_float(b, "b")

    def f(point):
        x, y = point
        return (a - x) ** 2 + b * (y - x**2) ** 2

    def grad(point):
        x, y = point
        return np.stack([-2 * (a - x) - 4 * b * x * (y - x**2), 2 * b * (y - x**2)])

    def hessian(point):
        x, y = point
        return np.array([[2 - 4 * b * y + 12 * b * x**2, -4 * b * x], [-4 * b * x, 2 * b]])

    domain = ((-2.0, 2.0), (-1.0, 3.0))
    return Surface("Rosenbrock", f, grad, hessian, domain, (-1.5, 2.5), np.array([[a, a**2]]))


def himmelblau() -> Surface:
    r"""Four valleys of equal depth: where we end depends on where we start.

    .. math:: f(x, y) = (x^2 + y - 11)^2 + (x + y^2 - 7)^2

    Returns
    -------
    :class:`Surface` with four minima of value 0.

    Examples
    --------
    >>> surface = himmelblau()
    >>> print(surface.f(np.array([3.0, 2.0])), surface.f(np.zeros(2)))
    0.0 170.0

    References
    ----------
    D. M. Himmelblau (1972). *Applied Nonlinear Programming*. McGraw-Hill.
    """

    def f(point):
        x, y = point
        return (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2

    def grad(point):
        x, y = point
        u, v = x**2 + y - 11, x + y**2 - 7
        return np.stack([4 * x * u + 2 * v, 2 * u + 4 * y * v])

    def hessian(point):
        x, y = point
        cross = 4 * (x + y)
        return np.array([[12 * x**2 + 4 * y - 42, cross], [cross, 12 * y**2 + 4 * x - 26]])

    minima = [
        [3.0, 2.0],
        [-2.805118086952745, 3.131312518250573],
        [-3.779310253377747, -3.2831859912861696],
        [3.5844283403304917, -1.8481265269644034],
    ]
    domain = ((-5.0, 5.0), (-5.0, 5.0))
    return Surface("Himmelblau", f, grad, hessian, domain, (-0.5, -1.0), np.array(minima))


def saddle() -> Surface:
    r"""A pass between two valleys: at the origin the gradient vanishes, and it is no minimum.

    .. math:: f(x, y) = \tfrac12 x^2 - \tfrac12 y^2 + \tfrac14 y^4

    Returns
    -------
    :class:`Surface` with the saddle at the origin and minima of value −1/4 at (0, ±1).

    Examples
    --------
    >>> surface = saddle()
    >>> print(surface.grad(np.zeros(2)), surface.hessian(np.zeros(2)).tolist())
    [0. 0.] [[1.0, 0.0], [0.0, -1.0]]
    """

    def f(point):
        x, y = point
        return x**2 / 2 - y**2 / 2 + y**4 / 4

    def grad(point):
        x, y = point
        return np.stack([x, y**3 - y])

    def hessian(point):
        return np.array([[1.0, 0.0], [0.0, 3 * point[1] ** 2 - 1]])

    domain, minima = ((-2.0, 2.0), (-1.5, 1.5)), np.array([[0.0, -1.0], [0.0, 1.0]])
    return Surface("saddle", f, grad, hessian, domain, (-1.5, 0.001), minima)


def plateau() -> Surface:
    r"""A well in a plain: far from it the gradient is almost zero, though the minimum is not near.

    .. math:: f(x) = 1 - e^{-\|x\|^2 / 2}

    Returns
    -------
    :class:`Surface` with its minimum 0 at the origin; its curvature is negative beyond ‖x‖ = 1.

    Examples
    --------
    >>> surface = plateau()
    >>> print(surface.f(np.zeros(2)), surface.grad(np.array([3.0, 0.0])).round(4))
    0.0 [0.0333 0.    ]
    """

    def f(x):
        return 1 - np.exp(-(x**2).sum(axis=0) / 2)

    def grad(x):
        return x * np.exp(-(x**2).sum(axis=0) / 2)

    def hessian(x):
        return (np.eye(2) - np.outer(x, x)) * np.exp(-(x @ x) / 2)

    return Surface("plateau", f, grad, hessian, ((-4.0, 4.0), (-4.0, 4.0)), (-2.5, 1.5), np.zeros((1, 2)))
