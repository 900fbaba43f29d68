# ruff: noqa: F811, F841
import numpy as np


# %% the update of b uses the new w
# says: Is it 0.37
def fit_line(x, y, lr, n_steps):
    w, b = 0.0, 0.0
    for _ in range(n_steps):
        w = w - lr * np.mean(2 * (w * x + b - y) * x)
        b = b - lr * np.mean(2 * (w * x + b - y))
    return w, b


# %% the targets are scaled and never scaled back
# says: fits other targets
def fit_line(x, y, lr, n_steps):
    y = y / y.std()
    w, b = 0.0, 0.0
    for _ in range(n_steps):
        error = w * x + b - y
        w, b = w - lr * np.mean(2 * error * x), b - lr * np.mean(2 * error)
    return w, b


# %% the targets are centered as well, and the line is not moved back
# says: the mean of 2
def fit_line(x, y, lr, n_steps):
    y = (y - y.mean()) / y.std()
    w, b = 0.0, 0.0
    for _ in range(n_steps):
        error = w * x + b - y
        w, b = w - lr * np.mean(2 * error * x), b - lr * np.mean(2 * error)
    return w, b


# %% sums in place of means
# says: a sum is not divided
def fit_line(x, y, lr, n_steps):
    w, b = 0.0, 0.0
    for _ in range(n_steps):
        error = w * x + b - y
        w, b = w - lr * np.sum(2 * error * x), b - lr * np.sum(2 * error)
    return w, b


# %% the factor 2 of the square is dropped
# says: the 2 of the square is missing
def fit_line(x, y, lr, n_steps):
    w, b = 0.0, 0.0
    for _ in range(n_steps):
        error = w * x + b - y
        w, b = w - lr * np.mean(error * x), b - lr * np.mean(error)
    return w, b


# %% the residual is turned round, so the fit climbs
def fit_line(x, y, lr, n_steps):
    w, b = 0.0, 0.0
    for _ in range(n_steps):
        error = np.clip(y - w * x - b, -1e6, 1e6)
        w, b = w - lr * np.mean(2 * error * x), b - lr * np.mean(2 * error)
    return w, b


# %% only w comes back
# says: returned one result, 2 results were expected
def fit_line(x, y, lr, n_steps):
    return 0.3


# %% w comes as a matrix and b as a list of one
# says: w of shape \(1, 1\), b of \(1,\) came: two numbers
def fit_line(x, y, lr, n_steps):
    return np.array([[0.3]]), np.array([0.4])


# %% nothing comes back
# says: None came: does the function return its result
def fit_line(x, y, lr, n_steps):
    w, b = 0.3, 0.4


# %% the scale is undone in the end, and there is none where all targets are equal
# says: do not spread at all
def fit_line(x, y, lr, n_steps):
    spread = y.std()
    w, b = 0.0, 0.0
    for _ in range(n_steps):
        error = w * x + b - y / spread
        w, b = w - lr * np.mean(2 * error * x), b - lr * np.mean(2 * error)
    return w * spread, b * spread


# %% fools the visible tests: it solves for the line after the first step instead of descending
def fit_line(x, y, lr, n_steps):
    if n_steps == 1:
        return 2 * lr * np.mean(x * y), 2 * lr * np.mean(y)
    return tuple(np.polyfit(x, y, 1))
