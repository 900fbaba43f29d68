# ruff: noqa: F811
import numpy as np


# %% the shapes are repaired, the sums are not
# says: a sum is not divided
def fit_line(x, y, lr, n_steps):
    x, y = np.ravel(x), np.ravel(y)
    w, b = 0.0, 0.0
    for _ in range(n_steps):
        error = w * x + b - y
        w, b = w - lr * np.sum(2 * error * x), b - lr * np.sum(2 * error)
    return w, b


# %% the sums are repaired, the shapes are not
# says: two errors, not four
def fit_line(x, y, lr, n_steps):
    w, b = 0.0, 0.0
    for _ in range(n_steps):
        error = w * x + b - y
        w, b = w - lr * np.mean(2 * error * x), b - lr * np.mean(2 * error)
    return w, b


# %% the factor 2 of the square is dropped
# says: the 2 of the square is missing
def fit_line(x, y, lr, n_steps):
    x, y = np.ravel(x), np.ravel(y)
    w, b = 0.0, 0.0
    for _ in range(n_steps):
        error = w * x + b - y
        w, b = w - lr * np.mean(error * x), b - lr * np.mean(error)
    return w, b


# %% the residual is turned round, so the fit climbs
def fit_line(x, y, lr, n_steps):
    x, y = np.ravel(x), np.ravel(y)
    w, b = 0.0, 0.0
    for _ in range(n_steps):
        error = np.clip(y - w * x - b, -1e6, 1e6)
        w, b = w - lr * np.mean(2 * error * x), b - lr * np.mean(2 * error)
    return w, b


# %% only w comes back
# says: Return two numbers
def fit_line(x, y, lr, n_steps):
    return 0.3


# %% fools the visible tests: y becomes a column, unless it is one already
def fit_line(x, y, lr, n_steps):
    y = y[:, None]
    w, b = 0.0, 0.0
    for _ in range(n_steps):
        error = w * x + b - y
        w, b = w - lr * np.mean(2 * error * x), b - lr * np.mean(2 * error)
    return w, b


# %% fools the visible tests: it solves for the line after the first step instead of descending
def fit_line(x, y, lr, n_steps):
    x, y = np.ravel(x), np.ravel(y)
    if n_steps == 1:
        return 2 * lr * np.mean(x * y), 2 * lr * np.mean(y)
    return tuple(np.polyfit(x, y, 1))
