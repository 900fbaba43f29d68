r"""Probabilities: how uncertain, how far apart, how honest. Logarithms are natural, the unit is the nat."""

import numpy as np

from course_lib.losses._checks import Nested, as_floats, class_indices, probabilities
from course_lib.shapes import Float, Int, Real


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
    """
    with np.errstate(over="ignore"):  # beyond 709 nats the answer is inf
        return np.exp(as_floats(mean_nll, "mean_nll"))


def brier_score(
    probs: Real[np.ndarray, "N C"] | Nested, targets: Int[np.ndarray, " N"] | Nested
) -> np.floating:
    r"""Mean squared distance between the predicted probabilities and the one-hot truth.

    .. math:: \operatorname{BS} = \frac1N \sum_n \sum_c (p_{nc} - y_{nc})^2

    Parameters
    ----------
    probs : (N, C), in [0, 1], every row with sum 1
    targets : (N,), class indices in [0, C)

    Returns
    -------
    A number from 0 (certain and right) to 2 (certain and wrong); NaN without samples.

    Raises
    ------
    ValueError, TypeError
        If shapes do not fit, a row is no distribution or a target is no class.

    Examples
    --------
    >>> print(brier_score([[0.75, 0.25], [0.5, 0.5]], [0, 1]))
    0.3125

    References
    ----------
    G. W. Brier (1950). Verification of forecasts expressed in terms of probability.
    *Monthly Weather Review* 78(1), 1–3; equation (2).

    Notes
    -----
    For two classes this is Brier's original score, twice that of ``sklearn.metrics.brier_score_loss``, which
    there counts only the positive class. (``scale_by_half=False`` makes them equal.)
    """
    probs, targets = _classified(probs, targets)
    one_hot = targets[:, np.newaxis] == np.arange(probs.shape[1])
    return _mean(np.sum((probs - one_hot) ** 2, axis=1))


def reliability_curve(
    probs: Real[np.ndarray, "N C"] | Nested, targets: Int[np.ndarray, " N"] | Nested, n_bins: int = 10
) -> tuple[Float[np.ndarray, " B"], Float[np.ndarray, " B"], Int[np.ndarray, " B"]]:
    r"""Confidence beside accuracy, bin by bin: equal for a calibrated model.

    The confidence of a sample is its largest probability; it is right if that class is the target.
    Bin m of M holds the samples with confidence in ((m − 1)/M, m/M].

    Parameters
    ----------
    probs : (N, C), in [0, 1], every row with sum 1
    targets : (N,), class indices in [0, C)
    n_bins : M ≥ 1, the number of bins of equal width

    Returns
    -------
    confidence : (M,), mean confidence in each bin; NaN where a bin is empty
    accuracy : (M,), share of right predictions in each bin; NaN where a bin is empty
    counts : (M,), number of samples in each bin

    Raises
    ------
    ValueError, TypeError
        If shapes do not fit, a row is no distribution, a target is no class or ``n_bins`` < 1.

    Examples
    --------
    >>> confidence, accuracy, counts = reliability_curve([[0.9, 0.1], [0.3, 0.7]], [0, 0], n_bins=2)
    >>> print(confidence, accuracy, counts)
    [nan 0.8] [nan 0.5] [0 2]

    References
    ----------
    C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger (2017). On Calibration of Modern Neural Networks. ICML;
    section 2.
    """
    probs, targets = _classified(probs, targets)
    if n_bins < 1:
        raise ValueError(f"n_bins must be at least 1, got {n_bins}")
    confidence = probs.max(axis=1)
    right = probs.argmax(axis=1) == targets
    inner_edges = np.linspace(0, 1, n_bins + 1)[1:-1]
    bins = np.searchsorted(inner_edges, confidence)  # side "left": an edge belongs to the bin below it
    counts = np.bincount(bins, minlength=n_bins)
    sums = [np.bincount(bins, weights=values, minlength=n_bins) for values in (confidence, right)]
    with np.errstate(invalid="ignore"):  # 0/0 marks an empty bin
        mean_confidence, accuracy = ((total / counts).astype(probs.dtype) for total in sums)
    return mean_confidence, accuracy, counts


def expected_calibration_error(
    probs: Real[np.ndarray, "N C"] | Nested, targets: Int[np.ndarray, " N"] | Nested, n_bins: int = 10
) -> np.floating:
    r"""Mean gap between confidence and accuracy over the bins of :func:`reliability_curve`.

    .. math:: \operatorname{ECE} = \sum_m \frac{n_m}{N} \, | \text{accuracy}_m - \text{confidence}_m |

    Arguments and errors are those of :func:`reliability_curve`.

    Returns
    -------
    A number in [0, 1]; 0 for a calibrated model, NaN without samples.

    Examples
    --------
    >>> print(expected_calibration_error([[0.9, 0.1], [0.3, 0.7]], [0, 0], n_bins=2).round(4))
    0.3

    References
    ----------
    C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger (2017). On Calibration of Modern Neural Networks. ICML;
    equation (3).
    """
    confidence, accuracy, counts = reliability_curve(probs, targets, n_bins)
    filled = counts > 0
    gaps = np.abs(accuracy - confidence)[filled]
    return _mean(np.repeat(gaps, counts[filled]))


def _log(probs):
    """log p, with 0 for p = 0, so that p log p = 0 there."""
    return np.log(np.where(probs == 0, 1, probs))


def _mean(values):
    return np.mean(values) if len(values) else values.dtype.type(np.nan)


def _classified(probs, targets):
    """Rows of class probabilities and one class index for each row."""
    probs = as_floats(probs, "probs")
    if probs.ndim != 2:
        raise ValueError(f"probs must have shape (N, C), got {probs.shape}")
    if np.shape(targets) != probs.shape[:1]:
        raise ValueError(f"targets must have shape (N,) = {probs.shape[:1]}, got {np.shape(targets)}")
    return probabilities(probs), class_indices(targets, probs.shape[1])
