r"""From logits to probabilities: log-sum-exp, softmax, log-softmax. Nothing here overflows.

``_grad`` is the derivative: the gradient for log-sum-exp, and for softmax and log-softmax the Jacobian,
whose last two axes read (output i, logit j).
"""

import numpy as np

from course_lib.checks import Nested, as_floats
from course_lib.shapes import Float, Real


def logsumexp(
    logits: Real[np.ndarray, "..."] | Nested, dim: int = -1, keepdim: bool = False
) -> Float[np.ndarray, "..."] | np.floating:
    r"""Smooth maximum of the logits.

    .. math:: \log \sum_c e^{z_c} = m + \log \sum_c e^{z_c - m}, \qquad m = \max_c z_c

    The left side overflows from z = 710 on; the right side never does.

    Parameters
    ----------
    logits : any shape, any real z
    dim : the axis of the sum
    keepdim : keep that axis with size 1

    Returns
    -------
    An array without (or with size 1 at) ``dim``, between max z and max z + log C.

    Raises
    ------
    ValueError
        If ``logits`` has no axis ``dim``.

    Examples
    --------
    >>> print(logsumexp([1000.0, 1000.0]).round(4))
    1000.6931

    References
    ----------
    P. Blanchard, D. J. Higham, N. J. Higham (2021). Accurately computing the log-sum-exp and softmax
    functions. *IMA Journal of Numerical Analysis* 41(4), 2311–2330.
    """
    logits = as_floats(logits, "logits")
    largest = _largest(logits, dim)
    with np.errstate(divide="ignore"):  # log 0 = -inf is the answer when all logits are -inf
        total = largest + np.log(np.sum(np.exp(logits - largest), axis=dim, keepdims=True))
    return total if keepdim else np.squeeze(total, axis=dim)[()]


def logsumexp_grad(
    logits: Real[np.ndarray, "*shape"] | Nested, dim: int = -1
) -> Float[np.ndarray, "*shape"] | np.floating:
    r"""Gradient of :func:`logsumexp` (summed over all other axes): it is the softmax.

    .. math:: \frac{\partial}{\partial z_j} \log \sum_c e^{z_c} = \frac{e^{z_j}}{\sum_c e^{z_c}}

    >>> print(logsumexp_grad([0.0, np.log(3.0)]).round(4))
    [0.25 0.75]
    """
    return softmax(logits, dim)


def softmax(
    logits: Real[np.ndarray, "*shape"] | Nested, dim: int = -1
) -> Float[np.ndarray, "*shape"] | np.floating:
    r"""Probabilities in proportion to the exponentials of the logits.

    .. math:: p_i = \frac{e^{z_i}}{\sum_c e^{z_c}}

    Computed on z − max z, which changes nothing, because the fraction is inf/inf from z = 710 on.

    Parameters
    ----------
    logits : any shape, any real z
    dim : the axis of the classes
        torch asks for it; here the last axis is the default.

    Returns
    -------
    Probabilities in the shape of ``logits`` that sum to 1 along ``dim``.

    Raises
    ------
    ValueError
        If ``logits`` has no axis ``dim``.

    Examples
    --------
    >>> print(softmax([0.0, np.log(3.0)]).round(4))
    [0.25 0.75]

    References
    ----------
    J. S. Bridle (1990). Probabilistic Interpretation of Feedforward Classification Network Outputs, with
    Relationships to Statistical Pattern Recognition. *Neurocomputing* (NATO ASI Series F 68), 227–236.
    """
    logits = as_floats(logits, "logits")
    powers = np.exp(logits - _largest(logits, dim))
    with np.errstate(invalid="ignore"):  # all -inf: no class is possible, NaN
        return powers / np.sum(powers, axis=dim, keepdims=True)


def softmax_grad(
    logits: Real[np.ndarray, "..."] | Nested, dim: int = -1
) -> Float[np.ndarray, "... C C"] | np.floating:
    r"""Jacobian of :func:`softmax`: raising one logit lowers every other probability.

    .. math:: J_{ij} = \frac{\partial p_i}{\partial z_j} = p_i\,(\delta_{ij} - p_j)

    Returns
    -------
    (..., C, C): the class axis ``dim`` moves to the end and becomes (i, j).

    >>> print(softmax_grad([0.0, 0.0]))
    [[ 0.25 -0.25]
     [-0.25  0.25]]
    """
    probs = np.moveaxis(softmax(logits, dim), dim, -1)
    return probs[..., :, np.newaxis] * _identity_minus_rows(probs)


def log_softmax(
    logits: Real[np.ndarray, "*shape"] | Nested, dim: int = -1
) -> Float[np.ndarray, "*shape"] | np.floating:
    r"""Log-probabilities of the classes, finite even where the probability underflows to 0.

    .. math:: \log p_i = z_i - \log \sum_c e^{z_c} = (z_i - m) - \log \sum_c e^{z_c - m},
              \qquad m = \max_c z_c

    The left side rounds the small logarithm away where the logits are large; z − m is exact enough.

    Parameters
    ----------
    logits : any shape, any real z
    dim : the axis of the classes
        torch asks for it; here the last axis is the default.

    Returns
    -------
    Log-probabilities ≤ 0 in nats, in the shape of ``logits``.

    Raises
    ------
    ValueError
        If ``logits`` has no axis ``dim``.

    Examples
    --------
    >>> print(log_softmax([1000.0, 0.0]))
    [    0. -1000.]
    """
    logits = as_floats(logits, "logits")
    shifted = logits - _largest(logits, dim)
    with np.errstate(divide="ignore", invalid="ignore"):  # all -inf: no class is possible, NaN
        return shifted - np.log(np.sum(np.exp(shifted), axis=dim, keepdims=True))


def log_softmax_grad(
    logits: Real[np.ndarray, "..."] | Nested, dim: int = -1
) -> Float[np.ndarray, "... C C"] | np.floating:
    r"""Jacobian of :func:`log_softmax`.

    .. math:: J_{ij} = \frac{\partial \log p_i}{\partial z_j} = \delta_{ij} - p_j

    Returns
    -------
    (..., C, C): the class axis ``dim`` moves to the end and becomes (i, j).

    >>> print(log_softmax_grad([0.0, 0.0]))
    [[ 0.5 -0.5]
     [-0.5  0.5]]
    """
    return _identity_minus_rows(np.moveaxis(softmax(logits, dim), dim, -1))


def _largest(logits, dim):
    """The largest logit along ``dim``, size 1 there; 0 where it is infinite, since ∞ − ∞ would be NaN."""
    largest = np.max(logits, axis=dim, keepdims=True, initial=-np.inf)
    return np.where(np.isfinite(largest), largest, 0)


def _identity_minus_rows(probs):
    """δ_ij − p_j, with each row p of ``probs`` repeated for every output i."""
    return np.eye(probs.shape[-1], dtype=probs.dtype) - probs[..., np.newaxis, :]
