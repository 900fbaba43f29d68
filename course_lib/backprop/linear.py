r"""A layer of neurons: every output is a weighted sum of all inputs, and a bias."""

import numpy as np

from course_lib.backprop.pair_checks import given, incoming, of_shape
from course_lib.checks import Nested, as_floats
from course_lib.shapes import Float, Real


def linear(
    x: Real[np.ndarray, "..."] | Nested,
    weight: Real[np.ndarray, "out_features in_features"] | Nested,
    bias: Real[np.ndarray, " out_features"] | Nested | None = None,
) -> Float[np.ndarray, "..."]:
    r"""Weighted sums of the last axis.

    .. math:: y = x W^\top + b

    Parameters
    ----------
    x : (..., in_features)
    weight : (out_features, in_features), a row for each output
    bias : (out_features,), or None for 0

    Returns
    -------
    (..., out_features)

    Raises
    ------
    ValueError
        If the shapes do not fit.

    Examples
    --------
    >>> print(linear([[0.05, 0.1]], [[0.1, 0.2], [0.3, 0.4]], [0.5, 0.6]))
    [[0.525 0.655]]
    """
    x, weight, bias = _fitting(x, weight, bias)
    y = x @ weight.T
    return y if bias is None else y + bias


def linear_backward(
    grad_output: Real[np.ndarray, "..."] | Nested,
    x: Real[np.ndarray, "..."] | Nested,
    weight: Real[np.ndarray, "out_features in_features"] | Nested,
    bias: Real[np.ndarray, " out_features"] | Nested | None = None,
) -> tuple[np.ndarray, ...]:
    r"""Gradients of :func:`linear` by x, weight and, where there is one, bias.

    .. math:: \frac{\partial L}{\partial x} = G W, \qquad \frac{\partial L}{\partial W} = G^\top x, \qquad
              \frac{\partial L}{\partial b} = \sum_n G_n

    >>> for grad in linear_backward([[1.0, -1.0]], [[0.05, 0.1]], [[0.1, 0.2], [0.3, 0.4]], [0.5, 0.6]):
    ...     print(grad.round(4).tolist())
    [[-0.2, -0.2]]
    [[0.05, 0.1], [-0.05, -0.1]]
    [1.0, -1.0]
    """
    x, weight, bias = _fitting(x, weight, bias)
    grad_output = incoming(grad_output, (*x.shape[:-1], len(weight)), x.dtype)
    rows, inputs = grad_output.reshape(-1, len(weight)), x.reshape(-1, x.shape[-1])
    return given((x, grad_output @ weight), (weight, rows.T @ inputs), (bias, rows.sum(axis=0)))


def _fitting(x, weight, bias):
    x = as_floats(x, "x")
    weight = as_floats(weight, "weight", dtype=x.dtype)
    if weight.ndim != 2 or x.ndim == 0 or x.shape[-1] != weight.shape[1]:
        raise ValueError(
            "x (..., in_features) and weight (out_features, in_features) must agree in in_features, "
            f"got {x.shape} and {weight.shape}"
        )
    return x, weight, of_shape(bias, (len(weight),), "bias", x.dtype)
