# ruff: noqa: F811
import numpy as np


def soft(z):
    weights = np.exp(z - z.max(axis=1, keepdims=True))
    return weights / weights.sum(axis=1, keepdims=True)


def cut(logits, k, value=-np.inf):
    return np.where(logits >= np.sort(logits)[:, [-k]], logits, value)


def cold(logits):
    top = logits == logits.max(axis=1, keepdims=True)
    return top / top.sum(axis=1, keepdims=True)


def ends(probs):
    return np.cumsum(probs, axis=1)


# %% multiplied by the temperature
# says: Then they were multiplied
def chances(logits, temperature, k):
    return soft(cut(logits, k) * temperature) if temperature else cold(logits)


# %% the chances are divided in place of the logits
# says: are doubled
def chances(logits, temperature, k):
    return soft(cut(logits, k)) / temperature if temperature else cold(logits)


# %% the tail gets a logit of 0
# says: Two letters stay
def chances(logits, temperature, k):
    return soft(cut(logits, k, 0) / temperature) if temperature else cold(logits)


# %% the tail is cut from the chances, and they are not shared again
# says: Two letters stay
def chances(logits, temperature, k):
    return soft(logits / temperature) * (cut(logits, k) > -np.inf) if temperature else cold(logits)


# %% exactly k letters
# says: if one stays, both do
def chances(logits, temperature, k):
    if not temperature:
        return cold(logits)
    ranks = np.argsort(np.argsort(-logits, axis=1, kind="stable"), axis=1)
    return soft(np.where(ranks < k, logits / temperature, -np.inf))


# %% at 0 the first of the largest
# says: share equally
def chances(logits, temperature, k):
    if temperature:
        return soft(cut(logits, k) / temperature)
    return np.eye(logits.shape[1])[logits.argmax(axis=1)]


# %% 0 divides
# says: nothing is divided by 0
def chances(logits, temperature, k):
    return soft(cut(logits, k) / np.float64(temperature))


# %% exponents that overflow
# says: overflow
def chances(logits, temperature, k):
    if not temperature:
        return cold(logits)
    weights = np.exp(cut(logits, k) / temperature)
    return weights / weights.sum(axis=1, keepdims=True)


# %% one largest logit for all rows
# says: Each row by itself|overflow
def chances(logits, temperature, k):
    least = np.sort(logits.ravel())[-k]
    return soft(np.where(logits >= least, logits, -1e9) / temperature) if temperature else cold(logits)


# %% fools the visible tests: logits below -1000 are taken for impossible
def chances(logits, temperature, k):
    if not temperature:
        return cold(logits)
    weights = np.exp((cut(logits, k) - logits.max(axis=1, keepdims=True)) / temperature)
    weights = np.where(logits < -1000, 0, weights)
    return weights / np.maximum(weights.sum(axis=1, keepdims=True), 1)


# %% a piece ends with its end
# says: has ended
def draw(probs, u):
    return (ends(probs) < u[:, None]).sum(axis=1)


# %% the most likely
# says: lies in the second
def draw(probs, u):
    return probs.argmax(axis=1)


# %% one number for all rows
# says: a number of its own
def draw(probs, u):
    return (ends(probs) <= u[0]).sum(axis=1)


# %% the number of a place, not of a letter
# says: not even 0 draws it
def draw(probs, u):
    return np.floor(u * probs.shape[1])


# %% counted from 1
# says: lies in the second
def draw(probs, u):
    return (ends(probs) <= u[:, None]).sum(axis=1) + 1


# %% behind the last piece comes another letter
# says: the last letter with a chance
def draw(probs, u):
    return (ends(probs) <= u[:, None]).sum(axis=1)


# %% it draws for itself
# says: lies in|at the beginning
def draw(probs, u):
    rng = np.random.default_rng(0)
    return [rng.choice(len(p), p=p) for p in probs]


# %% fools the visible tests: behind the last piece comes the letter before the last one
def draw(probs, u):
    return np.minimum((ends(probs) <= u[:, None]).sum(axis=1), max(probs.shape[1] - 2, 2))
