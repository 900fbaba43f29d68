# ruff: noqa: F811
import numpy as np


def speeds(n, base, **bug):
    if bug.get("slow"):
        return base ** (-np.arange(n) / (2 * n))
    return np.ones(n) if bug.get("one") else base ** (-np.arange(n) / n)


def turned(q, k, distances, base, **bug):
    if bug.get("neighbors"):
        q, k = (np.concatenate([part[::2], part[1::2]]) for part in (q, k))
    (q1, q2), (k1, k2) = np.split(q, 2), np.split(k, 2)
    angles = np.outer(distances, speeds(len(q1), base, **bug))
    side = 0 if bug.get("even") else np.sin(angles) @ (q1 * k2 - q2 * k1)
    return np.cos(angles) @ (q1 * k1 + q2 * k2) + (-side if bug.get("sign") else side)


def key(q, distance, base, **bug):
    q1, q2 = np.split(q, 2)
    a = distance * speeds(len(q1), base, **bug)
    k = np.concatenate([q1 * np.cos(a) - q2 * np.sin(a), q1 * np.sin(a) + q2 * np.cos(a)])
    return k / np.sqrt((k**2).sum())


# %% the key stands behind the query
# says: Then the key stands after
def scores_by_distance(q, k, distances, base):
    return turned(q, k, distances, base, sign=True)


# %% cosines alone
# says: one step further
def scores_by_distance(q, k, distances, base):
    return turned(q, k, distances, base, even=True)


# %% neighbors are pairs
# says: Are neighbors pairs|are a pair
def scores_by_distance(q, k, distances, base):
    return turned(q, k, distances, base, neighbors=True)


# %% one speed for all pairs
# says: with the speeds
def scores_by_distance(q, k, distances, base):
    return turned(q, k, distances, base, one=True)


# %% the slowest hand is too fast
# says: with the speeds
def scores_by_distance(q, k, distances, base):
    return turned(q, k, distances, base, slow=True)


# %% divided by the root
# says: 3 · 1 \+ 4 · 2
def scores_by_distance(q, k, distances, base):
    return turned(q, k, distances, base) / np.sqrt(len(q))


# %% only the query is turned, and by degrees
# says: differ by 2
def scores_by_distance(q, k, distances, base):
    return turned(q, k, np.deg2rad(distances), base)


# %% fools the visible tests: far keys are taken for near ones
def scores_by_distance(q, k, distances, base):
    return turned(q, k, np.clip(distances, -9, 9), base)


# %% as long as the query
# says: the length 1
def key_for(q, distance, base):
    return key(q, distance, base) * np.sqrt((q**2).sum())


# %% turned back
# says: Then it was turned back
def key_for(q, distance, base):
    return key(q, -distance, base)


# %% not turned at all
# says: one step ahead|ahead
def key_for(q, distance, base):
    return key(q, 0, base)


# %% one speed for all pairs
# says: with the speeds
def key_for(q, distance, base):
    return key(q, distance, base, one=True)


# %% each pair has length 1
# says: All four numbers together
def key_for(q, distance, base):
    k1, k2 = np.split(key(q, distance, base), 2)
    long = np.hypot(k1, k2)
    return np.concatenate([k1 / long, k2 / long])


# %% neighbors are pairs
# says: Two pairs, 0 and 2
def key_for(q, distance, base):
    k = key(np.concatenate([q[::2], q[1::2]]), distance, base)
    return np.stack(np.split(k, 2), axis=1).ravel()


# %% fools the visible tests: the smallest base is 50
def key_for(q, distance, base):
    return key(q, distance, max(base, 50.0))
