r"""How uncertain is a distribution, how far from another? Logarithms are natural, the unit is the nat."""

import numpy as np

from course_lib.checks import Nested, as_floats
from course_lib.losses._checks import probabilities
from course_lib.shapes import Float, Real


def entropy(probs: Real[np.ndarray, "..."] | Nested, dim: int = -1) -> Float[np.ndarray, "..."] | np.floating:
    r"""Mean surprise of a distribution about its own outcomes.

    .. math:: H(p) = -\sum_c p_c \log p_c, \qquad 0 \log 0 = 0

    Parameters
    ----------
    probs : (..., C), in [0, 1], with sum 1 along ``dim``
    dim : the axis of the outcomes

    Returns
    -------
    Nats in [0, log C], without the axis ``dim``.

    Raises
    ------
    ValueError
        If a probability lies outside [0, 1] or a sum is not 1.

    Examples
    --------
    >>> print(entropy([0.5, 0.5]).round(4), entropy([1.0, 0.0]))
    0.6931 0.0

    References
    ----------
    C. E. Shannon (1948). A Mathematical Theory of Communication. *Bell System Technical Journal* 27.
    """
    probs = probabilities(probs, "probs", dim)
    return np.abs(np.sum(probs * _log(probs), axis=dim))  # abs: a certain outcome has entropy 0, not -0


def kl_divergence(
    p: Real[np.ndarray, "*shape"] | Nested, q: Real[np.ndarray, "*shape"] | Nested, dim: int = -1
) -> Float[np.ndarray, "..."] | np.floating:
    r"""Extra nats paid for believing q when p is true: cross-entropy minus entropy.

    .. math:: D(p \,\|\, q) = \sum_c p_c \log \frac{p_c}{q_c}

    Parameters
    ----------
    p : (..., C), the truth; in [0, 1], with sum 1 along ``dim``
    q : the shape of ``p``, the belief; likewise
    dim : the axis of the outcomes

    Returns
    -------
    Nats ≥ 0 (to rounding), without the axis ``dim``; inf where q rules out what p allows.

    Raises
    ------
    ValueError
        If the shapes differ, a probability lies outside [0, 1] or a sum is not 1.

    Examples
    --------
    >>> print(kl_divergence([0.5, 0.5], [0.25, 0.75]).round(4), kl_divergence([0.5, 0.5], [1.0, 0.0]))
    0.1438 inf

    References
    ----------
    S. Kullback and R. A. Leibler (1951). On Information and Sufficiency.
    *Annals of Mathematical Statistics* 22(1), 79–86.

    Notes
    -----
    ``torch.nn.functional.kl_div`` takes log q first, then p, and its "mean" divides by all elements.
    """
    p = probabilities(p, "p", dim)
    q = probabilities(as_floats(q, "q", dtype=p.dtype), "q", dim)
    if p.shape != q.shape:
        raise ValueError(f"p and q must have the same shape, got {p.shape} and {q.shape}")
    with np.errstate(divide="ignore"):  # log 0 = -inf, and p (log p + inf) = inf is the answer
        log_q = np.log(np.where(p == 0, 1, q))
    return np.sum(p * (_log(p) - log_q), axis=dim)


def perplexity(mean_nll: Real[np.ndarray, "*shape"] | Nested) -> Float[np.ndarray, "*shape"] | np.floating:
    r"""Number of equally likely choices that would surprise us as much.

    .. math:: \operatorname{PPL} = e^{L}, \qquad L = -\frac1N \sum_n \log p_n(\text{target}_n)

    Parameters
    ----------
    mean_nll : any shape, mean negative log-likelihood L of the targets, in nats
        What ``cross_entropy(logits, targets)`` returns. An entropy in nats does as well.

    Returns
    -------
    The perplexity; 1 for a model that is always certain and right, C for one that knows nothing.

    Examples
    --------
    >>> from course_lib.losses import cross_entropy
    >>> print(perplexity(cross_entropy([[0.0, 0.0, 0.0, 0.0]], [2])).round(4))
    4.0
    >>> print(perplexity(entropy([0.5, 0.25, 0.25])).round(4))
    2.8284

    References
    ----------
    F. Jelinek, R. L. Mercer, L. R. Bahl, J. K. Baker (1977). Perplexity: a measure of the difficulty of
    speech recognition tasks. *Journal of the Acoustical Society of America* 62, S63.
    """
    with np.errstate(over="ignore"):  # beyond 709 nats the answer is inf
        return np.exp(as_floats(mean_nll, "mean_nll"))


def _log(probs):
    """log p, with 0 for p = 0, so that p log p = 0 there."""
    return np.log(np.where(probs == 0, 1, probs))
