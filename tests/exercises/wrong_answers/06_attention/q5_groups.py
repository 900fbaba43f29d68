# ruff: noqa: F811
import numpy as np


def heads(x, keys, values, Wq, Wk, Wv, Wo, H, G, **bug):
    keys, values = np.concatenate([keys, x @ Wk.T]), np.concatenate([values, x @ Wv.T])
    if bug.get("swapped"):
        keys, values = values, keys
    d, n, S = len(Wq) // H, len(x), len(keys)
    q = (x @ Wq.T).reshape(n, H, d)
    if bug.get("mixed"):
        q = (x @ Wq.T).reshape(n, d, H).swapaxes(1, 2)
    group = [h % G if bug.get("turns") else 0 if bug.get("first") else h // (H // G) for h in range(H)]
    k, v = keys.reshape(S, G, d)[:, group], values.reshape(S, G, d)[:, group]
    root = {"none": 1, "all": np.sqrt(H * d)}.get(bug.get("root"), np.sqrt(d))
    z = np.einsum("thd,shd->hts", q, k) / root
    old = bug.get("old", S - n)
    if not bug.get("ahead"):
        z = np.where(np.tri(n, S, old, dtype=bool), z, -np.inf)
    e = np.exp(z - (0 if bug.get("overflow") else z.max(axis=2, keepdims=True)))
    w = e / e.sum(axis=2, keepdims=True)
    found = np.einsum("hts,shd->thd", w, v)
    if bug.get("interleaved"):
        found = found.swapaxes(1, 2)
    return found.reshape(n, -1) @ (Wo if bug.get("wo") else Wo.T), keys, values


def whole(x, Wq, Wk, Wv, Wo, H, G, **bug):
    nothing = np.zeros((0, len(Wk)))
    return heads(x, nothing, nothing, Wq, Wk, Wv, Wo, H, G, **bug)[0]


# %% it looks ahead
# says: Then it looks ahead
def read(*given):
    return whole(*given, ahead=True)


# %% nobody sees itself, but the first
# says: mean of itself
def read(*given):
    return whole(*given, old=-1) if len(given[0]) == 1 else np.roll(whole(*given), 1, axis=0)


# %% the heads take turns
# says: Then heads take turns
def read(*given):
    return whole(*given, turns=True)


# %% all look at the first group
# says: mean of itself|look at group 1
def read(*given):
    return whole(*given, first=True)


# %% no root
# says: divided by √4
def read(*given):
    return whole(*given, root="none")


# %% the root of all numbers
# says: not the root of all four
def read(*given):
    return whole(*given, root="all")


# %% Wo is turned
# says: Wo is
def read(x, Wq, Wk, Wv, Wo, H, G):
    return whole(x, Wq, Wk, Wv, Wo.T if Wo.shape[0] == Wo.shape[1] else Wo, H, G)


# %% last place alone
# says: \(T, D\) is
def read(*given):
    return whole(*given)[-1]


# %% fools the visible tests: exponents that overflow
def read(*given):
    return whole(*given, overflow=True)


# %% the mask begins at the kept places
# says: and not at the new ones
def go_on(*given):
    return heads(*given, old=0) if len(given[0]) > 1 else heads(*given)


# %% the new places see each other in both directions
# says: the first sees two
def go_on(*given):
    return heads(*given, ahead=True)


# %% it sees only what is new
# says: It sees itself
def go_on(x, keys, values, *given):
    new = heads(x, keys[:0], values[:0], *given)
    return new[0], np.concatenate([keys, new[1]]), np.concatenate([values, new[2]])


# %% keys and values are exchanged when they come back
# says: First keys, then values
def go_on(*given):
    came, keys, values = heads(*given)
    return came, values, keys


# %% the new ones stand above
# says: stand below|It sees itself
def go_on(*given):
    came, keys, values = heads(*given)
    old = len(given[1])
    return came, np.roll(keys, -old, axis=0), np.roll(values, -old, axis=0)


# %% the new ones alone are kept
# says: below|stand below
def go_on(*given):
    came, keys, values = heads(*given)
    return came, keys[len(given[1]) :], values[len(given[1]) :]


# %% the heads take turns
# says: Heads 1 and 2 of four
def go_on(*given):
    return heads(*given, turns=True)


# %% fools the visible tests: what was kept longest is forgotten after three
def go_on(x, keys, values, *given):
    came, _, _ = heads(x, keys[-3:], values[-3:], *given)
    return came, *heads(x, keys, values, *given)[1:]
