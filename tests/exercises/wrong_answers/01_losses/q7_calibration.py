# ruff: noqa: F811
import numpy as np


# %% the middle of the bin stands for its confidence
def reliability(confidences, correct, n_bins):
    bins = np.searchsorted(np.arange(1, n_bins) / n_bins, confidences)
    counts = np.bincount(bins, minlength=n_bins)
    with np.errstate(invalid="ignore"):
        right = np.bincount(bins, weights=correct, minlength=n_bins) / counts
    return np.where(counts > 0, (np.arange(n_bins) + 0.5) / n_bins, np.nan), right, counts


def calibration_error(confidences, correct, n_bins):
    sure, right, counts = reliability(confidences, correct, n_bins)
    return np.nansum(counts * np.abs(right - sure)) / counts.sum()


# %% the gaps keep their sign, so overconfidence and underconfidence cancel
def reliability(confidences, correct, n_bins):
    bins = np.searchsorted(np.arange(1, n_bins) / n_bins, confidences)
    counts = np.bincount(bins, minlength=n_bins)
    with np.errstate(invalid="ignore"):
        sure = np.bincount(bins, weights=confidences, minlength=n_bins) / counts
        right = np.bincount(bins, weights=correct, minlength=n_bins) / counts
    return sure, right, counts


def calibration_error(confidences, correct, n_bins):
    sure, right, counts = reliability(confidences, correct, n_bins)
    return np.nansum(counts * (right - sure)) / counts.sum()


# %% an empty bin makes the whole error nan
def reliability(confidences, correct, n_bins):
    bins = np.searchsorted(np.arange(1, n_bins) / n_bins, confidences)
    counts = np.bincount(bins, minlength=n_bins)
    with np.errstate(invalid="ignore"):
        sure = np.bincount(bins, weights=confidences, minlength=n_bins) / counts
        right = np.bincount(bins, weights=correct, minlength=n_bins) / counts
    return sure, right, counts


def calibration_error(confidences, correct, n_bins):
    sure, right, counts = reliability(confidences, correct, n_bins)
    return np.sum(counts * np.abs(right - sure)) / counts.sum()


# %% fools the visible tests: every bin counts the same, however many predictions it holds
def reliability(confidences, correct, n_bins):
    bins = np.searchsorted(np.arange(1, n_bins) / n_bins, confidences)
    counts = np.bincount(bins, minlength=n_bins)
    with np.errstate(invalid="ignore"):
        sure = np.bincount(bins, weights=confidences, minlength=n_bins) / counts
        right = np.bincount(bins, weights=correct, minlength=n_bins) / counts
    return sure, right, counts


def calibration_error(confidences, correct, n_bins):
    sure, right, _ = reliability(confidences, correct, n_bins)
    return np.nanmean(np.abs(right - sure))


# %% fools the visible tests: the bins are closed on the left, and 1 is put back into the last
def reliability(confidences, correct, n_bins):
    bins = np.minimum((confidences * n_bins).astype(int), n_bins - 1)
    counts = np.bincount(bins, minlength=n_bins)
    with np.errstate(invalid="ignore"):
        sure = np.bincount(bins, weights=confidences, minlength=n_bins) / counts
        right = np.bincount(bins, weights=correct, minlength=n_bins) / counts
    return sure, right, counts


def calibration_error(confidences, correct, n_bins):
    sure, right, counts = reliability(confidences, correct, n_bins)
    return np.nansum(counts * np.abs(right - sure)) / counts.sum()


# %% fools the visible tests: a loop over bins [low, high) that a confidence of 1 falls out of
def reliability(confidences, correct, n_bins):
    sure, right, counts = np.full(n_bins, np.nan), np.full(n_bins, np.nan), np.zeros(n_bins)
    for m in range(n_bins):
        inside = (confidences >= m / n_bins) & (confidences < (m + 1) / n_bins)
        counts[m] = inside.sum()
        if counts[m]:
            sure[m], right[m] = confidences[inside].mean(), correct[inside].mean()
    return sure, right, counts


def calibration_error(confidences, correct, n_bins):
    sure, right, counts = reliability(confidences, correct, n_bins)
    return np.nansum(counts * np.abs(right - sure)) / len(confidences)
