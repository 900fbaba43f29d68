# ruff: noqa: F811, F821
import numpy as np


def blended(names, before, trust=27.0):
    seen, comes = contexts(names, before.shape[1])
    letters, probs = np.concatenate([seen, before]), np.full((len(before), 27), 1 / 27)
    for n in range(before.shape[1] + 1):
        last = letters[:, before.shape[1] - n :]
        groups = last @ 27 ** np.arange(last.shape[1])
        kinds, row = np.unique(groups, return_inverse=True)
        counts = np.zeros((len(kinds), 27))
        np.add.at(counts, (row[: len(seen)], comes), 1)
        own = counts[row[len(seen) :]]
        probs = (own + trust * probs) / (own.sum(axis=1, keepdims=True) + trust)
    return probs


# %% counts alone
# says: A chance is 0
def next_letter(names, before):
    probs = blended(names, before, 1e-300)
    probs = np.where(probs < 1e-200, 0, probs)
    return probs / probs.sum(axis=1, keepdims=True)


# %% the longest row is trusted at once
# says: trust the shorter one
def next_letter(names, before):
    return blended(names, before, 0.3)


# %% it looks at the last letter alone
# says: abc goes on with d
def next_letter(names, before):
    return blended(names, before[:, -1:])


# %% it looks at the first letters in place of the last
# says: perplexity
def next_letter(names, before):
    return blended(names, before[:, ::-1])


# %% it looks at the last two letters, whatever the reach
# says: abc goes on with d
def next_letter(names, before):
    return blended(names, before[:, -2:])


# %% how frequent a letter is
# says: an n in ana and nan
def next_letter(names, before):
    return blended(names, before[:, :0])


# %% counts, not chances
# says: sum to 1
def next_letter(names, before):
    return 30 * blended(names, before)


# %% one letter, not 27 chances
# says: 27 chances
def next_letter(names, before):
    return blended(names, before).argmax(axis=1)


# %% the rows are normalized together
# says: sum to 1
def next_letter(names, before):
    probs = blended(names, before)
    return probs / probs.sum()


# %% fools the visible tests: only the reaches that are seen to be tested are tuned
def next_letter(names, before):
    trust = 27.0 if before.shape[1] in (1, 3, 5) else 0.01
    return blended(names, before, trust)


# %% fools the visible tests: a reach of 0 says all letters alike
def next_letter(names, before):
    if before.shape[1] == 0:
        return np.full((len(before), 27), 1 / 27)
    return blended(names, before)
