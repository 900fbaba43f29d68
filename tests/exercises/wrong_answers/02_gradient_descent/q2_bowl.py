# ruff: noqa: F811
import numpy as np


# %% the path climbs
def descend(H, b, start, lr, n_steps):
    path = [start]
    for _ in range(n_steps):
        path.append(path[-1] + lr * (H @ path[-1] - b))
    return np.array(path)


def largest_rate(H):
    return 2 / np.linalg.eigvalsh(H)[-1]


# %% the start is missing
def descend(H, b, start, lr, n_steps):
    path = []
    for _ in range(n_steps):
        start = start - lr * (H @ start - b)
        path.append(start)
    return np.array(path)


def largest_rate(H):
    return 2 / np.linalg.eigvalsh(H)[-1]


# %% every row of the path is the same array, which went on moving
def descend(H, b, start, lr, n_steps):
    x = start.copy()
    path = [x]
    for _ in range(n_steps):
        x -= lr * (H @ x - b)
        path.append(x)
    return np.array(path)


def largest_rate(H):
    return 2 / np.linalg.eigvalsh(H)[-1]


# %% the tilt is forgotten
def descend(H, b, start, lr, n_steps):
    path = [start]
    for _ in range(n_steps):
        path.append(path[-1] - lr * H @ path[-1])
    return np.array(path)


def largest_rate(H):
    return 2 / np.linalg.eigvalsh(H)[-1]


# %% the rate that lands in one step is taken for the largest
def descend(H, b, start, lr, n_steps):
    path = [start]
    for _ in range(n_steps):
        path.append(path[-1] - lr * (H @ path[-1] - b))
    return np.array(path)


def largest_rate(H):
    return 1 / np.linalg.eigvalsh(H)[-1]


# %% the diagonal is taken for the curvature of a turned bowl
def descend(H, b, start, lr, n_steps):
    path = [start]
    for _ in range(n_steps):
        path.append(path[-1] - lr * (H @ path[-1] - b))
    return np.array(path)


def largest_rate(H):
    return 2 / np.diag(H).max()


# %% fools the visible tests: the largest row sum, an upper bound, is taken for the largest eigenvalue
def descend(H, b, start, lr, n_steps):
    path = [start]
    for _ in range(n_steps):
        path.append(path[-1] - lr * (H @ path[-1] - b))
    return np.array(path)


def largest_rate(H):
    return 2 / np.abs(H).sum(axis=1).max()


# %% fools the visible tests: the path takes over the dtype of the start
def descend(H, b, start, lr, n_steps):
    path = np.zeros((n_steps + 1, len(start)), dtype=start.dtype)
    path[0] = start
    for t in range(n_steps):
        path[t + 1] = path[t] - lr * (H @ path[t] - b)
    return path


def largest_rate(H):
    return 2 / np.linalg.eigvalsh(H)[-1]


# %% fools the visible tests: the caller's start goes along
def descend(H, b, start, lr, n_steps):
    path = [start.copy()]
    for _ in range(n_steps):
        start -= lr * (H @ start - b)
        path.append(start.copy())
    return np.array(path)


def largest_rate(H):
    return 2 / np.linalg.eigvalsh(H)[-1]
