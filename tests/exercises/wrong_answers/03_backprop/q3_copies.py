# ruff: noqa: F811
import numpy as np


def pairs_of(grad_output, a, b):
    # the blame of every single pair: (…, N, M, D)
    return 2 * grad_output[..., None] * (a[..., :, None, :] - b)


def others(pairs):
    return tuple(range(pairs.ndim - 2))


# %% a row that is used twice is written twice
# says: overwritten the other
def lookup_backward(grad_output, indices, n_rows):
    grad = np.zeros((n_rows, grad_output.shape[-1]))
    grad[indices] = grad_output
    return grad


# %% += with a list of places adds the last one only
# says: overwritten the other
def lookup_backward(grad_output, indices, n_rows):
    grad = np.zeros((n_rows, grad_output.shape[-1]))
    grad[indices] += grad_output
    return grad


# %% the mean of all uses
# says: 1 \+ 4
def lookup_backward(grad_output, indices, n_rows):
    grad = np.zeros((n_rows, grad_output.shape[-1]))
    np.add.at(grad, indices, grad_output)
    counts = np.bincount(np.ravel(indices) % n_rows, minlength=n_rows)
    return grad / np.maximum(counts, 1)[:, None]


# %% only as many rows as were used
# says: the table with 5 rows
def lookup_backward(grad_output, indices, n_rows):
    grad = np.zeros((np.max(indices) + 1, grad_output.shape[-1]))
    np.add.at(grad, indices, grad_output)
    return grad


# %% the rows are looked up once more
# says: Row 3 was used first
def lookup_backward(grad_output, indices, n_rows):
    grad = np.zeros((n_rows, grad_output.shape[-1]))
    rows = grad_output.reshape(-1, grad_output.shape[-1])
    for place, row in enumerate(np.ravel(indices)):
        grad[place % n_rows] += rows[row % len(rows)]
    return grad


# %% the shape of what came in
# says: a gradient has the shape of its value
def lookup_backward(grad_output, indices, n_rows):
    return grad_output


# %% one axis of indices only
# says: Two sentences
def lookup_backward(grad_output, indices, n_rows):
    grad = np.zeros((n_rows, grad_output.shape[-1]))
    for place, row in zip(np.atleast_1d(indices), np.atleast_2d(grad_output), strict=True):
        grad[place] += np.sum(np.atleast_2d(row), axis=0)
    return grad


# %% fools the visible tests: -1 is compared with the number of each row
def lookup_backward(grad_output, indices, n_rows):
    used = (np.reshape(indices, (-1, 1)) == np.arange(n_rows)).astype(float)
    return used.T @ grad_output.reshape(-1, grad_output.shape[-1])


# %% fools the visible tests: rows counted from the end are a mistake
def lookup_backward(grad_output, indices, n_rows):
    grad = np.zeros((n_rows, grad_output.shape[-1]))
    np.add.at(grad, np.maximum(indices, 0), grad_output)
    return grad


# %% the library of lesson 5 undoes the copies of a quotient, which nobody asks for any more
# says: 2 results were expected|slope of
def distances_backward(grad_output, a, b):
    return grad_output / b, -grad_output * a / b**2


# %% what was copied is not added up
# says: for a, whose shape
def distances_backward(grad_output, a, b):
    pairs = pairs_of(grad_output, a, b)
    return (pairs[..., 0, :], -pairs[..., 0, :]) if pairs.size == 1 else (pairs, -pairs)


# %% the mean in place of the sum
# says: copied is added up
def distances_backward(grad_output, a, b):
    pairs = pairs_of(grad_output, a, b)
    return pairs.mean(axis=-2), -pairs.mean(axis=others(pairs))


# %% each point is compared with one other point alone
# says: copied is added up
def distances_backward(grad_output, a, b):
    pairs = pairs_of(grad_output, a, b)
    return pairs[..., 0, :], -pairs[(0,) * (pairs.ndim - 2)]


# %% the sign is forgotten
# says: with a minus
def distances_backward(grad_output, a, b):
    pairs = pairs_of(grad_output, a, b)
    return pairs.sum(axis=-2), pairs.sum(axis=others(pairs))


# %% the 2 of the square is forgotten
# says: One pair
def distances_backward(grad_output, a, b):
    pairs = pairs_of(grad_output, a, b) / 2
    return pairs.sum(axis=-2), -pairs.sum(axis=others(pairs))


# %% the upstream gradient is taken for 1
# says: upstream 10
def distances_backward(grad_output, a, b):
    pairs = pairs_of(np.ones(np.shape(grad_output)), a, b)
    return pairs.sum(axis=-2), -pairs.sum(axis=others(pairs))


# %% the upstream gradient is added up over all pairs
# says: copied is added up|blame of its own
def distances_backward(grad_output, a, b):
    pairs = pairs_of(np.sum(grad_output) * np.ones(np.shape(grad_output)), a, b)
    return pairs.sum(axis=-2), -pairs.sum(axis=others(pairs))


# %% the mean of the upstream gradient for every pair
# says: blame of its own
def distances_backward(grad_output, a, b):
    pairs = pairs_of(np.mean(grad_output) * np.ones(np.shape(grad_output)), a, b)
    return pairs.sum(axis=-2), -pairs.sum(axis=others(pairs))


# %% all coordinates get the blame of their sum
# says: each coordinate has its own
def distances_backward(grad_output, a, b):
    pairs = pairs_of(grad_output, a, b)
    pairs = pairs.sum(axis=-1, keepdims=True) + 0 * pairs
    return pairs.sum(axis=-2), -pairs.sum(axis=others(pairs))


# %% b gets a gradient for every picture
# says: for b, whose shape is \(1, 2\)
def distances_backward(grad_output, a, b):
    pairs = pairs_of(grad_output, a, b)
    return pairs.sum(axis=-2), -pairs.sum(axis=-3)


# %% b gets the gradient of the first picture
# says: compared with the same b
def distances_backward(grad_output, a, b):
    pairs = pairs_of(grad_output, a, b)
    return pairs.sum(axis=-2), -pairs.sum(axis=-3)[(0,) * (pairs.ndim - 3)]


# %% fools the visible tests: at most one axis in front
def distances_backward(grad_output, a, b):
    pairs = pairs_of(grad_output, a, b)
    by_b = -pairs.sum(axis=-3)
    return pairs.sum(axis=-2), by_b.sum(axis=0) if by_b.ndim > 2 else by_b


# %% fools the visible tests: rounded to a hundredth
def distances_backward(grad_output, a, b):
    pairs = np.round(pairs_of(grad_output, a, b), 2)
    return pairs.sum(axis=-2), -pairs.sum(axis=others(pairs))
