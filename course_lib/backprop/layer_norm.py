r"""Layer normalization: every example gets mean 0 and variance 1 over its features."""

import numpy as np

from course_lib.backprop._moments import standardized, through_moments
from course_lib.backprop.pair_checks import given, incoming, of_shape
from course_lib.checks import Nested, as_floats, count
from course_lib.shapes import Float, Real


def layer_norm(
    x: Real[np.ndarray, "*shape"] | Nested,
    normalized_shape: tuple | list | int,
    weight: Real[np.ndarray, "..."] | Nested | None = None,
    bias: Real[np.ndarray, "..."] | Nested | None = None,
    eps: float | int = 1e-5,
) -> Float[np.ndarray, "*shape"]:
    r"""Each example on its own, over its last axes.

    .. math:: y = w\,\frac{x - \mu}{\sqrt{\sigma^2 + \epsilon}} + b

    Parameters
    ----------
    x : (..., *normalized_shape)
    normalized_shape : tuple of int, the last axes of x; one number for one axis
    weight, bias : normalized_shape, or None for 1 and 0
    eps : positive, added to the variance σ², which divides by the number of entries

    Returns
    -------
    Numbers in the shape of x.

    Raises
    ------
    ValueError
        If shapes do not fit, or eps is not positive.

    Examples
    --------
    >>> print(layer_norm([[1.0, 2.0, 3.0], [10.0, 20.0, 30.0]], (3,)).round(3))
    [[-1.225  0.     1.225]
     [-1.225  0.     1.225]]

    References
    ----------
    J. L. Ba, J. R. Kiros, G. E. Hinton (2016). Layer Normalization. arXiv:1607.06450.
    """
    x, shape, axes = _examples(x, normalized_shape)
    weight = of_shape(weight, shape, "weight", x.dtype)
    bias = of_shape(bias, shape, "bias", x.dtype)
    standard, _ = standardized(x, axes, eps)
    y = standard if weight is None else standard * weight
    return y if bias is None else y + bias


def layer_norm_backward(
    grad_output: Real[np.ndarray, "*shape"] | Nested,
    x: Real[np.ndarray, "*shape"] | Nested,
    normalized_shape: tuple | list | int,
    weight: Real[np.ndarray, "..."] | Nested | None = None,
    bias: Real[np.ndarray, "..."] | Nested | None = None,
    eps: float | int = 1e-5,
) -> tuple[np.ndarray, ...]:
    r"""Gradients of :func:`layer_norm` by x and, where they are given, weight and bias.

    With :math:`\hat x` the standardized x, g = w · ∂L/∂y, and means over the normalized axes:

    .. math:: \frac{\partial L}{\partial x} = \frac{1}{\sqrt{\sigma^2 + \epsilon}}
              \bigl(g - \overline{g} - \hat x\,\overline{g \hat x}\bigr)

    >>> (grad,) = layer_norm_backward([[1.0, 0.0, 0.0]], [[1.0, 2.0, 3.0]], (3,))
    >>> print(grad.round(3))
    [[ 0.204 -0.408  0.204]]
    """
    x, shape, axes = _examples(x, normalized_shape)
    weight = of_shape(weight, shape, "weight", x.dtype)
    grad_output = incoming(grad_output, x.shape, x.dtype)
    standard, deviation = standardized(x, axes, eps)
    scaled = grad_output if weight is None else grad_output * weight
    batch = tuple(range(x.ndim - len(shape)))
    return given(
        (x, through_moments(scaled, standard, axes) / deviation),
        (weight, (grad_output * standard).sum(axis=batch)),
        (bias, grad_output.sum(axis=batch)),
    )


def _examples(x, normalized_shape):
    """x as floats, the normalized shape as a tuple, and the axes it stands for."""
    x = as_floats(x, "x")
    sizes = normalized_shape if isinstance(normalized_shape, tuple | list) else (normalized_shape,)
    shape = tuple(count(n, "normalized_shape") for n in sizes)
    if not shape or x.shape[-len(shape) :] != shape:
        raise ValueError(f"the last axes of x must have normalized_shape {shape}, got {x.shape}")
    return x, shape, tuple(range(-len(shape), 0))
