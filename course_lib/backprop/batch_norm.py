r"""Batch normalization: every channel gets mean 0 and variance 1 over the examples of the batch."""

import numpy as np

from course_lib.backprop._moments import divided, standardized, through_moments
from course_lib.backprop.pair_checks import given, incoming, of_shape
from course_lib.checks import Nested, as_floats, share
from course_lib.shapes import Float, Real


def batch_norm(
    x: Real[np.ndarray, "*shape"] | Nested,
    running_mean: Real[np.ndarray, " C"] | Nested | None,
    running_var: Real[np.ndarray, " C"] | Nested | None,
    weight: Real[np.ndarray, " C"] | Nested | None = None,
    bias: Real[np.ndarray, " C"] | Nested | None = None,
    training: bool = False,
    momentum: float | int = 0.1,
    eps: float | int = 1e-5,
) -> Float[np.ndarray, "*shape"]:
    r"""Each channel on its own, over all examples of the batch; at rest, by the running averages.

    .. math:: y = w_c\,\frac{x - \mu_c}{\sqrt{\sigma_c^2 + \epsilon}} + b_c, \qquad
              \mu^{\text{run}} \leftarrow (1 - m)\,\mu^{\text{run}} + m\,\mu

    Parameters
    ----------
    x : (N, C) or (N, C, d1, ...)
    running_mean, running_var : (C,), or None in training
        In training the arrays are updated in place, as torch does; the variance with N − 1.
    weight, bias : (C,), or None for 1 and 0
    training : use the moments of this batch
    momentum : m in [0, 1], the share of this batch in the running averages
    eps : positive, added to the variance σ², which divides by N

    Returns
    -------
    Numbers in the shape of x.

    Raises
    ------
    ValueError
        If shapes do not fit, a number lies outside its range, a batch in training has one number a channel,
        or running averages are missing at rest.

    Examples
    --------
    >>> mean, var = np.zeros(1), np.ones(1)
    >>> print(batch_norm([[1.0], [3.0]], mean, var, training=True).round(3).ravel(), mean, var)
    [-1.  1.] [0.2] [1.1]

    References
    ----------
    S. Ioffe and C. Szegedy (2015). Batch Normalization: Accelerating Deep Network Training by Reducing
    Internal Covariate Shift. ICML.
    """
    x, axes, weight = _channels(x, weight)
    bias = of_shape(bias, (x.shape[1],), "bias", x.dtype)
    if training:
        _update(x, running_mean, running_var, axes, share(momentum, "momentum"))
    standard, _ = _standard(x, running_mean, running_var, axes, training, eps)
    y = standard if weight is None else standard * _laid(weight, x)
    return y if bias is None else y + _laid(bias, x)


def batch_norm_backward(
    grad_output: Real[np.ndarray, "*shape"] | Nested,
    x: Real[np.ndarray, "*shape"] | Nested,
    running_mean: Real[np.ndarray, " C"] | Nested | None,
    running_var: Real[np.ndarray, " C"] | Nested | None,
    weight: Real[np.ndarray, " C"] | Nested | None = None,
    bias: Real[np.ndarray, " C"] | Nested | None = None,
    training: bool = False,
    momentum: float | int = 0.1,
    eps: float | int = 1e-5,
) -> tuple[np.ndarray, ...]:
    r"""Gradients of :func:`batch_norm` by x and, where they are given, weight and bias.

    With :math:`\hat x` the standardized x, g = w · ∂L/∂y, and means over the batch:

    .. math:: \frac{\partial L}{\partial x} = \frac{1}{\sqrt{\sigma^2 + \epsilon}}
              \bigl(g - \overline{g} - \hat x\,\overline{g \hat x}\bigr)

    At rest the moments do not depend on x, and both means fall away. The running averages have no gradient.

    >>> (grad,) = batch_norm_backward([[1.0], [0.0], [0.0]], [[1.0], [2.0], [3.0]], None, None, training=True)
    >>> print(grad.round(3).ravel())
    [ 0.204 -0.408  0.204]
    """
    x, axes, weight = _channels(x, weight)
    grad_output = incoming(grad_output, x.shape, x.dtype)
    standard, deviation = _standard(x, running_mean, running_var, axes, training, eps)
    scaled = grad_output if weight is None else grad_output * _laid(weight, x)
    through = through_moments(scaled, standard, axes) if training else scaled
    return given(
        (x, through / deviation),
        (weight, (grad_output * standard).sum(axis=axes)),
        (bias, grad_output.sum(axis=axes)),
    )


def _channels(x, weight):
    """x and weight as floats, and the axes of the batch: all but the second."""
    x = as_floats(x, "x")
    if x.ndim < 2:
        raise ValueError(f"x must have shape (N, C) or (N, C, d1, ...), got {x.shape}")
    return x, (0, *range(2, x.ndim)), of_shape(weight, (x.shape[1],), "weight", x.dtype)


def _laid(values, x):
    """One number a channel, laid along the second axis of x."""
    return values.reshape(-1, *(1,) * (x.ndim - 2))


def _standard(x, running_mean, running_var, axes, training, eps):
    """x standardized by its own moments or by the running ones, and what it was divided by."""
    if training:
        if x.size <= x.shape[1]:
            raise ValueError(f"in training every channel needs more than one number, got shape {x.shape}")
        return standardized(x, axes, eps)
    if running_mean is None or running_var is None:
        raise ValueError("at rest, batch_norm needs running_mean and running_var, got None")
    mean = of_shape(running_mean, (x.shape[1],), "running_mean", x.dtype)
    var = of_shape(running_var, (x.shape[1],), "running_var", x.dtype)
    return divided(x - _laid(mean, x), _laid(var, x), eps)


def _update(x, running_mean, running_var, axes, momentum):
    """Move the running averages towards this batch."""
    n = x.size // x.shape[1]
    if n > 1 and running_mean is not None:
        running_mean *= 1 - momentum
        running_mean += momentum * x.mean(axis=axes)
    if n > 1 and running_var is not None:
        running_var *= 1 - momentum
        running_var += momentum * x.var(axis=axes, ddof=1)
