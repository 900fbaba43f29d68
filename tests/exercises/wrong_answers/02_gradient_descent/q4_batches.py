# ruff: noqa: F811, NPY002
import numpy as np


# %% every batch is averaged by the size of the first
def epoch_batches(n_examples, batch_size, seed):
    order = np.random.default_rng(seed).permutation(n_examples)
    return [order[i : i + batch_size] for i in range(0, n_examples, batch_size)]


def sgd_epoch(weights, X, y, lr, batches):
    for batch in batches:
        weights = weights - lr * 2 * X[batch].T @ (X[batch] @ weights - y[batch]) / len(batches[0])
    return weights


# %% the sum in place of the mean
def epoch_batches(n_examples, batch_size, seed):
    order = np.random.default_rng(seed).permutation(n_examples)
    return [order[i : i + batch_size] for i in range(0, n_examples, batch_size)]


def sgd_epoch(weights, X, y, lr, batches):
    for batch in batches:
        weights = weights - lr * 2 * X[batch].T @ (X[batch] @ weights - y[batch])
    return weights


# %% all slopes are taken at the weights of the beginning
def epoch_batches(n_examples, batch_size, seed):
    order = np.random.default_rng(seed).permutation(n_examples)
    return [order[i : i + batch_size] for i in range(0, n_examples, batch_size)]


def sgd_epoch(weights, X, y, lr, batches):
    slopes = [2 * X[b].T @ (X[b] @ weights - y[b]) / len(b) for b in batches]
    return weights - lr * np.sum(slopes, axis=0)


# %% the last, short batch is dropped
def epoch_batches(n_examples, batch_size, seed):
    order = np.random.default_rng(seed).permutation(n_examples)
    return [order[i * batch_size : (i + 1) * batch_size] for i in range(n_examples // batch_size)]


def sgd_epoch(weights, X, y, lr, batches):
    for batch in batches:
        weights = weights - lr * 2 * X[batch].T @ (X[batch] @ weights - y[batch]) / len(batch)
    return weights


# %% batches of almost equal size
def epoch_batches(n_examples, batch_size, seed):
    order = np.random.default_rng(seed).permutation(n_examples)
    return np.array_split(order, -(-n_examples // batch_size))


def sgd_epoch(weights, X, y, lr, batches):
    for batch in batches:
        weights = weights - lr * 2 * X[batch].T @ (X[batch] @ weights - y[batch]) / len(batch)
    return weights


# %% drawn with replacement
def epoch_batches(n_examples, batch_size, seed):
    order = np.random.default_rng(seed).integers(n_examples, size=n_examples)
    return [order[i : i + batch_size] for i in range(0, n_examples, batch_size)]


def sgd_epoch(weights, X, y, lr, batches):
    for batch in batches:
        weights = weights - lr * 2 * X[batch].T @ (X[batch] @ weights - y[batch]) / len(batch)
    return weights


# %% fools the visible tests: the batches are shuffled, not the examples
def epoch_batches(n_examples, batch_size, seed):
    batches = [np.arange(i, min(i + batch_size, n_examples)) for i in range(0, n_examples, batch_size)]
    np.random.default_rng(seed).shuffle(batches)
    return sorted(batches, key=len, reverse=True)  # the short one last


def sgd_epoch(weights, X, y, lr, batches):
    for batch in batches:
        weights = weights - lr * 2 * X[batch].T @ (X[batch] @ weights - y[batch]) / len(batch)
    return weights


# %% fools the visible tests: an empty batch remains where the size fits exactly
def epoch_batches(n_examples, batch_size, seed):
    order = np.random.default_rng(seed).permutation(n_examples)
    n_batches = n_examples // batch_size + 1
    return [order[i * batch_size : (i + 1) * batch_size] for i in range(n_batches)]


def sgd_epoch(weights, X, y, lr, batches):
    for batch in batches:
        weights = weights - lr * 2 * X[batch].T @ (X[batch] @ weights - y[batch]) / len(batch)
    return weights


# %% fools the visible tests: the same order in every epoch
def epoch_batches(n_examples, batch_size, seed):
    order = np.random.default_rng(0).permutation(n_examples)
    return [order[i : i + batch_size] for i in range(0, n_examples, batch_size)]


def sgd_epoch(weights, X, y, lr, batches):
    for batch in batches:
        weights = weights - lr * 2 * X[batch].T @ (X[batch] @ weights - y[batch]) / len(batch)
    return weights


# %% fools the visible tests: the seed is forgotten
def epoch_batches(n_examples, batch_size, seed):
    order = np.random.default_rng().permutation(n_examples)
    return [order[i : i + batch_size] for i in range(0, n_examples, batch_size)]


def sgd_epoch(weights, X, y, lr, batches):
    for batch in batches:
        weights = weights - lr * 2 * X[batch].T @ (X[batch] @ weights - y[batch]) / len(batch)
    return weights


# %% fools the visible tests: everybody's generator is seeded anew
def epoch_batches(n_examples, batch_size, seed):
    np.random.seed(seed)
    order = np.random.permutation(n_examples)
    return [order[i : i + batch_size] for i in range(0, n_examples, batch_size)]


def sgd_epoch(weights, X, y, lr, batches):
    for batch in batches:
        weights = weights - lr * 2 * X[batch].T @ (X[batch] @ weights - y[batch]) / len(batch)
    return weights


# %% fools the visible tests: the caller's weights are moved
def epoch_batches(n_examples, batch_size, seed):
    order = np.random.default_rng(seed).permutation(n_examples)
    return [order[i : i + batch_size] for i in range(0, n_examples, batch_size)]


def sgd_epoch(weights, X, y, lr, batches):
    for batch in batches:
        weights -= lr * 2 * X[batch].T @ (X[batch] @ weights - y[batch]) / len(batch)
    return weights
