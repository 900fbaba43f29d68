# ruff: noqa: F821
"""Right answers that look different from ours, one section a question: the tests have to accept them."""

import numpy as np


# %% q1-slopes
def central_grad(land, x, eps):
    flat = np.array(x, dtype=float).ravel()
    slopes = []
    for i, entry in enumerate(flat):
        h = eps * max(1, abs(entry))
        moved = np.stack([flat, flat])
        moved[:, i] = entry + h, entry - h
        above, below = (height(land, row.reshape(np.shape(x))) for row in moved)
        slopes.append((above - below) / (moved[0, i] - moved[1, i]))
    return np.reshape(slopes, np.shape(x))


def best_step(F, M, u):
    return (3 * u * F / M) ** (1 / 3)


# %% q2-bowl
def descend(H, b, start, lr, n_steps):
    path = np.zeros((n_steps + 1, len(start)))
    path[0] = start
    for t in range(n_steps):
        path[t + 1] = (np.eye(len(b)) - lr * H) @ path[t] + lr * b
    return path


def largest_rate(H):
    return float(2 / np.linalg.norm(H, 2))


# %% q3-table
def fit_table(X, y, is_train, lr, n_steps):
    X, y = X[is_train].astype(float), y[is_train].astype(float)
    mean, std = np.mean(X, axis=0), np.std(X, axis=0)
    std[std == 0] = 1
    design = np.column_stack([(X - mean) / std, np.ones(len(X))])
    theta = np.zeros(design.shape[1])
    for _ in range(n_steps):
        theta -= 2 * lr / len(X) * (design.T @ (design @ theta - y))
    weights = theta[:-1] / std
    return [weights, float(theta[-1] - np.sum(weights * mean))]


# %% q4-batches
def epoch_batches(n_examples, batch_size, seed):
    order = np.arange(n_examples)
    np.random.default_rng(seed).shuffle(order)
    return np.array_split(order, np.arange(batch_size, n_examples, batch_size))


def sgd_epoch(weights, X, y, lr, batches):
    w = np.array(weights, dtype=float)
    for batch in batches:
        total = np.zeros(len(w))
        for n in batch:
            total += 2 * (np.dot(X[n], w) - y[n]) * X[n]
        w -= lr * total / len(batch)
    return w


# %% q5-patience
def early_stop(start, X, y, X_valid, y_valid, lr, patience, max_epochs):
    w = np.array(start, dtype=float)
    best, best_epoch, best_loss, waited, last = w.copy(), 0, mse(w, X_valid, y_valid), 0, 0
    for last in range(1, max_epochs + 1):
        w -= lr * mse_grad(w, X, y)
        if mse(w, X_valid, y_valid) < best_loss:
            best, best_epoch, best_loss, waited = w.copy(), last, mse(w, X_valid, y_valid), 0
        else:
            waited += 1
        if waited == patience:
            break
    return [best, best_epoch, last]


# %% q6-adam
def adam_step(theta, grad, m, v, t, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
    (b1, b2), grad = betas, np.asarray(grad, dtype=float)
    m, v = m + (1 - b1) * (grad - m), v + (1 - b2) * (grad * grad - v)
    # torch's order of the same operations
    denominator = np.sqrt(v) / np.sqrt(1 - b2**t) + eps
    return [theta - lr / (1 - b1**t) * m / denominator, m, v]


# %% q7-training
def train(X, y, lr, momentum, decay, batch_size, n_epochs):
    w, v = np.zeros(X.shape[1]), np.zeros(X.shape[1])
    for _ in range(n_epochs):
        for batch in np.array_split(np.arange(len(X)), np.arange(batch_size, len(X), batch_size)):
            v = momentum * v + np.mean(2 * (X[batch] @ w - y[batch])[:, None] * X[batch], axis=0)
            w = w - lr * v
        lr = lr * decay
    return w


# %% q8-race-report
def tuned(losses, n_tuning):
    choices, means, half_widths = [], [], []
    for grid in losses:
        sums = [np.sum(row[:n_tuning]) for row in grid]
        choices.append(int(np.nanargmin(sums)))
        rest = grid[choices[-1]][n_tuning:]
        means.append(np.sum(rest) / len(rest))
        half_widths.append(2 * np.sqrt(np.var(rest, ddof=1) / len(rest)))
    return choices, means, half_widths


def winner(means, half_widths):
    low, high = np.array(means) - half_widths, np.array(means) + half_widths
    for i in range(len(low)):
        if all(high[i] < low[j] for j in range(len(low)) if j != i):
            return i
    return -1
