# ruff: noqa: F811, F821
import numpy as np


# %% the rate is chosen on all seeds
# says: they alone
def tuned(losses, n_tuning):
    choices = np.where(np.isnan(losses), np.inf, losses).mean(axis=2).argmin(axis=1)
    return choices, losses[np.arange(len(losses)), choices, n_tuning:]


# %% the rate is chosen on the seeds that are reported
# says: they alone
def tuned(losses, n_tuning):
    choices = losses[:, :, n_tuning:].mean(axis=2).argmin(axis=1)
    return choices, losses[np.arange(len(losses)), choices, n_tuning:]


# %% one rate for all
def tuned(losses, n_tuning):
    choices = np.full(
        len(losses), np.where(np.isnan(losses), np.inf, losses)[:, :, :n_tuning].mean(axis=(0, 2)).argmin()
    )
    return choices, losses[np.arange(len(losses)), choices, n_tuning:]


# %% the tuning seeds are reported again
# says: last two seeds
def tuned(losses, n_tuning):
    choices = np.where(np.isnan(losses), np.inf, losses)[:, :, :n_tuning].mean(axis=2).argmin(axis=1)
    return choices, losses[np.arange(len(losses)), choices]


# %% fools the visible tests: the luckiest run chooses the rate
def tuned(losses, n_tuning):
    choices = np.nanmin(losses[:, :, :n_tuning], axis=2).argmin(axis=1)
    return choices, losses[np.arange(len(losses)), choices, n_tuning:]


# %% fools the visible tests: nan is the smallest number of all
def tuned(losses, n_tuning):
    choices = losses[:, :, :n_tuning].mean(axis=2).argmin(axis=1)
    return choices, losses[np.arange(len(losses)), choices, n_tuning:]


# %% fools the visible tests: diverged runs are left out of the mean
def tuned(losses, n_tuning):
    choices = np.nan_to_num(np.nanmean(losses[:, :, :n_tuning], axis=2), nan=np.inf).argmin(axis=1)
    return choices, losses[np.arange(len(losses)), choices, n_tuning:]


# %% fools the visible tests: nan is replaced in the caller's array
def tuned(losses, n_tuning):
    losses[np.isnan(losses)] = np.inf
    choices = losses[:, :, :n_tuning].mean(axis=2).argmin(axis=1)
    return choices, losses[np.arange(len(losses)), choices, n_tuning:]


# %% 2 in place of Student's t
# says: With 2 in its place
def winner(reported):
    n = reported.shape[1]
    for i, ours in enumerate(reported):
        leads = np.delete(reported, i, axis=0) - ours
        if np.all(leads.mean(axis=1) > 2 * leads.std(axis=1, ddof=1) / np.sqrt(n)):
            return i
    return -1


# %% the lowest mean always wins
# says: nobody wins
def winner(reported):
    return reported.mean(axis=1).argmin()


# %% intervals of the losses must not overlap, as if the seeds were not shared
# says: the seeds lift both
def winner(reported):
    n = reported.shape[1]
    half = T95[n - 1] * reported.std(axis=1, ddof=1) / np.sqrt(n)
    i = reported.mean(axis=1).argmin()
    low, high = reported.mean(axis=1) - half, reported.mean(axis=1) + half
    return i if np.all(high[i] < np.delete(low, i)) else -1


# %% the highest wins
def winner(reported):
    n = reported.shape[1]
    for i, ours in enumerate(reported):
        leads = np.delete(reported, i, axis=0) * -1 + ours
        if np.all(leads.mean(axis=1) > T95[n - 1] * leads.std(axis=1, ddof=1) / np.sqrt(n)):
            return i
    return -1


# %% one rival is enough
# says: as good as the second
def winner(reported):
    n = reported.shape[1]
    for i, ours in enumerate(reported):
        leads = np.delete(reported, i, axis=0) - ours
        if np.any(leads.mean(axis=1) > T95[n - 1] * leads.std(axis=1, ddof=1) / np.sqrt(n)):
            return i
    return -1


# %% fools the visible tests: the standard deviation divides by n
def winner(reported):
    n = reported.shape[1]
    for i, ours in enumerate(reported):
        leads = np.delete(reported, i, axis=0) - ours
        if np.all(leads.mean(axis=1) > T95[n - 1] * leads.std(axis=1) / np.sqrt(n)):
            return i
    return -1


# %% fools the visible tests: the spread of the differences in place of the error of their mean
def winner(reported):
    n = reported.shape[1]
    for i, ours in enumerate(reported):
        leads = np.delete(reported, i, axis=0) - ours
        if np.all(leads.mean(axis=1) > T95[n - 1] * leads.std(axis=1, ddof=1)):
            return i
    return -1


# %% fools the visible tests: t belongs to n in place of n - 1
def winner(reported):
    n = reported.shape[1]
    for i, ours in enumerate(reported):
        leads = np.delete(reported, i, axis=0) - ours
        if np.all(leads.mean(axis=1) > T95[n] * leads.std(axis=1, ddof=1) / np.sqrt(n)):
            return i
    return -1


# %% an interval that touches 0 counts as a lead
# says: as good as the second
def winner(reported):
    n = reported.shape[1]
    for i, ours in enumerate(reported):
        leads = np.delete(reported, i, axis=0) - ours
        if np.all(leads.mean(axis=1) >= T95[n - 1] * leads.std(axis=1, ddof=1) / np.sqrt(n)):
            return i
    return -1
