# ruff: noqa: F811
import numpy as np


# %% the path climbs
def descend(H, b, start, rates):
    path = [start]
    for lr in rates:
        path.append(path[-1] + lr * (H @ path[-1] - b))
    return np.array(path)


# %% the start is missing
# says: the start and a row for each rate
def descend(H, b, start, rates):
    path = []
    for lr in rates:
        start = start - lr * (H @ start - b)
        path.append(start)
    return np.array(path)


# %% every row of the path is the same array, which went on moving
# says: all rows are the same
def descend(H, b, start, rates):
    x = start.copy()
    path = [x]
    for lr in rates:
        x -= lr * (H @ x - b)
        path.append(x)
    return np.array(path)


# %% the tilt is forgotten
# says: The slope is 2x - 6
def descend(H, b, start, rates):
    path = [start]
    for lr in rates:
        path.append(path[-1] - lr * H @ path[-1])
    return np.array(path)


# %% the first rate for all steps
# says: 0.5 takes half
def descend(H, b, start, rates):
    path = [start]
    for _ in rates:
        path.append(path[-1] - rates[0] * (H @ path[-1] - b))
    return np.array(path)


# %% the caller's start goes along
# says: changed an array
def descend(H, b, start, rates):
    path = [start.copy()]
    for lr in rates:
        start -= lr * (H @ start - b)
        path.append(start.copy())
    return np.array(path)


# %% fools the visible tests: the path takes over the dtype of the start
def descend(H, b, start, rates):
    path = np.zeros((len(rates) + 1, len(start)), dtype=start.dtype)
    path[0] = start
    for t, lr in enumerate(rates):
        path[t + 1] = path[t] - lr * (H @ path[t] - b)
    return path


# %% the sign of a factor is kept
# says: A factor has a size and a sign
def cycle_factor(H, rates):
    return np.prod([1 - lr * np.linalg.eigvalsh(H) for lr in rates], axis=0).max()


# %% the largest factor of each step, multiplied
# says: Multiply first
def cycle_factor(H, rates):
    return np.prod([np.abs(1 - lr * np.linalg.eigvalsh(H)).max() for lr in rates])


# %% the factor of the steepest direction
# says: the slowest direction counts
def cycle_factor(H, rates):
    return abs(np.prod([1 - lr * np.linalg.eigvalsh(H)[-1] for lr in rates]))


# %% the diagonal is taken for the curvature of a turned bowl
# says: This bowl is turned
def cycle_factor(H, rates):
    return np.abs(np.prod([1 - lr * np.diag(H) for lr in rates], axis=0)).max()


# %% fools the visible tests: a cycle has two steps at most
def cycle_factor(H, rates):
    return np.abs(np.prod([1 - lr * np.linalg.eigvalsh(H) for lr in rates[:2]], axis=0)).max()


# %% fools the visible tests: the largest row sum, an upper bound, is taken for the largest eigenvalue
def cycle_factor(H, rates):
    curvatures = np.linalg.eigvalsh(H)
    curvatures[-1] = np.abs(H).sum(axis=1).max()
    return np.abs(np.prod([1 - lr * curvatures for lr in rates], axis=0)).max()


# %% the flattest and the steepest direction, and none between
# says: The middle one
def cycle_factor(H, rates):
    ends = np.linalg.eigvalsh(H)[[0, -1]]
    return np.abs(np.prod([1 - lr * ends for lr in rates], axis=0)).max()
