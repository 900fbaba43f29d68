# ruff: noqa: F811, NPY002
import numpy as np


def groups(batches, together):
    return [np.concatenate(batches[i : i + together]) for i in range(0, len(batches), together)]


def slope(weights, X, y, batch):
    return 2 * X[batch].T @ (X[batch] @ weights - y[batch])


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


# %% an empty batch remains where the size fits exactly
# says: Is there an empty one
def stream_batches(n_examples, batch_size, n_epochs, seed):
    rng = np.random.default_rng(seed)
    order = np.concatenate([rng.permutation(n_examples) for _ in range(n_epochs)])
    return [order[i * batch_size : (i + 1) * batch_size] for i in range(len(order) // batch_size + 1)]


# %% the seed is forgotten
# says: The same seed came twice
def stream_batches(n_examples, batch_size, n_epochs, seed):
    rng = np.random.default_rng()
    order = np.concatenate([rng.permutation(n_examples) for _ in range(n_epochs)])
    return [order[i : i + batch_size] for i in range(0, len(order), batch_size)]


# %% always the seed 0
# says: Two seeds came with one order
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
def sgd_epoch(weights, X, y, lr, batches, together):
    for group in groups(batches, together):
        weights = weights - lr * slope(weights, X, y, group)
    return weights


# %% the factor 2 of the square is dropped
# says: the 2 of the square is missing
def sgd_epoch(weights, X, y, lr, batches, together):
    for group in groups(batches, together):
        weights = weights - lr * slope(weights, X, y, group) / 2 / len(group)
    return weights


# %% every batch is averaged by the size of the first
# says: it was divided by 2
def sgd_epoch(weights, X, y, lr, batches, together):
    for group in groups(batches, together):
        weights = weights - lr * slope(weights, X, y, group) / len(batches[0])
    return weights


# %% all slopes are taken at the weights of the beginning
# says: its slope was taken at w = 0
def sgd_epoch(weights, X, y, lr, batches, together):
    slopes = [slope(weights, X, y, group) / len(group) for group in groups(batches, together)]
    return weights - lr * np.sum(slopes, axis=0)


# %% the caller's weights are moved
# says: changed an array
def sgd_epoch(weights, X, y, lr, batches, together):
    for group in groups(batches, together):
        weights -= lr * slope(weights, X, y, group) / len(group)
    return weights


# %% a step for each batch, as the gradient of question 5 alone would give it
# says: Then it moved in between
def sgd_epoch(weights, X, y, lr, batches, together):
    for batch in batches:
        weights = weights - lr * slope(weights, X, y, batch) / len(batch)
    return weights


# %% the mean of the means
# says: mean of two means
def sgd_epoch(weights, X, y, lr, batches, together):
    for first in range(0, len(batches), together):
        some = batches[first : first + together]
        weights = weights - lr * np.mean([slope(weights, X, y, b) / len(b) for b in some], axis=0)
    return weights


# %% the means are added
# says: the two means were added
def sgd_epoch(weights, X, y, lr, batches, together):
    for first in range(0, len(batches), together):
        some = batches[first : first + together]
        weights = weights - lr * np.sum([slope(weights, X, y, b) / len(b) for b in some], axis=0)
    return weights


# %% the last group is collected and forgotten
# says: collected and never used
def sgd_epoch(weights, X, y, lr, batches, together):
    for group in groups(batches[: len(batches) // together * together], together):
        weights = weights - lr * slope(weights, X, y, group) / len(group)
    return weights


# %% fools the visible tests: the mean over groups of three at most
def sgd_epoch(weights, X, y, lr, batches, together):
    for group in groups(batches, together):
        weights = weights - lr * slope(weights, X, y, group) / min(len(group), 3)
    return weights


# %% fools the visible tests: the second epoch goes backward
def stream_batches(n_examples, batch_size, n_epochs, seed):
    order = np.random.default_rng(seed).permutation(n_examples)
    order = np.concatenate([order[:: (-1) ** epoch] for epoch in range(n_epochs)])
    return [order[i : i + batch_size] for i in range(0, len(order), batch_size)]


# %% fools the visible tests: each epoch begins anywhere in the same circle
def stream_batches(n_examples, batch_size, n_epochs, seed):
    rng = np.random.default_rng(seed)
    order = rng.permutation(n_examples)
    order = np.concatenate([np.roll(order, rng.integers(n_examples)) for _ in range(n_epochs)])
    return [order[i : i + batch_size] for i in range(0, len(order), batch_size)]


# %% fools the visible tests: each epoch has the seed after that of the last one
def stream_batches(n_examples, batch_size, n_epochs, seed):
    orders = [np.random.default_rng(seed + epoch).permutation(n_examples) for epoch in range(n_epochs)]
    order = np.concatenate(orders)
    return [order[i : i + batch_size] for i in range(0, len(order), batch_size)]
