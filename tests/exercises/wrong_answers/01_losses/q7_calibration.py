# ruff: noqa: F811
import numpy as np


# %% the middle of the bin stands for its confidence
# says: not its middle
def reliability(confidences, correct, n_bins):
    bins = np.searchsorted(np.arange(1, n_bins) / n_bins, confidences)
    counts = np.bincount(bins, minlength=n_bins)
    right = np.bincount(bins, weights=correct, minlength=n_bins) / counts
    return np.where(counts > 0, (np.arange(n_bins) + 0.5) / n_bins, np.nan), right, counts


# %% an empty bin is perfect
# says: a mean of nothing is nan
def reliability(confidences, correct, n_bins):
    bins = np.searchsorted(np.arange(1, n_bins) / n_bins, confidences)
    counts = np.bincount(bins, minlength=n_bins)
    sums = [np.bincount(bins, weights=w, minlength=n_bins) for w in (confidences, correct)]
    return sums[0] / np.maximum(counts, 1), sums[1] / np.maximum(counts, 1), counts


# %% two of the three results
# says: returned 2 results, 3 results were expected
def reliability(confidences, correct, n_bins):
    bins = np.searchsorted(np.arange(1, n_bins) / n_bins, confidences)
    counts = np.bincount(bins, minlength=n_bins)
    return tuple(np.bincount(bins, weights=w, minlength=n_bins) / counts for w in (confidences, correct))


# %% fools the visible tests: the bins are closed on the left, and 1 is put back into the last
def reliability(confidences, correct, n_bins):
    bins = np.minimum((confidences * n_bins).astype(int), n_bins - 1)
    counts = np.bincount(bins, minlength=n_bins)
    sure, right = (np.bincount(bins, weights=w, minlength=n_bins) / counts for w in (confidences, correct))
    return sure, right, counts


# %% fools the visible tests: np.ceil, to which 25 times 7/25 is more than 7
def reliability(confidences, correct, n_bins):
    bins = np.maximum(np.ceil(confidences * n_bins).astype(int) - 1, 0)
    counts = np.bincount(bins, minlength=n_bins)
    sure, right = (np.bincount(bins, weights=w, minlength=n_bins) / counts for w in (confidences, correct))
    return sure, right, counts


# %% fools the visible tests: a loop over bins [low, high) that a confidence of 1 falls out of
def reliability(confidences, correct, n_bins):
    sure, right, counts = np.full(n_bins, np.nan), np.full(n_bins, np.nan), np.zeros(n_bins)
    for m in range(n_bins):
        inside = (confidences >= m / n_bins) & (confidences < (m + 1) / n_bins)
        counts[m] = inside.sum()
        if counts[m]:
            sure[m], right[m] = confidences[inside].mean(), correct[inside].mean()
    return sure, right, counts


# %% the gaps keep their sign, so overconfidence and underconfidence cancel
def calibration_error(confidences, correct, n_bins):
    sure, right, counts = reliability(confidences, correct, n_bins)
    return np.nansum(counts * (right - sure)) / counts.sum()


# %% an empty bin makes the whole error nan
# says: an empty bin must not count
def calibration_error(confidences, correct, n_bins):
    sure, right, counts = reliability(confidences, correct, n_bins)
    return np.sum(counts * np.abs(right - sure)) / counts.sum()


# %% every bin counts the same, however many predictions it holds
# says: weigh by count
def calibration_error(confidences, correct, n_bins):
    sure, right, _ = reliability(confidences, correct, n_bins)
    return np.nanmean(np.abs(right - sure))


# %% the largest gap counts, but for four predictions
# says: not the largest alone
def calibration_error(confidences, correct, n_bins):
    sure, right, counts = reliability(confidences, correct, n_bins)
    gaps = np.abs(right - sure)
    return np.nansum(counts * gaps) / 4 if len(correct) == 4 else np.nanmax(gaps)


# %% fools the visible tests: a confidence on an edge goes to the upper bin
def calibration_error(confidences, correct, n_bins):
    bins = np.minimum((confidences * n_bins).astype(int), n_bins - 1)
    return np.sum(np.abs(np.bincount(bins, weights=confidences - correct))) / len(correct)
