r"""RMS normalization: layer normalization that leaves the mean alone."""

import numpy as np

from course_lib.backprop.pair_checks import given, incoming, of_shape
from course_lib.checks import Nested, as_floats, count, positive_float
from course_lib.shapes import Float, Real


def rms_norm(
    x: Real[np.ndarray, "*shape"] | Nested,
    normalized_shape: tuple | list | int,
    weight: Real[np.ndarray, "..."] | Nested | None = None,
    eps: float | int | None = None,
) -> Float[np.ndarray, "*shape"]:
    r"""Each example is divided by its own size, the root of its mean square over the last axes.

    .. math:: y = w\,\frac{x}{\sqrt{\overline{x^2} + \epsilon}}

    Parameters
    ----------
    x : (..., *normalized_shape)
    normalized_shape : tuple of int, the last axes of x; one number for one axis
    weight : normalized_shape, or None for 1
    eps : positive, or None for the distance from 1 to the next number in the dtype of x

    Returns
    -------
    Numbers in the shape of x.

    Raises
    ------
    ValueError
        If shapes do not fit, or eps is not positive.

    Examples
    --------
    >>> print(rms_norm([[3.0, 4.0, 0.0, 0.0], [30.0, 40.0, 0.0, 0.0]], 4))
    [[1.2 1.6 0.  0. ]
     [1.2 1.6 0.  0. ]]

    References
    ----------
    B. Zhang, R. Sennrich (2019). Root Mean Square Layer Normalization. NeurIPS. Equation 4.
    """
    x, weight, axes, _ = _fitting(x, normalized_shape, weight)
    y = x / _size(x, axes, eps)
    return y if weight is None else y * weight


def rms_norm_backward(
    grad_output: Real[np.ndarray, "*shape"] | Nested,
    x: Real[np.ndarray, "*shape"] | Nested,
    normalized_shape: tuple | list | int,
    weight: Real[np.ndarray, "..."] | Nested | None = None,
    eps: float | int | None = None,
) -> tuple[np.ndarray, ...]:
    r"""Gradients of :func:`rms_norm` by x and, where it is given, the weight.

    With r the root that x was divided by, g = w · ∂L/∂y, and the mean over the normalized axes:

    .. math:: \frac{\partial L}{\partial x} = \frac{1}{r}
              \Bigl(g - \frac{x}{r}\,\overline{g\,\frac{x}{r}}\Bigr)

    >>> (grad,) = rms_norm_backward([[1.0, 0.0]], [[1.0, 1.0]], 2)
    >>> print(grad.round(3))  # what would only make x longer changes nothing
    [[ 0.5 -0.5]]
    """
    x, weight, axes, batch = _fitting(x, normalized_shape, weight)
    grad_output = incoming(grad_output, x.shape, x.dtype)
    size = _size(x, axes, eps)
    standard = x / size
    scaled = grad_output if weight is None else grad_output * weight
    along = (scaled * standard).mean(axis=axes, keepdims=True)
    return given((x, (scaled - standard * along) / size), (weight, (grad_output * standard).sum(axis=batch)))


def _size(x, axes, eps):
    """The root of the mean square, never 0."""
    eps = np.finfo(x.dtype).eps if eps is None else eps
    return np.sqrt(np.mean(x * x, axis=axes, keepdims=True) + positive_float(eps, "eps"))


def _fitting(x, normalized_shape, weight):
    """x and weight as floats, the normalized axes, and the others."""
    x = as_floats(x, "x")
    shape = tuple(count(n, "normalized_shape") for n in np.atleast_1d(normalized_shape))
    if not shape or x.shape[-len(shape) :] != shape:
        raise ValueError(f"the last axes of x must have normalized_shape {shape}, got {x.shape}")
    axes, batch = tuple(range(-len(shape), 0)), tuple(range(x.ndim - len(shape)))
    return x, of_shape(weight, shape, "weight", x.dtype), axes, batch
