# ruff: noqa: F821
"""Right answers that look different from ours, one section a question: the tests have to accept them."""

import numpy as np


# %% q1-slopes
def edge_grad(land, x, eps):
    flat = np.array(x, dtype=float).ravel()
    slopes = []
    for i, entry in enumerate(flat):
        h = eps * max(1, entry)
        moved = np.tile(flat, (3, 1))
        moved[:, i] += np.arange(3) * h
        heights = [height(land, row.reshape(np.shape(x))) for row in moved]
        slopes.append(np.dot([-1.5, 2, -0.5], heights) / h)
    return np.reshape(slopes, np.shape(x))


def best_step(F, M, u):
    return (6 * u * F / M) ** (1 / 3)


# %% q2-bowl
def descend(H, b, start, rates):
    path = np.zeros((len(rates) + 1, len(start)))
    path[0] = start
    for t, lr in enumerate(rates):
        path[t + 1] = (np.eye(len(b)) - lr * H) @ path[t] + lr * b
    return path


def cycle_factor(H, rates):
    cycle = np.linalg.multi_dot([np.eye(len(H))] * 2 + [np.eye(len(H)) - lr * H for lr in rates])
    return float(np.linalg.norm(cycle, 2))


# %% q3-table
def fit_table(X, y, is_train, lr, n_steps):
    X, y = X[is_train].astype(float), y[is_train].astype(float)
    mean, std = np.mean(X, axis=0), np.std(X, axis=0)
    std[(X[0] == X).all(axis=0)] = 1
    design = np.column_stack([(X - mean) / std, np.ones(len(X))])
    theta = np.zeros(design.shape[1])
    for _ in range(n_steps):
        theta -= 2 * lr / len(X) * (design.T @ (design @ theta - y))
    weights = theta[:-1] / std
    return [weights, float(theta[-1] - np.sum(weights * mean))]


# %% q4-batches
def stream_batches(n_examples, batch_size, n_epochs, seed):
    rng = np.random.default_rng(seed)
    epochs = np.tile(np.arange(n_examples), (n_epochs, 1))
    for order in epochs:
        rng.shuffle(order)
    return np.array_split(epochs.ravel(), np.arange(batch_size, epochs.size, batch_size))


def sgd_epoch(weights, X, y, lr, batches, together):
    w = np.array(weights, dtype=float)
    total, count = np.zeros(len(w)), 0
    for number, batch in enumerate(batches, 1):
        for n in batch:
            total += 2 * (np.dot(X[n], w) - y[n]) * X[n]
            count += 1
        if number % together == 0 or number == len(batches):
            w -= lr * total / count
            total, count = np.zeros(len(w)), 0
    return w


# %% q5-patience
def early_stop(start, X, y, X_valid, y_valid, lr, patience, margin, max_epochs):
    w = np.array(start, dtype=float)
    losses, path, mark, waited = [mse(w, X_valid, y_valid)], [w.copy()], 0, 0
    while len(path) <= max_epochs and waited < patience:
        w -= lr * mse_grad(w, X, y)
        losses.append(mse(w, X_valid, y_valid))
        path.append(w.copy())
        waited += 1
        if losses[-1] < losses[mark] - margin:
            mark, waited = len(path) - 1, 0
    best = int(np.nanargmin(losses))
    return [path[best], best, len(path) - 1]


# %% q6-adamax
def adamax_step(theta, grad, m, u, t, lr=0.002, betas=(0.9, 0.999), eps=1e-8):
    (b1, b2), grad = betas, np.asarray(grad, dtype=float)
    m = m + (1 - b1) * (grad - m)
    # torch's order of the same operations
    u = np.stack([b2 * u, np.abs(grad) + eps]).max(axis=0)
    return [theta - lr / (1 - b1**t) * (m / u), m, u]


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
    choices, reported = [], []
    for grid in losses:
        sums = [np.sum(row[:n_tuning]) for row in grid]
        choices.append(int(np.nanargmin(sums)))
        reported.append(grid[choices[-1]][n_tuning:])
    return choices, np.array(reported)


def winner(reported):
    def ahead(ours, rival):
        gaps = rival - ours
        return np.mean(gaps) - T95[len(gaps) - 1] * np.sqrt(np.var(gaps, ddof=1) / len(gaps)) > 0

    for i, ours in enumerate(reported):
        if all(ahead(ours, rival) for j, rival in enumerate(reported) if j != i):
            return i
    return -1
