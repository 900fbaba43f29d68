# ruff: noqa: F811
import numpy as np


# %% the rate is chosen on all seeds
def tuned(losses, n_tuning):
    choices = np.where(np.isnan(losses), np.inf, losses).mean(axis=2).argmin(axis=1)
    rest = losses[np.arange(len(losses)), choices, n_tuning:]
    return choices, rest.mean(axis=1), 2 * rest.std(axis=1, ddof=1) / np.sqrt(rest.shape[1])


def winner(means, half_widths):
    i = np.argmin(means)
    return i if (means[i] + half_widths[i] < np.delete(means - half_widths, i)).all() else -1


# %% the rate is chosen on the seeds that are reported
def tuned(losses, n_tuning):
    choices = losses[:, :, n_tuning:].mean(axis=2).argmin(axis=1)
    rest = losses[np.arange(len(losses)), choices, n_tuning:]
    return choices, rest.mean(axis=1), 2 * rest.std(axis=1, ddof=1) / np.sqrt(rest.shape[1])


def winner(means, half_widths):
    i = np.argmin(means)
    return i if (means[i] + half_widths[i] < np.delete(means - half_widths, i)).all() else -1


# %% fools the visible tests: the luckiest run chooses the rate
def tuned(losses, n_tuning):
    choices = np.nanmin(losses[:, :, :n_tuning], axis=2).argmin(axis=1)
    rest = losses[np.arange(len(losses)), choices, n_tuning:]
    return choices, rest.mean(axis=1), 2 * rest.std(axis=1, ddof=1) / np.sqrt(rest.shape[1])


def winner(means, half_widths):
    i = np.argmin(means)
    return i if (means[i] + half_widths[i] < np.delete(means - half_widths, i)).all() else -1


# %% one rate for all
def tuned(losses, n_tuning):
    common = np.where(np.isnan(losses), np.inf, losses)[:, :, :n_tuning].mean(axis=(0, 2)).argmin()
    choices = np.full(len(losses), common)
    rest = losses[np.arange(len(losses)), choices, n_tuning:]
    return choices, rest.mean(axis=1), 2 * rest.std(axis=1, ddof=1) / np.sqrt(rest.shape[1])


def winner(means, half_widths):
    i = np.argmin(means)
    return i if (means[i] + half_widths[i] < np.delete(means - half_widths, i)).all() else -1


# %% the tuning seeds are reported again
def tuned(losses, n_tuning):
    choices = np.where(np.isnan(losses), np.inf, losses)[:, :, :n_tuning].mean(axis=2).argmin(axis=1)
    rest = losses[np.arange(len(losses)), choices]
    return choices, rest.mean(axis=1), 2 * rest.std(axis=1, ddof=1) / np.sqrt(rest.shape[1])


def winner(means, half_widths):
    i = np.argmin(means)
    return i if (means[i] + half_widths[i] < np.delete(means - half_widths, i)).all() else -1


# %% the standard deviation divides by n
def tuned(losses, n_tuning):
    choices = np.where(np.isnan(losses), np.inf, losses)[:, :, :n_tuning].mean(axis=2).argmin(axis=1)
    rest = losses[np.arange(len(losses)), choices, n_tuning:]
    return choices, rest.mean(axis=1), 2 * rest.std(axis=1) / np.sqrt(rest.shape[1])


def winner(means, half_widths):
    i = np.argmin(means)
    return i if (means[i] + half_widths[i] < np.delete(means - half_widths, i)).all() else -1


# %% the spread of the runs in place of the error of their mean
def tuned(losses, n_tuning):
    choices = np.where(np.isnan(losses), np.inf, losses)[:, :, :n_tuning].mean(axis=2).argmin(axis=1)
    rest = losses[np.arange(len(losses)), choices, n_tuning:]
    return choices, rest.mean(axis=1), 2 * rest.std(axis=1, ddof=1)


def winner(means, half_widths):
    i = np.argmin(means)
    return i if (means[i] + half_widths[i] < np.delete(means - half_widths, i)).all() else -1


# %% the lowest mean always wins
def tuned(losses, n_tuning):
    choices = np.where(np.isnan(losses), np.inf, losses)[:, :, :n_tuning].mean(axis=2).argmin(axis=1)
    rest = losses[np.arange(len(losses)), choices, n_tuning:]
    return choices, rest.mean(axis=1), 2 * rest.std(axis=1, ddof=1) / np.sqrt(rest.shape[1])


def winner(means, half_widths):
    return np.argmin(means)


# %% fools the visible tests: nan is the smallest number of all
def tuned(losses, n_tuning):
    choices = losses[:, :, :n_tuning].mean(axis=2).argmin(axis=1)
    rest = losses[np.arange(len(losses)), choices, n_tuning:]
    return choices, rest.mean(axis=1), 2 * rest.std(axis=1, ddof=1) / np.sqrt(rest.shape[1])


def winner(means, half_widths):
    i = np.argmin(means)
    return i if (means[i] + half_widths[i] < np.delete(means - half_widths, i)).all() else -1


# %% fools the visible tests: diverged runs are left out of the mean
def tuned(losses, n_tuning):
    means = np.nanmean(losses[:, :, :n_tuning], axis=2)
    choices = np.where(np.isnan(means), np.inf, means).argmin(axis=1)
    rest = losses[np.arange(len(losses)), choices, n_tuning:]
    return choices, rest.mean(axis=1), 2 * rest.std(axis=1, ddof=1) / np.sqrt(rest.shape[1])


def winner(means, half_widths):
    i = np.argmin(means)
    return i if (means[i] + half_widths[i] < np.delete(means - half_widths, i)).all() else -1


# %% fools the visible tests: nan is replaced in the caller's array
def tuned(losses, n_tuning):
    losses[np.isnan(losses)] = np.inf
    choices = losses[:, :, :n_tuning].mean(axis=2).argmin(axis=1)
    rest = losses[np.arange(len(losses)), choices, n_tuning:]
    return choices, rest.mean(axis=1), 2 * rest.std(axis=1, ddof=1) / np.sqrt(rest.shape[1])


def winner(means, half_widths):
    i = np.argmin(means)
    return i if (means[i] + half_widths[i] < np.delete(means - half_widths, i)).all() else -1


# %% fools the visible tests: only the second best is compared
def tuned(losses, n_tuning):
    choices = np.where(np.isnan(losses), np.inf, losses)[:, :, :n_tuning].mean(axis=2).argmin(axis=1)
    rest = losses[np.arange(len(losses)), choices, n_tuning:]
    return choices, rest.mean(axis=1), 2 * rest.std(axis=1, ddof=1) / np.sqrt(rest.shape[1])


def winner(means, half_widths):
    first, second = np.argsort(means)[:2]
    return first if means[first] + half_widths[first] < means[second] - half_widths[second] else -1


# %% fools the visible tests: intervals that touch are taken apart
def tuned(losses, n_tuning):
    choices = np.where(np.isnan(losses), np.inf, losses)[:, :, :n_tuning].mean(axis=2).argmin(axis=1)
    rest = losses[np.arange(len(losses)), choices, n_tuning:]
    return choices, rest.mean(axis=1), 2 * rest.std(axis=1, ddof=1) / np.sqrt(rest.shape[1])


def winner(means, half_widths):
    i = np.argmin(means)
    return i if (means[i] + half_widths[i] <= np.delete(means - half_widths, i)).all() else -1


# %% fools the visible tests: an interval counts as apart when the other mean lies outside
def tuned(losses, n_tuning):
    choices = np.where(np.isnan(losses), np.inf, losses)[:, :, :n_tuning].mean(axis=2).argmin(axis=1)
    rest = losses[np.arange(len(losses)), choices, n_tuning:]
    return choices, rest.mean(axis=1), 2 * rest.std(axis=1, ddof=1) / np.sqrt(rest.shape[1])


def winner(means, half_widths):
    i = np.argmin(means)
    return i if (means[i] + half_widths[i] < np.delete(means, i)).all() else -1
