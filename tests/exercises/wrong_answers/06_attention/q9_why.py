# ruff: noqa: F811
import numpy as np


def looked(x, mix, q, u, overflow=False):
    h = mix @ x
    z = h @ q
    e = np.exp(z - (0 if overflow else z.max(axis=-1, keepdims=True)))
    p = e / e.sum(axis=-1, keepdims=True)
    return p, h @ u, (p * (h @ u)).sum(axis=-1)


def each(x, mix, q, u, **bug):
    p, v, y = looked(x, mix, q, u)
    found = np.zeros(x.shape[:2])
    for t in range(x.shape[1]):
        less, m = x.copy(), mix.copy()
        less[:, t] = 0
        if bug.get("after"):
            h = mix @ x
            h[:, t] = 0
            less, m = h, np.eye(len(mix))
        new = looked(less, m, q, u)[2]
        if bug.get("same_weights"):
            new = (p * (mix @ less @ u)).sum(axis=-1)
        if bug.get("gone"):
            rest = np.arange(x.shape[1]) != t
            new = (p * v)[:, rest].sum(axis=1) / np.maximum(p[:, rest].sum(axis=1), 1e-300)
        found[:, t] = y - new if bug.get("sign") else new if bug.get("score") else new - y
    return np.abs(found) if bug.get("size") else found


def pairs(p, v):
    y = p @ v
    for low in np.flatnonzero(v <= y):
        for high in np.flatnonzero(v > y):
            other = np.zeros(len(p))
            other[high] = (y - v[low]) / (v[high] - v[low])
            other[low] = 1 - other[high]
            yield other


def far(p):
    return lambda other: np.abs(other - p).sum()


# %% how much is lost, not how the score changes
# says: Without the 1
def effects(*given):
    return each(*given, sign=True)


# %% its size alone
# says: Without the 1
def effects(*given):
    return each(*given, size=True)


# %% the place goes with the word
# says: The place stays
def effects(*given):
    return each(*given, gone=True)


# %% the weights stay as they were
# says: The weights change, too
def effects(*given):
    return each(*given, same_weights=True)


# %% left out after the places were mixed
# says: Place 0 is half of words
def effects(*given):
    return each(*given, after=True)


# %% mix is turned
# says: what a place is made of
def effects(x, mix, q, u):
    return each(x, mix.T, q, u)


# %% the score that is left
# says: Without the 1
def effects(*given):
    return each(*given, score=True)


# %% the weights times what is said
# says: Without the 1
def effects(x, mix, q, u):
    p, v, _ = looked(x, mix, q, u)
    return -p * v * 2


# %% exponents that overflow
# says: overflow
def effects(x, mix, q, u):
    kept = 1 - np.eye(x.shape[1])[:, :, None]
    with np.errstate(over="ignore", invalid="ignore"):
        new = looked(x[:, None] * kept, mix, q, u, overflow=True)[2]
        return new - looked(x, mix, q, u, overflow=True)[2][:, None]


# %% fools the visible tests: mixing of neighbors alone is seen
def effects(x, mix, q, u):
    near = np.abs(np.subtract.outer(np.arange(len(mix)), np.arange(len(mix)))) < 3
    return each(x, mix * near, q, u)


# %% p itself
# says: Can more be moved
def other_weights(p, v):
    return p.copy()


# %% the nearest
# says: Can more be moved
def other_weights(p, v):
    return min([*pairs(p, v)] or [p], key=far(p))


# %% the smallest and the largest number
# says: Can more be moved
def other_weights(p, v):
    low, high, other = v.argmin(), v.argmax(), np.zeros(len(p))
    if low == high:
        return p.copy()
    other[high] = (p @ v - v[low]) / (v[high] - v[low])
    other[low] = 1 - other[high]
    return other


# %% the place of the least weight on each side of the score
# says: Try every pair
def other_weights(p, v):
    y, other = p @ v, np.zeros(len(p))
    below, above = np.flatnonzero(v <= y), np.flatnonzero(v > y)
    if len(above) == 0:
        return p.copy()
    low, high = below[p[below].argmin()], above[p[above].argmin()]
    other[high] = (y - v[low]) / (v[high] - v[low])
    other[low] = 1 - other[high]
    return max(p, other, key=far(p))


# %% the shares are exchanged
# says: another score
def other_weights(p, v):
    y, best = p @ v, p
    for low in np.flatnonzero(v <= y):
        for high in np.flatnonzero(v > y):
            other = np.zeros(len(p))
            other[low] = (y - v[low]) / (v[high] - v[low])
            other[high] = 1 - other[low]
            best = max(best, other, key=far(p))
    return best


# %% farthest, whatever it says
# says: another score
def other_weights(p, v):
    return np.eye(len(p))[p.argmin()] if len(p) > 1 else p.copy()


# %% weights below 0
# says: below 0
def other_weights(p, v):
    y, best = p @ v, p
    for low in range(len(p)):
        for high in range(low):
            other = np.zeros(len(p))
            other[high] = (y - v[low]) / (v[high] - v[low])
            other[low] = 1 - other[high]
            best = max(best, other, key=far(p))
    return best


# %% nan where there are no others
# says: p itself comes back|have to sum
def other_weights(p, v):
    return max([*pairs(p, v)] or [p * np.nan], key=far(p))


# %% fools the visible tests: only the four places of the largest weights may be used
def other_weights(p, v):
    kept = np.argsort(-p)[:4]
    found = [o for o in pairs(p, v) if not np.delete(o, kept).any()]
    return max([p, *found], key=far(p))
