r"""Walk downhill and write down every step, for a picture of the path."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course_lib.checks import Number, as_floats, count
from course_lib.optim.sgd import SGD
from course_lib.shapes import Float


@dataclass(frozen=True, eq=False)
class DescentPath:
    """Where a descent went: T steps lead through T + 1 points.

    ``xs`` the points, (T + 1, ...); ``values`` f there, (T + 1,); ``grads`` the gradients there, as they were
    used, noise included, with the shape of ``xs``. A path that diverges ends in infinite or NaN entries.
    """

    xs: Float[np.ndarray, " points *shape"]
    values: Float[np.ndarray, " points"]
    grads: Float[np.ndarray, " points *shape"]


def follow(move: Callable, f: Callable, grad: Callable, x0, steps: int = 100) -> DescentPath:
    r"""Repeat x ← move(t, x, ∇f(x)) and record the path; the loop behind every method here.

    .. math:: x_{t+1} = \operatorname{move}(t, x_t, \nabla f(x_t))

    Parameters
    ----------
    move : function of (step, x, gradient)
        Returns the next point; it may modify x in place.
    f, grad : functions of x
        The value, a number, and the gradient, of the shape of x. The gradient may be noisy.
    x0 : array_like, any shape
        The start, not modified.
    steps : int, ≥ 0

    Returns
    -------
    :class:`DescentPath`

    Examples
    --------
    >>> path = follow(lambda t, x, g: x - g / 2, lambda x: x**2, lambda x: 2 * x, x0=3.0, steps=1)
    >>> print(path.xs, path.values)
    [3. 0.] [9. 0.]
    """
    x, xs, values, grads = np.array(as_floats(x0, "x0")), [], [], []
    with np.errstate(over="ignore", invalid="ignore"):  # divergence is something to look at
        for step in range(count(steps, "steps", low=0) + 1):
            if step:
                x = move(step - 1, x, grads[-1])
            xs.append(np.array(x))
            values.append(float(f(x.copy())))
            grads.append(_gradient(grad, x))
    return DescentPath(np.array(xs), np.array(values), np.array(grads))


def gradient_descent(
    f: Callable,
    grad: Callable,
    x0,
    lr: Number | Callable = 0.1,
    steps: int = 100,
    optimizer: Callable = SGD,
    **options,
) -> DescentPath:
    r"""Minimize f from x0; with another optimizer than plain SGD, it is that one's path.

    .. math:: x_{t+1} = x_t - \eta\, \nabla f(x_t)

    On a quadratic it converges for η < 2/λmax and diverges above, see :func:`max_stable_lr`.

    Parameters
    ----------
    f, grad : functions of x
        The value, a number, and the gradient, of the shape of x. The gradient may be noisy.
    x0 : array_like, any shape
        The start, not modified.
    lr : float ≥ 0, or a function of the step
        Learning rate η, or a schedule such as ``lambda step: cosine(step, 0.1, T_max=100)``.
    steps : int, ≥ 0
    optimizer : class
        :class:`SGD`, :class:`Adam` and so on.
    **options
        Passed to the optimizer: ``momentum=0.9``, ``betas=(0.9, 0.99)``.

    Returns
    -------
    :class:`DescentPath` with ``xs``, ``values`` and ``grads``.

    Raises
    ------
    ValueError
        If a gradient has another shape than x, or a hyperparameter lies outside its range.

    Examples
    --------
    >>> path = gradient_descent(lambda x: (x**2).sum(), lambda x: 2 * x, [1.0, -2.0], lr=0.25, steps=2)
    >>> print(path.xs.tolist(), path.values)
    [[1.0, -2.0], [0.5, -1.0], [0.25, -0.5]] [5.     1.25   0.3125]

    References
    ----------
    S. Boyd and L. Vandenberghe (2004). *Convex Optimization*, section 9.3. Cambridge University Press.
    """
    x = np.array(as_floats(x0, "x0"))
    rate = lr if callable(lr) else lambda step: lr
    rule = optimizer([x], lr=rate(0), **options)

    def move(step, _, gradient):
        rule.lr = rate(step)
        rule.step([gradient])
        return x

    return follow(move, f, grad, x, steps)


def _gradient(grad, x):
    gradient = as_floats(grad(x.copy()), "the gradient", dtype=x.dtype)
    if gradient.shape != x.shape:
        raise ValueError(f"the gradient must have the shape of x, got {gradient.shape} and {x.shape}")
    return gradient
