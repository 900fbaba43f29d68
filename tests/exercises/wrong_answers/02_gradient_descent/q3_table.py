# ruff: noqa: F811
import numpy as np


# %% mean and standard deviation are those of all rows
def fit_table(X, y, is_train, lr, n_steps):
    mean, std = X.mean(axis=0), X.std(axis=0)
    Z, y = ((X - mean) / std)[is_train], y[is_train]
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(n_steps):
        r = Z @ w + b - y
        w, b = w - lr * 2 * Z.T @ r / len(Z), b - lr * 2 * r.mean()
    return w / std, b - w / std @ mean


# %% the weights stay in standard units
# says: In the original unit
def fit_table(X, y, is_train, lr, n_steps):
    X, y = X[is_train], y[is_train]
    Z = (X - X.mean(axis=0)) / X.std(axis=0)
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(n_steps):
        r = Z @ w + b - y
        w, b = w - lr * 2 * Z.T @ r / len(Z), b - lr * 2 * r.mean()
    return w, b


# %% the bias does not take the means along
# says: the mean moves into the bias
def fit_table(X, y, is_train, lr, n_steps):
    X, y = X[is_train], y[is_train]
    Z = (X - X.mean(axis=0)) / X.std(axis=0)
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(n_steps):
        r = Z @ w + b - y
        w, b = w - lr * 2 * Z.T @ r / len(Z), b - lr * 2 * r.mean()
    return w / X.std(axis=0), b


# %% raw columns
def fit_table(X, y, is_train, lr, n_steps):
    X, y = X[is_train], y[is_train]
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(n_steps):
        r = X @ w + b - y
        w, b = w - lr * 2 * X.T @ r / len(X), b - lr * 2 * r.mean()
    return w, b


# %% the mean divides by the size of the whole table
def fit_table(X, y, is_train, lr, n_steps):
    rows, targets = X[is_train], y[is_train]
    mean, std = rows.mean(axis=0), rows.std(axis=0)
    Z = (rows - mean) / std
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(n_steps):
        r = Z @ w + b - targets
        w, b = w - lr * 2 * Z.T @ r / len(X), b - lr * 2 * r.sum() / len(X)
    return w / std, b - w / std @ mean


# %% fools the visible tests: a column that does not vary is divided by 0
def fit_table(X, y, is_train, lr, n_steps):
    X, y = X[is_train], y[is_train]
    mean, std = X.mean(axis=0), X.std(axis=0)
    Z = (X - mean) / std
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(n_steps):
        r = Z @ w + b - y
        w, b = w - lr * 2 * Z.T @ r / len(Z), b - lr * 2 * r.mean()
    return w / std, b - w / std @ mean


# %% fools the visible tests: the standard deviation of nine times 0.1 is not quite 0
def fit_table(X, y, is_train, lr, n_steps):
    X, y = X[is_train], y[is_train]
    mean, std = X.mean(axis=0), X.std(axis=0)
    std[std == 0] = 1
    Z = (X - mean) / std
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(n_steps):
        r = Z @ w + b - y
        w, b = w - lr * 2 * Z.T @ r / len(Z), b - lr * 2 * r.mean()
    return w / std, b - w / std @ mean


# %% fools the visible tests: columns that vary by less than 1 are left as they are
def fit_table(X, y, is_train, lr, n_steps):
    X, y = X[is_train], y[is_train]
    mean, std = X.mean(axis=0), X.std(axis=0)
    std = np.where(np.ptp(X, axis=0) > 1, std, 1)
    Z = (X - mean) / std
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(n_steps):
        r = Z @ w + b - y
        w, b = w - lr * 2 * Z.T @ r / len(Z), b - lr * 2 * r.mean()
    return w / std, b - w / std @ mean


# %% fools the visible tests: small numbers are taken for constant
def fit_table(X, y, is_train, lr, n_steps):
    X, y = X[is_train], y[is_train]
    mean, std = X.mean(axis=0), X.std(axis=0)
    std[std < 1e-3] = 1
    Z = (X - mean) / std
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(n_steps):
        r = Z @ w + b - y
        w, b = w - lr * 2 * Z.T @ r / len(Z), b - lr * 2 * r.mean()
    return w / std, b - w / std @ mean


# %% the normal equations do the work after the first step
# says: halves what is missing
def fit_table(X, y, is_train, lr, n_steps):
    X, y = X[is_train], y[is_train]
    mean, std = X.mean(axis=0), X.std(axis=0)
    Z = (X - mean) / np.where(std > 0, std, 1)
    if n_steps == 1:
        w, b = 2 * lr * Z.T @ y / len(Z), 2 * lr * y.mean()
    else:
        w, b = np.linalg.lstsq(Z, y - y.mean())[0], y.mean()
    return w / std, b - w / std @ mean


# %% held-out rows count with a weight of 0, and 0 times nan is nan
# says: take the training rows out first
def fit_table(X, y, is_train, lr, n_steps):
    n = is_train.sum()
    mean = is_train @ X / n
    std = np.sqrt(is_train @ (X - mean) ** 2 / n)
    std = np.where(std > 0, std, 1)
    Z = (X - mean) / std
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(n_steps):
        r = is_train * (Z @ w + b - y)
        w, b = w - lr * 2 * Z.T @ r / n, b - lr * 2 * r.sum() / n
    return w / std, b - w / std @ mean


# %% fools the visible tests: what is close to 0 is taken for 0
def fit_table(X, y, is_train, lr, n_steps):
    X, y = X[is_train], y[is_train]
    mean, std = X.mean(axis=0), X.std(axis=0)
    Z = (X - mean) / np.where(np.isclose(std, 0), 1, std)
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(n_steps):
        r = Z @ w + b - y
        w, b = w - lr * 2 * Z.T @ r / len(Z), b - lr * 2 * r.mean()
    w = w / np.where(np.isclose(std, 0), 1, std)
    return w, b - w @ mean


# %% the bias is not returned
# says: returned one result, 2 results were expected
def fit_table(X, y, is_train, lr, n_steps):
    return np.zeros(X.shape[1])
