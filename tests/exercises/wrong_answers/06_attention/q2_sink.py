# ruff: noqa: F811
import numpy as np


def shares(Q, K, b, **bug):
    z = Q @ K.T / (Q.shape[1] if bug.get("by_d") else 1 if bug.get("no_root") else np.sqrt(Q.shape[1]))
    if not bug.get("ahead"):
        z = np.where(np.tri(len(Q), k=-bug.get("late", 0), dtype=bool), z, -np.inf)
    top = np.maximum(z.max(axis=1, keepdims=True), b)
    if bug.get("overflow"):
        top = 0
    e = np.exp(z - top)
    sink = 0 if bug.get("none") else np.exp(b - top)
    if bug.get("plain"):
        sink = b * np.exp(-top)
    return e / (e.sum(axis=1, keepdims=True) + sink)


def back(grad, Q, K, V, b, **bug):
    w = shares(Q, K, b, none=bug.get("none"), ahead=bug.get("ahead"))
    root = 1 if bug.get("no_root") else np.sqrt(Q.shape[1])
    answer = w @ V
    told = (grad * answer).sum(axis=1, keepdims=True)
    blame = w * (grad @ V.T - (0 if bug.get("no_mean") else told))
    if bug.get("normal"):
        blame = w * (grad @ V.T - told / np.maximum(w.sum(axis=1, keepdims=True), 1e-300))
    left = 1 - w.sum(axis=1)
    by_b = -(left * told[:, 0]).sum()
    if bug.get("last_b"):
        by_b = -left[-1] * told[-1, 0]
    by_V = w @ grad if bug.get("rows") else w.T @ grad
    blame_k = blame if bug.get("turned") else blame.T
    return blame @ K / root, blame_k @ Q / root, by_V, -by_b if bug.get("sign") else by_b


# %% there is no way out
# says: Then b has no share
def look(Q, K, V, b):
    return shares(Q, K, b, none=True) @ V


# %% it looks ahead
# says: Place 0 sees itself
def look(Q, K, V, b):
    return shares(Q, K, b, ahead=True) @ V


# %% b is added as it is
# says: not e\^b|Place 0
def look(Q, K, V, b):
    return shares(Q, K, b, plain=True) @ V


# %% no root
# says: The root of d
def look(Q, K, V, b):
    return shares(Q, K, b, no_root=True) @ V


# %% divided by d
# says: The root of d
def look(Q, K, V, b):
    return shares(Q, K, b, by_d=True) @ V


# %% exponents that overflow
# says: overflow
def look(Q, K, V, b):
    return shares(Q, K, b, overflow=True) @ V


# %% b is divided by the root, too
# says: and not b
def look(Q, K, V, b):
    return shares(Q, K, b / np.sqrt(Q.shape[1])) @ V


# %% large scores are cut off in place of taking the largest away
# says: their difference went with them
def look(Q, K, V, b):
    z = np.where(np.tri(len(Q), dtype=bool), Q @ K.T / np.sqrt(Q.shape[1]), -np.inf)
    e = np.exp(np.clip(z, -700, 700)) * np.tri(len(Q))
    return e @ V / (e.sum(axis=1, keepdims=True) + np.exp(np.clip(b, -700, 700)))


# %% b alone is taken away
# says: overflow
def look(Q, K, V, b):
    z = np.where(np.tri(len(Q), dtype=bool), Q @ K.T / np.sqrt(Q.shape[1]), -np.inf)
    e = np.exp(z - b)
    return e @ V / (e.sum(axis=1, keepdims=True) + 1)


# %% the weights, not the answer
# says: T, m
def look(Q, K, V, b):
    return shares(Q, K, b)


# %% fools the visible tests: a b between 1 and 10 is taken for 1
def look(Q, K, V, b):
    return shares(Q, K, 1.0 if 1 < b < 10 else b) @ V


# %% b has no share
# says: Half of the weight
def look_backward(grad, Q, K, V, b):
    return back(grad, Q, K, V, b, none=True)


# %% no mean is taken away
# says: value - answer
def look_backward(grad, Q, K, V, b):
    return back(grad, Q, K, V, b, no_mean=True)


# %% the mean of what is seen is taken away
# says: b has no share in your weights
def look_backward(grad, Q, K, V, b):
    return back(grad, Q, K, V, b, normal=True)


# %% the root is forgotten
# says: d is 4
def look_backward(grad, Q, K, V, b):
    return back(grad, Q, K, V, b, no_root=True)


# %% rows in place of columns
# says: The columns, not the rows
def look_backward(grad, Q, K, V, b):
    return back(grad, Q, K, V, b, rows=True)


# %% the blame of the scores is not turned for the keys
# says: Is it turned
def look_backward(grad, Q, K, V, b):
    return back(grad, Q, K, V, b, turned=True)


# %% the sign of b
# says: Mind the sign
def look_backward(grad, Q, K, V, b):
    return back(grad, Q, K, V, b, sign=True)


# %% the last row alone gives to b
# says: Both rows use one b
def look_backward(grad, Q, K, V, b):
    return back(grad, Q, K, V, b, last_b=True)


# %% it looks ahead
# says: The columns|does not see key 1
def look_backward(grad, Q, K, V, b):
    return back(grad, Q, K, V, b, ahead=True)


# %% large scores are cut off in place of taking the largest away
# says: their difference went with them
def look_backward(grad, Q, K, V, b):
    z = np.where(np.tri(len(Q), dtype=bool), Q @ K.T / np.sqrt(Q.shape[1]), -np.inf)
    e = np.exp(np.clip(z, -700, 700)) * np.tri(len(Q))
    w = e / (e.sum(axis=1, keepdims=True) + np.exp(np.clip(b, -700, 700)))
    blame = w * (grad @ V.T - (grad * (w @ V)).sum(axis=1, keepdims=True))
    root = np.sqrt(Q.shape[1])
    return blame @ K / root, blame.T @ Q / root, w.T @ grad, -blame.sum()


# %% fools the visible tests: no blame for b in long texts
def look_backward(grad, Q, K, V, b):
    by_Q, by_K, by_V, by_b = back(grad, Q, K, V, b)
    return by_Q, by_K, by_V, by_b if len(Q) < 4 else 0.0
