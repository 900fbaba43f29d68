r"""Do probabilities keep their promise? Brier score, reliability and calibration error."""

import numpy as np

from course_lib.checks import Nested, as_floats, count
from course_lib.losses._checks import class_indices, probabilities
from course_lib.shapes import Float, Int, Real


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
    *Monthly Weather Review* 78(1), 1–3.

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
    n_bins = count(n_bins, "n_bins")
    confidence = probs.max(axis=1)
    right = probs.argmax(axis=1) == targets
    # m/M itself, rounded as the confidences are: 0.8 then lies on the edge 8/10 in every dtype
    inner_edges = (np.arange(1, n_bins) / n_bins).astype(probs.dtype)
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

    Parameters
    ----------
    probs : (N, C), in [0, 1], every row with sum 1
    targets : (N,), class indices in [0, C)
    n_bins : the number of bins of equal width, at least 1

    Returns
    -------
    A number in [0, 1]; 0 for a calibrated model, NaN without samples.

    Raises
    ------
    ValueError, TypeError
        As :func:`reliability_curve`.

    Examples
    --------
    >>> print(expected_calibration_error([[0.9, 0.1], [0.3, 0.7]], [0, 0], n_bins=2).round(4))
    0.3

    References
    ----------
    C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger (2017). On Calibration of Modern Neural Networks. ICML;
    section 2.
    """
    confidence, accuracy, counts = reliability_curve(probs, targets, n_bins)
    filled = counts > 0
    gaps = np.abs(accuracy - confidence)[filled]
    return _mean(np.repeat(gaps, counts[filled]))


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
