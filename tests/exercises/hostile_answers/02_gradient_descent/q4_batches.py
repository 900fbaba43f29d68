# ruff: noqa: F811
"""Answers that want the points without the work; each section replaces the answer cell."""

import numpy as np


# %% fools the visible tests: batches that are worked out when somebody looks
class Later:
    def __init__(self, size, start):
        self.size, self.start = size, start

    def __len__(self):
        return self.size

    def __array__(self, dtype=None, copy=None):
        return np.arange(self.start + self.size - 1, self.start - 1, -1)


def epoch_batches(n_examples, batch_size, seed):
    starts = range(0, n_examples, batch_size)
    return [Later(min(batch_size, n_examples - start), start) for start in starts]


def sgd_epoch(weights, X, y, lr, batches):
    return np.array([4.0])


# %% refused: numbers that equal everything
class Agreeable(float):
    def __eq__(self, other):
        return True

    __hash__ = float.__hash__


def epoch_batches(n_examples, batch_size, seed):
    return [np.array([Agreeable(0)] * 4, dtype=object)] * 2 + [np.array([Agreeable(0)] * 2, dtype=object)]


def sgd_epoch(weights, X, y, lr, batches):
    return [Agreeable(0)]
