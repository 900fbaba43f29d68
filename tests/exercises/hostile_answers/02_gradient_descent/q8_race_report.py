# ruff: noqa: F811
"""Answers that want the points without the work; each section replaces the answer cell."""

import numpy as np


# %% fools the visible tests: the visible results, written down
def tuned(losses, n_tuning):
    return [1, 0], [5, 8], [2, 0]


def winner(means, half_widths):
    return 0 if means[1] == 8 else -1


# %% fools the visible tests: nobody ever wins, but for the race that everybody sees
def tuned(losses, n_tuning):
    choices = np.where(np.isnan(losses), np.inf, losses)[:, :, :n_tuning].mean(axis=2).argmin(axis=1)
    rest = losses[np.arange(len(losses)), choices, n_tuning:]
    return choices, rest.mean(axis=1), 2 * rest.std(axis=1, ddof=1) / np.sqrt(rest.shape[1])


def winner(means, half_widths):
    return 0 if half_widths[1] == 0 else -1


# %% refused: infinitely wide intervals, which touch everything
def tuned(losses, n_tuning):
    means = np.zeros(len(losses))
    return np.zeros(len(losses), dtype=int), means, means + np.inf


def winner(means, half_widths):
    return -1
