r"""Bends between two layers. ``name_backward(grad_output, x)`` is grad_output times the derivative.

The sigmoid itself is that of :mod:`course_lib.losses`; GELU lies beside them in ``gelu.py``.
"""

import numpy as np

from course_lib.backprop.pair_checks import incoming
from course_lib.checks import Nested, as_floats, number
from course_lib.losses import sigmoid_grad
from course_lib.shapes import Float, Real


def relu(x: Real[np.ndarray, "*shape"] | Nested) -> Float[np.ndarray, "*shape"] | np.floating:
    r"""The positive part.

    .. math:: \max(x, 0)

    Parameters
    ----------
    x : any shape, any real

    Returns
    -------
    Numbers ≥ 0, in the shape of x.

    Raises
    ------
    TypeError
        If x are not real numbers.

    Examples
    --------
    >>> print(relu([-2.0, 0.0, 3.0]))
    [0. 0. 3.]
    """
    return np.maximum(as_floats(x, "x"), 0)


def relu_backward(
    grad_output: Real[np.ndarray, "*shape"] | Nested, x: Real[np.ndarray, "*shape"] | Nested
) -> tuple[Float[np.ndarray, "*shape"] | np.floating]:
    r"""The gradient passes where x > 0; at 0 the slope is said to be 0, as in torch.

    .. math:: \frac{\partial L}{\partial x} = \frac{\partial L}{\partial y} \cdot [x > 0]

    >>> print(*relu_backward([1.0, 1.0, 1.0], [-2.0, 0.0, 3.0]))
    [0. 0. 1.]
    """
    grad_output, x = _with_incoming(grad_output, x)
    return (grad_output * (x > 0),)


def leaky_relu(
    x: Real[np.ndarray, "*shape"] | Nested, negative_slope: float | int = 0.01
) -> Float[np.ndarray, "*shape"] | np.floating:
    r"""The identity, with a small slope on the left, so that no unit is dead for good.

    .. math:: \max(x, 0) + a \min(x, 0)

    Parameters
    ----------
    x : any shape, any real
    negative_slope : a, finite

    Returns
    -------
    Numbers in the shape of x.

    Raises
    ------
    TypeError, ValueError
        If x are not real numbers, or the slope is not finite.

    Examples
    --------
    >>> print(leaky_relu([-2.0, 0.0, 3.0]))
    [-0.02  0.    3.  ]
    """
    x = as_floats(x, "x")
    return np.where(x > 0, x, number(negative_slope, "negative_slope", low=-np.inf) * x)[()]


def leaky_relu_backward(
    grad_output: Real[np.ndarray, "*shape"] | Nested,
    x: Real[np.ndarray, "*shape"] | Nested,
    negative_slope: float | int = 0.01,
) -> tuple[Float[np.ndarray, "*shape"] | np.floating]:
    r"""The gradient passes where x > 0, and a little of it elsewhere.

    .. math:: \frac{\partial L}{\partial x} = \frac{\partial L}{\partial y} \cdot
              \begin{cases} 1 & x > 0 \\ a & \text{otherwise} \end{cases}

    >>> print(*leaky_relu_backward([1.0, 1.0], [-2.0, 3.0]))
    [0.01 1.  ]
    """
    grad_output, x = _with_incoming(grad_output, x)
    slope = number(negative_slope, "negative_slope", low=-np.inf)
    return (np.where(x > 0, grad_output, slope * grad_output)[()],)


def tanh(x: Real[np.ndarray, "*shape"] | Nested) -> Float[np.ndarray, "*shape"] | np.floating:
    r"""An S between −1 and 1, steepest at 0.

    .. math:: \tanh x = \frac{e^x - e^{-x}}{e^x + e^{-x}} = 2\,\sigma(2x) - 1

    Parameters
    ----------
    x : any shape, any real

    Returns
    -------
    Numbers in [−1, 1], in the shape of x.

    Raises
    ------
    TypeError
        If x are not real numbers.

    Examples
    --------
    >>> print(tanh([-1000.0, 0.0, 0.5]).round(4))
    [-1.      0.      0.4621]
    """
    return np.tanh(as_floats(x, "x"))


def tanh_backward(
    grad_output: Real[np.ndarray, "*shape"] | Nested, x: Real[np.ndarray, "*shape"] | Nested
) -> tuple[Float[np.ndarray, "*shape"] | np.floating]:
    r"""The derivative is 1 at 0 and almost nothing far from it.

    .. math:: \frac{\partial L}{\partial x} = \frac{\partial L}{\partial y} \cdot (1 - \tanh^2 x)

    >>> print(*tanh_backward([1.0, 1.0], [0.0, 1.0])[0].round(4))
    1.0 0.42
    """
    grad_output, x = _with_incoming(grad_output, x)
    return (grad_output * (1 - np.tanh(x) ** 2),)


def sigmoid_backward(
    grad_output: Real[np.ndarray, "*shape"] | Nested, logits: Real[np.ndarray, "*shape"] | Nested
) -> tuple[Float[np.ndarray, "*shape"] | np.floating]:
    r"""The derivative is 1/4 at most: every sigmoid shrinks the gradient.

    .. math:: \frac{\partial L}{\partial z} = \frac{\partial L}{\partial y} \cdot \sigma(z)\,\sigma(-z)

    >>> print(*sigmoid_backward([1.0, 1.0], [0.0, 3.0])[0].round(4))
    0.25 0.0452
    """
    grad_output, logits = _with_incoming(grad_output, logits, "logits")
    return (grad_output * sigmoid_grad(logits),)


def _with_incoming(grad_output, x, name="x"):
    x = as_floats(x, name)
    return incoming(grad_output, x.shape, x.dtype), x
