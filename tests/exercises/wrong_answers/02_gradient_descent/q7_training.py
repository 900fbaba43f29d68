# ruff: noqa: F811, F821
import numpy as np


# %% the broken code as it was
# says: asked before the first step
def train(*given):
    return train_broken(*given)


# %% the misses of an epoch are measured once, all else is repaired
# says: asked before the first step
def train(X, y, lr, momentum, decay, batch_size, n_epochs):
    w, v = np.zeros(X.shape[1]), np.zeros(X.shape[1])
    for epoch in range(n_epochs):
        misses = X @ w - y
        for first in range(0, len(X), batch_size):
            rows, missed = X[first : first + batch_size], misses[first : first + batch_size]
            v = momentum * v + 2 * rows.T @ missed / len(rows)
            w = w - lr * decay**epoch * v
    return w


# %% the last batch is divided by the size of a full one
# says: divided by 2
def train(X, y, lr, momentum, decay, batch_size, n_epochs):
    w, v = np.zeros(X.shape[1]), np.zeros(X.shape[1])
    for epoch in range(n_epochs):
        for first in range(0, len(X), batch_size):
            rows, targets = X[first : first + batch_size], y[first : first + batch_size]
            v = momentum * v + 2 * rows.T @ (rows @ w - targets) / batch_size
            w = w - lr * decay**epoch * v
    return w


# %% the rate shrinks with every batch
# says: take the full rate
def train(X, y, lr, momentum, decay, batch_size, n_epochs):
    w, v = np.zeros(X.shape[1]), np.zeros(X.shape[1])
    for _ in range(n_epochs):
        for first in range(0, len(X), batch_size):
            rows, targets = X[first : first + batch_size], y[first : first + batch_size]
            v = momentum * v + 2 * rows.T @ (rows @ w - targets) / len(rows)
            w = w - lr * v
            lr = lr * decay
    return w


# %% momentum is applied twice
# says: momentum acts
def train(X, y, lr, momentum, decay, batch_size, n_epochs):
    w, v, change = (np.zeros(X.shape[1]) for _ in range(3))
    for epoch in range(n_epochs):
        for first in range(0, len(X), batch_size):
            rows, targets = X[first : first + batch_size], y[first : first + batch_size]
            v = momentum * v + 2 * rows.T @ (rows @ w - targets) / len(rows)
            change = momentum * change - lr * decay**epoch * v
            w = w + change
    return w


# %% no momentum
def train(X, y, lr, momentum, decay, batch_size, n_epochs):
    w = np.zeros(X.shape[1])
    for epoch in range(n_epochs):
        for first in range(0, len(X), batch_size):
            rows, targets = X[first : first + batch_size], y[first : first + batch_size]
            w = w - lr * decay**epoch * 2 * rows.T @ (rows @ w - targets) / len(rows)
    return w


# %% the short batch is left out
def train(X, y, lr, momentum, decay, batch_size, n_epochs):
    w, v = np.zeros(X.shape[1]), np.zeros(X.shape[1])
    for epoch in range(n_epochs):
        for first in range(0, len(X) - batch_size + 1, batch_size):
            rows, targets = X[first : first + batch_size], y[first : first + batch_size]
            v = momentum * v + 2 * rows.T @ (rows @ w - targets) / len(rows)
            w = w - lr * decay**epoch * v
    return w


# %% the rate shrinks before the first epoch, all else is repaired
# says: take the full rate
def train(X, y, lr, momentum, decay, batch_size, n_epochs):
    w, v = np.zeros(X.shape[1]), np.zeros(X.shape[1])
    for epoch in range(1, n_epochs + 1):
        for first in range(0, len(X), batch_size):
            rows, targets = X[first : first + batch_size], y[first : first + batch_size]
            v = momentum * v + 2 * rows.T @ (rows @ w - targets) / len(rows)
            w = w - lr * decay**epoch * v
    return w


# %% the gradient has the wrong sign
# says: the slope is -2
def train(X, y, lr, momentum, decay, batch_size, n_epochs):
    w, v = np.zeros(X.shape[1]), np.zeros(X.shape[1])
    for epoch in range(n_epochs):
        for first in range(0, len(X), batch_size):
            rows, targets = X[first : first + batch_size], y[first : first + batch_size]
            v = momentum * v + 2 * rows.T @ (targets - rows @ w) / len(rows)
            w = w - lr * decay**epoch * v
    return w


# %% the new gradient gets the share 1 - momentum
def train(X, y, lr, momentum, decay, batch_size, n_epochs):
    w, v = np.zeros(X.shape[1]), np.zeros(X.shape[1])
    for epoch in range(n_epochs):
        for first in range(0, len(X), batch_size):
            rows, targets = X[first : first + batch_size], y[first : first + batch_size]
            v = momentum * v + (1 - momentum) * 2 * rows.T @ (rows @ w - targets) / len(rows)
            w = w - lr * decay**epoch * v
    return w


# %% the velocity is forgotten at the end of an epoch, all else is repaired
# says: the velocity began anew
def train(X, y, lr, momentum, decay, batch_size, n_epochs):
    w = np.zeros(X.shape[1])
    for epoch in range(n_epochs):
        v = np.zeros(X.shape[1])
        for first in range(0, len(X), batch_size):
            rows, targets = X[first : first + batch_size], y[first : first + batch_size]
            v = momentum * v + 2 * rows.T @ (rows @ w - targets) / len(rows)
            w = w - lr * decay**epoch * v
    return w


# %% fools the visible tests: the rate is inside the velocity, which remembers the rates of earlier epochs
def train(X, y, lr, momentum, decay, batch_size, n_epochs):
    w, v = np.zeros(X.shape[1]), np.zeros(X.shape[1])
    for epoch in range(n_epochs):
        for first in range(0, len(X), batch_size):
            rows, targets = X[first : first + batch_size], y[first : first + batch_size]
            v = momentum * v - lr * decay**epoch * 2 * rows.T @ (rows @ w - targets) / len(rows)
            w = w + v
    return w


# %% the rate never shrinks
# says: the rate is 0.125
def train(X, y, lr, momentum, decay, batch_size, n_epochs):
    w, v = np.zeros(X.shape[1]), np.zeros(X.shape[1])
    for _ in range(n_epochs):
        for first in range(0, len(X), batch_size):
            rows, targets = X[first : first + batch_size], y[first : first + batch_size]
            v = momentum * v + 2 * rows.T @ (rows @ w - targets) / len(rows)
            w = w - lr * v
    return w


# %% fools the visible tests: the factor decay is multiplied up in each epoch
def train(X, y, lr, momentum, decay, batch_size, n_epochs):
    w, v = np.zeros(X.shape[1]), np.zeros(X.shape[1])
    for epoch in range(n_epochs):
        lr = lr * decay**epoch
        for first in range(0, len(X), batch_size):
            rows, targets = X[first : first + batch_size], y[first : first + batch_size]
            v = momentum * v + 2 * rows.T @ (rows @ w - targets) / len(rows)
            w = w - lr * v
    return w
