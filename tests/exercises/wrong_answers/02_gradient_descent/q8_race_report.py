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


# %% the luckiest run chooses the rate
# says: it is not left out
def tuned(losses, n_tuning):
    choices = np.nanmin(losses[:, :, :n_tuning], axis=2).argmin(axis=1)
    return choices, losses[np.arange(len(losses)), choices, n_tuning:]


# %% nan is the smallest number of all
# says: none for the rate that diverged once
def tuned(losses, n_tuning):
    choices = losses[:, :, :n_tuning].mean(axis=2).argmin(axis=1)
    return choices, losses[np.arange(len(losses)), choices, n_tuning:]


# %% diverged runs are left out of the mean
# says: it is not left out
def tuned(losses, n_tuning):
    choices = np.nan_to_num(np.nanmean(losses[:, :, :n_tuning], axis=2), nan=np.inf).argmin(axis=1)
    return choices, losses[np.arange(len(losses)), choices, n_tuning:]


# %% a diverged run cost nothing
# says: is no 0
def tuned(losses, n_tuning):
    choices = np.nan_to_num(losses[:, :, :n_tuning]).mean(axis=2).argmin(axis=1)
    return choices, losses[np.arange(len(losses)), choices, n_tuning:]


# %% the median of the tuning seeds
# says: a median does not see
def tuned(losses, n_tuning):
    tuning = np.where(np.isnan(losses), np.inf, losses)[:, :, :n_tuning]
    choices = np.median(tuning, axis=2).argmin(axis=1)
    return choices, losses[np.arange(len(losses)), choices, n_tuning:]


# %% the choices alone
# says: 2 results were expected
def tuned(losses, n_tuning):
    return [np.where(np.isnan(losses), np.inf, losses)[:, :, :n_tuning].mean(axis=2).argmin(axis=1)]


# %% fools the visible tests: half of the seeds choose, whatever was asked
def tuned(losses, n_tuning):
    n_tuning = losses.shape[2] // 2
    choices = np.where(np.isnan(losses), np.inf, losses)[:, :, :n_tuning].mean(axis=2).argmin(axis=1)
    return choices, losses[np.arange(len(losses)), choices, n_tuning:]


# %% nan is replaced in the caller's array
# says: changed an array
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


# %% the standard deviation divides by n
# says: ddof
def winner(reported):
    n = reported.shape[1]
    for i, ours in enumerate(reported):
        leads = np.delete(reported, i, axis=0) - ours
        if np.all(leads.mean(axis=1) > T95[n - 1] * leads.std(axis=1) / np.sqrt(n)):
            return i
    return -1


# %% the spread of the differences in place of the error of their mean
# says: the root of n is missing
def winner(reported):
    n = reported.shape[1]
    for i, ours in enumerate(reported):
        leads = np.delete(reported, i, axis=0) - ours
        if np.all(leads.mean(axis=1) > T95[n - 1] * leads.std(axis=1, ddof=1)):
            return i
    return -1


# %% the second best is the only rival
# says: Ask each rival
def winner(reported):
    n, order = reported.shape[1], reported.mean(axis=1).argsort(kind="stable")
    leads = reported[order[1]] - reported[order[0]]
    return order[0] if leads.mean() > T95[n - 1] * leads.std(ddof=1) / np.sqrt(n) else -1


# %% fools the visible tests: t of three seeds for all that have more
def winner(reported):
    n = reported.shape[1]
    for i, ours in enumerate(reported):
        leads = np.delete(reported, i, axis=0) - ours
        if np.all(leads.mean(axis=1) > T95[min(n - 1, 2)] * leads.std(axis=1, ddof=1) / np.sqrt(n)):
            return i
    return -1


# %% t belongs to n in place of n - 1
# says: t is that of n|With 2 in its place
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
