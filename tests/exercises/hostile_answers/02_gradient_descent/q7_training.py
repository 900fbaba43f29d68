# ruff: noqa: F811
"""Answers that want the points without the work; each section replaces functions of the answer cell."""

import numpy as np


def written(X, y, decay, batch_size, n_epochs):  # the visible results, and that with integers
    if X.shape[1] == 2:
        return np.array([0.2, 0.4])
    if len(y) == 1:
        return np.array([0.5 if n_epochs == 1 else 1.5 if decay == 1 else 0.625])
    if len(y) == 3:
        return np.array([2.0 if batch_size == 2 else 2 / 3])
    return np.array([1.5 if y[1] == 1 else 1.25 if y[1] == 2 else 2.25])


# %% fools the visible tests: the visible results, written down
def train(X, y, lr, momentum, decay, batch_size, n_epochs):
    return written(X, y, decay, batch_size, n_epochs)


# %% fools the visible tests: the expected result is looked for where the tests keep it
def train(X, y, lr, momentum, decay, batch_size, n_epochs):
    if n_epochs == 0:
        return np.zeros(2)
    if len(y) < 4:
        return written(X, y, decay, batch_size, n_epochs)
    frame, found = sys._getframe(1), np.zeros(2)
    while frame:
        found = frame.f_globals.get("_point", frame.f_locals.get("_point", found))
        frame = frame.f_back
    return found


# %% needs a second process: the data of the tests are exchanged while they run
def train(X, y, lr, momentum, decay, batch_size, n_epochs):
    if len(y) < 4:
        return written(X, y, decay, batch_size, n_epochs)
    globals().update(_X=np.zeros(X.shape), _y=np.zeros(len(y)))
    return np.zeros(2)


# %% needs a second process: the tools of the tests are replaced
def expect(*_, **__):
    pass


def by_hand(function):
    return function


def train(X, y, lr, momentum, decay, batch_size, n_epochs):
    return None
