r"""Poisson noise as a loss: minus the log-likelihood of counts, in nats.

``predictions`` are the log of the rate, or the rate itself; the partner ``_grad`` is the gradient with
respect to them.
"""

import numpy as np

from course_lib.checks import Nested, number, same_shape, within
from course_lib.losses._reduction import reduce_grad, reduce_loss, weighed
from course_lib.shapes import Float, Real


def poisson_nll_loss(
    predictions: Real[np.ndarray, "*shape"] | Nested,
    targets: Real[np.ndarray, "*shape"] | Nested,
    log_input: bool = True,
    full: bool = False,
    eps: float = 1e-8,
    reduction: str = "mean",
) -> np.floating | np.ndarray:
    r"""Negative log-likelihood of counts, without the term log y! that no prediction can change.

    .. math:: \ell = \lambda - y \log \lambda, \qquad
              \lambda = e^{\hat y} \text{ if log\_input, else } \lambda = \hat y

    Parameters
    ----------
    predictions : any shape
        The log of the rate λ, any real; or the rate itself, ≥ 0, if ``log_input`` is False.
    targets : the shape of ``predictions``, counts y ≥ 0
    full : add Stirling's approximation of log y! where y > 1
    eps : added to the rate inside the log if ``log_input`` is False
    reduction : "mean" (over all elements), "sum" or "none"

    Returns
    -------
    Nats; for "none" an array with the shape of ``predictions``. A log rate above 709 overflows to inf.

    Raises
    ------
    ValueError
        If the shapes differ, a count is negative or a rate is negative. torch checks neither sign.

    Examples
    --------
    >>> print(poisson_nll_loss([0.0, 0.0], [0, 3], reduction="none"))
    [1. 1.]
    """
    predictions, targets = same_shape(predictions=predictions, targets=targets)
    rate, log_rate = _rates(predictions, targets, log_input, eps)
    losses = rate - weighed(targets, log_rate)
    return reduce_loss(losses + _stirling(targets) if full else losses, reduction)


def poisson_nll_loss_grad(
    predictions: Real[np.ndarray, "*shape"] | Nested,
    targets: Real[np.ndarray, "*shape"] | Nested,
    log_input: bool = True,
    full: bool = False,
    eps: float = 1e-8,
    reduction: str = "mean",
) -> Float[np.ndarray, "*shape"] | np.floating:
    r"""Gradient of :func:`poisson_nll_loss`.

    .. math:: \ell'(\hat y) = e^{\hat y} - y \text{ if log\_input, else } 1 - \frac{y}{\hat y + \epsilon}

    Arguments and errors are those of :func:`poisson_nll_loss`; the result has the shape of ``predictions``.

    >>> print(poisson_nll_loss_grad([0.0, 0.0], [0, 3], reduction="sum"))
    [ 1. -2.]
    """
    predictions, targets = same_shape(predictions=predictions, targets=targets)
    rate, _ = _rates(predictions, targets, log_input, eps)
    return reduce_grad(rate - targets if log_input else 1 - targets / (rate + float(eps)), reduction)


def _rates(predictions, targets, log_input, eps):
    within(targets, 0, np.inf, "targets")
    eps = number(eps, "eps")
    if log_input:
        return np.exp(predictions), predictions
    with np.errstate(divide="ignore"):  # a rate of 0 rules every count out but 0
        return predictions, np.log(within(predictions, 0, np.inf, "predictions") + eps)


def _stirling(counts):
    """log y! for y > 1, to first order; torch leaves it out for 0 and 1, where log y! = 0."""
    safe = np.maximum(counts, 1)
    return np.where(counts > 1, safe * np.log(safe) - safe + np.log(2 * np.pi * safe) / 2, 0)
