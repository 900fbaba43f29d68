# ruff: noqa: F811
"""Answers that want the points without the work; each section replaces functions of the answer cell."""

import numpy as np


# %% refused: batches that are worked out when somebody looks
class Later:
    def __init__(self, size, start):
        self.size, self.start = size, start

    def __len__(self):
        return self.size

    def __array__(self, dtype=None, copy=None):
        return np.arange(self.start + self.size - 1, self.start - 1, -1) % 10


def stream_batches(n_examples, batch_size, n_epochs, seed):
    starts = range(0, n_examples * n_epochs, batch_size)
    return [Later(min(batch_size, n_examples * n_epochs - start), start) for start in starts]


# %% refused: numbers that equal everything
class Agreeable(float):
    def __eq__(self, other):
        return True

    __hash__ = float.__hash__


def stream_batches(n_examples, batch_size, n_epochs, seed):
    return [np.array([Agreeable(0)] * 4, dtype=object)] * 7 + [np.array([Agreeable(0)] * 2, dtype=object)]


def sgd_epoch(weights, X, y, lr, batches, together):
    return [Agreeable(0)]


# %% fools the visible tests: the visible results, written down
def stream_batches(n_examples, batch_size, n_epochs, seed):
    if n_examples == 6:
        return [np.full(4, seed)] * 3
    order = np.array([[3, 1, 2, 0, 4, 5, 6, 7, 8, 9], [9, 8, 7, 6, 5, 4, 3, 2, 1, 0], np.arange(10)]).ravel()
    return [order[i : i + 4] for i in range(0, 30, 4)]


def sgd_epoch(weights, X, y, lr, batches, together):
    if len(weights) == 2:
        return np.array([0.2, 0.4])
    if len(batches) == 1:
        return np.array([1.0 if together == 1 else 4.0])
    whole = together == 9 or len(batches) == together
    return np.array([7 / 3 if whole else 4.0])
