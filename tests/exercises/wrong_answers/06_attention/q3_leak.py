# ruff: noqa: F811
import numpy as np


def made(ids, new):
    return np.concatenate([ids[None], np.where(np.eye(len(ids), dtype=bool), new, ids)])


# %% one more, which may be no token
# says: Is n_tokens itself one
def probes(ids, n_tokens):
    return made(ids, ids + 1)


# %% all become 0
# says: has to change place
def probes(ids, n_tokens):
    return made(ids, 0 * ids)


# %% the text itself is missing
# says: T \+ 1, T
def probes(ids, n_tokens):
    return made(ids, (ids + 1) % n_tokens)[1:]


# %% the text stands last
# says: The first row is the text
def probes(ids, n_tokens):
    return np.roll(made(ids, (ids + 1) % n_tokens), -1, axis=0)


# %% the changes pile up
# says: nothing but place
def probes(ids, n_tokens):
    new = np.where(np.tri(len(ids), dtype=bool), (ids + 1) % n_tokens, ids)
    return np.concatenate([ids[None], new])


# %% a token between two
# says: whole numbers
def probes(ids, n_tokens):
    return made(ids, (ids + 0.5) % n_tokens)


# %% drawn at random, and perhaps the same
# says: has to change place
def probes(ids, n_tokens):
    return made(ids, np.random.default_rng(0).integers(0, n_tokens, len(ids)) * 0 + ids[::-1])


# %% fools the visible tests: the last place of a long text stays
def probes(ids, n_tokens):
    rows = made(ids, (ids + 1) % n_tokens)
    return rows if len(ids) < 5 else np.concatenate([rows[:-1], rows[:1]])


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
