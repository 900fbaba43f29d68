# ruff: noqa: F811, NPY002
import numpy as np


# %% every epoch is cut alone, so each ends in a short batch
# says: each epoch was cut alone
def stream_batches(n_examples, batch_size, n_epochs, seed):
    rng = np.random.default_rng(seed)
    orders = [rng.permutation(n_examples) for _ in range(n_epochs)]
    return [order[i : i + batch_size] for order in orders for i in range(0, n_examples, batch_size)]


# %% the last, short batch is dropped
# says: the last has two
def stream_batches(n_examples, batch_size, n_epochs, seed):
    rng = np.random.default_rng(seed)
    order = np.concatenate([rng.permutation(n_examples) for _ in range(n_epochs)])
    return [order[i : i + batch_size] for i in range(0, len(order) - batch_size + 1, batch_size)]


# %% drawn with replacement
# says: all examples once
def stream_batches(n_examples, batch_size, n_epochs, seed):
    order = np.random.default_rng(seed).integers(n_examples, size=n_examples * n_epochs)
    return [order[i : i + batch_size] for i in range(0, len(order), batch_size)]


# %% all epochs are shuffled together, so an epoch may miss an example
# says: all examples once
def stream_batches(n_examples, batch_size, n_epochs, seed):
    order = np.random.default_rng(seed).permutation(np.tile(np.arange(n_examples), n_epochs))
    return [order[i : i + batch_size] for i in range(0, len(order), batch_size)]


# %% the same order in every epoch
# says: draw a new one for each
def stream_batches(n_examples, batch_size, n_epochs, seed):
    order = np.tile(np.random.default_rng(seed).permutation(n_examples), n_epochs)
    return [order[i : i + batch_size] for i in range(0, len(order), batch_size)]


# %% nothing is shuffled
# says: shuffle the examples first
def stream_batches(n_examples, batch_size, n_epochs, seed):
    order = np.tile(np.arange(n_examples), n_epochs)
    return [order[i : i + batch_size] for i in range(0, len(order), batch_size)]


# %% fools the visible tests: an empty batch remains where the size fits exactly
def stream_batches(n_examples, batch_size, n_epochs, seed):
    rng = np.random.default_rng(seed)
    order = np.concatenate([rng.permutation(n_examples) for _ in range(n_epochs)])
    return [order[i * batch_size : (i + 1) * batch_size] for i in range(len(order) // batch_size + 1)]


# %% fools the visible tests: the seed is forgotten
def stream_batches(n_examples, batch_size, n_epochs, seed):
    rng = np.random.default_rng()
    order = np.concatenate([rng.permutation(n_examples) for _ in range(n_epochs)])
    return [order[i : i + batch_size] for i in range(0, len(order), batch_size)]


# %% fools the visible tests: always the seed 0
def stream_batches(n_examples, batch_size, n_epochs, seed):
    rng = np.random.default_rng(0)
    order = np.concatenate([rng.permutation(n_examples) for _ in range(n_epochs)])
    return [order[i : i + batch_size] for i in range(0, len(order), batch_size)]


# %% fools the visible tests: everybody's generator is seeded anew
def stream_batches(n_examples, batch_size, n_epochs, seed):
    np.random.seed(seed)
    order = np.concatenate([np.random.permutation(n_examples) for _ in range(n_epochs)])
    return [order[i : i + batch_size] for i in range(0, len(order), batch_size)]


# %% fools the visible tests: neighbors stay neighbors, only the beginning is drawn
def stream_batches(n_examples, batch_size, n_epochs, seed):
    rng = np.random.default_rng(seed)
    order = np.concatenate(
        [(np.arange(n_examples) + rng.integers(1, 9)) % n_examples for _ in range(n_epochs)]
    )
    return [order[i : i + batch_size] for i in range(0, len(order), batch_size)]


# %% the sum in place of the mean
# says: Then it is a sum
def sgd_epoch(weights, X, y, lr, batches):
    for batch in batches:
        weights = weights - lr * 2 * X[batch].T @ (X[batch] @ weights - y[batch])
    return weights


# %% the factor 2 of the square is dropped
# says: the 2 of the square is missing
def sgd_epoch(weights, X, y, lr, batches):
    for batch in batches:
        weights = weights - lr * X[batch].T @ (X[batch] @ weights - y[batch]) / len(batch)
    return weights


# %% every batch is averaged by the size of the first
# says: divided by 2
def sgd_epoch(weights, X, y, lr, batches):
    for batch in batches:
        weights = weights - lr * 2 * X[batch].T @ (X[batch] @ weights - y[batch]) / len(batches[0])
    return weights


# %% all slopes are taken at the weights of the beginning
# says: its slope was taken at w = 0
def sgd_epoch(weights, X, y, lr, batches):
    slopes = [2 * X[b].T @ (X[b] @ weights - y[b]) / len(b) for b in batches]
    return weights - lr * np.sum(slopes, axis=0)


# %% the caller's weights are moved
# says: changed an array
def sgd_epoch(weights, X, y, lr, batches):
    for batch in batches:
        weights -= lr * 2 * X[batch].T @ (X[batch] @ weights - y[batch]) / len(batch)
    return weights


# %% fools the visible tests: the mean over batches of two at most
def sgd_epoch(weights, X, y, lr, batches):
    for batch in batches:
        weights = weights - lr * 2 * X[batch].T @ (X[batch] @ weights - y[batch]) / min(len(batch), 2)
    return weights
