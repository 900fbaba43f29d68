r"""Gaussian noise as a loss: minus the log-likelihood of the targets, in nats.

``predictions`` are the mean of the noise. The partners are the gradients with respect to ``predictions``,
``_grad``, and to the variance, ``_grad_var``.
"""

import numpy as np

from course_lib.checks import Nested, as_floats, number, same_shape, within
from course_lib.losses._reduction import reduce_grad, reduce_loss
from course_lib.shapes import Float, Real


def gaussian_nll_loss(
    predictions: Real[np.ndarray, "*shape"] | Nested,
    targets: Real[np.ndarray, "*shape"] | Nested,
    var: Real[np.ndarray, "..."] | Nested,
    full: bool = False,
    eps: float = 1e-6,
    reduction: str = "mean",
) -> np.floating | np.ndarray:
    r"""Negative log-likelihood of targets with Gaussian noise whose variance is known or learned.

    .. math:: \ell = \tfrac12 \left( \log \sigma^2 + \frac{(\hat y - y)^2}{\sigma^2} \right)
              \; \bigl[ + \tfrac12 \log 2\pi \text{ if full} \bigr]

    Parameters
    ----------
    predictions : any shape, any real mean :math:`\hat y`
    targets : the shape of ``predictions``, any real y
    var : :math:`\sigma^2 \ge 0`, in squared units of y
        A number; or the shape of ``predictions``; or that shape with one dimension of size 1, or without
        its last dimension.
    full : add the constant that makes it a true log-likelihood
    eps : ≥ 0; smaller variances count as eps
    reduction : "mean" (over all elements), "sum" or "none"

    Returns
    -------
    Nats; for "none" an array with the shape of ``predictions``.

    Raises
    ------
    ValueError
        If shapes do not fit or a variance is negative. ``predictions`` and ``targets`` are never broadcast.

    Examples
    --------
    >>> print(gaussian_nll_loss([1.0, 3.0], [1.0, 1.0], var=4.0, full=True, reduction="none").round(3))
    [1.612 2.112]

    References
    ----------
    D. A. Nix and A. S. Weigend (1994). Estimating the mean and variance of the target probability
    distribution. *Proceedings of ICNN'94*, 55–60.
    """
    predictions, targets = same_shape(predictions=predictions, targets=targets)
    var = np.maximum(_variance(var, predictions), number(eps, "eps"))
    losses = (np.log(var) + (predictions - targets) ** 2 / var) / 2
    return reduce_loss(losses + (np.log(2 * np.pi).item() / 2 if full else 0), reduction)


def gaussian_nll_loss_grad(
    predictions: Real[np.ndarray, "*shape"] | Nested,
    targets: Real[np.ndarray, "*shape"] | Nested,
    var: Real[np.ndarray, "..."] | Nested,
    full: bool = False,
    eps: float = 1e-6,
    reduction: str = "mean",
) -> Float[np.ndarray, "*shape"] | np.floating:
    r"""Gradient of :func:`gaussian_nll_loss` with respect to the mean: a residual counts less in noise.

    .. math:: \frac{\partial \ell}{\partial \hat y} = \frac{\hat y - y}{\sigma^2}

    Arguments and errors are those of :func:`gaussian_nll_loss`; ``full`` changes nothing here.

    >>> print(gaussian_nll_loss_grad([1.0, 3.0], [1.0, 1.0], var=4.0, reduction="sum"))
    [0.  0.5]
    """
    predictions, targets = same_shape(predictions=predictions, targets=targets)
    var = np.maximum(_variance(var, predictions), number(eps, "eps"))
    return reduce_grad((predictions - targets) / var, reduction)


def gaussian_nll_loss_grad_var(
    predictions: Real[np.ndarray, "*shape"] | Nested,
    targets: Real[np.ndarray, "*shape"] | Nested,
    var: Real[np.ndarray, "..."] | Nested,
    full: bool = False,
    eps: float = 1e-6,
    reduction: str = "mean",
) -> Float[np.ndarray, "..."] | np.floating:
    r"""Gradient of :func:`gaussian_nll_loss` with respect to ``var``.

    It is zero where the variance equals the squared residual.

    .. math:: \frac{\partial \ell}{\partial \sigma^2}
              = \frac{1}{2\sigma^2} \left( 1 - \frac{(\hat y - y)^2}{\sigma^2} \right)

    Arguments and errors are those of :func:`gaussian_nll_loss`. The result has the shape of ``var``:
    a variance shared by several elements collects all their gradients. As in torch, a variance below
    ``eps`` gets the gradient at ``eps``, so that learning can lift it again.

    >>> print(gaussian_nll_loss_grad_var([1.0, 3.0], [1.0, 1.0], var=[4.0, 4.0], reduction="sum"))
    [0.125 0.   ]
    """
    predictions, targets = same_shape(predictions=predictions, targets=targets)
    clamped = np.maximum(_variance(var, predictions), number(eps, "eps"))
    grads = (1 - (predictions - targets) ** 2 / clamped) / (2 * clamped)
    shared = tuple(axis for axis, size in enumerate(clamped.shape) if size == 1)
    return reduce_grad(grads, reduction).sum(axis=shared, keepdims=True).reshape(np.shape(var))


def _variance(var, predictions):
    """``var`` with one axis for each axis of ``predictions``, ready to broadcast."""
    shape = predictions.shape
    var = within(as_floats(var, "var", dtype=predictions.dtype), 0, np.inf, "var")
    if var.ndim == 0:
        return var.reshape((1,) * len(shape))
    if var.shape == shape[:-1]:
        return var[..., np.newaxis]
    differing = [size for size, other in zip(var.shape, shape, strict=False) if size != other]
    if var.ndim != len(shape) or differing not in ([], [1]):
        raise ValueError(f"var must be a number or fit the shape of predictions, got {var.shape} and {shape}")
    return var
