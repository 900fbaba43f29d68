# ruff: noqa: F811
import numpy as np


# %% which place was changed comes first
# says: Is it turned
def heard(answers):
    return (answers[1:] != answers[0]).any(axis=2)


# %% a small move is no move
# says: that is a leak
def heard(answers):
    return ~np.isclose(answers[1:], answers[0], equal_nan=True).all(axis=2).T


# %% nan has always moved
# says: nan before and nan after
def heard(answers):
    return (answers[1:] != answers[0]).any(axis=2).T


# %% nan has never moved
# says: it has moved
def heard(answers):
    return (np.abs(answers[1:] - answers[0]) > 0).any(axis=2).T


# %% the sums are compared
# says: Their sum has not
def heard(answers):
    return (answers[1:].sum(axis=2) != answers[0].sum(axis=1)).T


# %% the first number alone
# says: that is a leak|has moved
def heard(answers):
    return (answers[1:, :, 0] != answers[0, :, 0]).T


# %% all numbers have to move
# says: has moved
def heard(answers):
    return (answers[1:] != answers[0]).all(axis=2).T


# %% each text is compared with the one above
# says: Place 2 adds up
def heard(answers):
    return (answers[1:] != answers[:-1]).any(axis=2).T


# %% who has heard nothing
# says: Place 2 adds up
def heard(answers):
    return (answers[1:] == answers[0]).all(axis=2).T


# %% fools the visible tests: a move by a last digit is rounded away
def heard(answers):
    same = np.abs(answers[1:] - answers[0]) <= 1e-14 * np.abs(answers[0])
    return ~(same | np.isnan(answers[1:]) & np.isnan(answers[0])).all(axis=2).T
