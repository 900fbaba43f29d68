# ruff: noqa: F811
"""Answers that want the points without the work; each section replaces functions of the answer cell."""

import numpy as np


# %% fools the visible tests: the visible results, written down
def tuned(losses, n_tuning):
    return ([1, 0], [[4, 6], [8, 8]]) if n_tuning == 2 else ([2], [[7, 7, 8]])


def winner(reported):
    return 1 if reported.shape == (2, 3) and reported[0, 0] != 1.55 else -1


# %% refused: infinite losses, which nothing beats
def tuned(losses, n_tuning):
    return np.zeros(len(losses), dtype=int), np.full((len(losses), losses.shape[2] - n_tuning), np.inf)
