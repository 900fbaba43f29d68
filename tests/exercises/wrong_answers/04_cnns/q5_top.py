# ruff: noqa: F811
import numpy as np


def flat(x, size):
    N, C, H, W = x.shape
    windows = x.reshape(N, C, H // size, size, W // size, size).swapaxes(3, 4)
    return windows.reshape(N, C, H // size, W // size, size * size)


def whole(windows, x, size):
    N, C, H, W = x.shape
    return windows.reshape(N, C, H // size, W // size, size, size).swapaxes(3, 4).reshape(x.shape)


def chosen(grad_output, x, size, order, k, share):
    by_flat = np.zeros(flat(x, size).shape)
    np.put_along_axis(by_flat, order[..., :k], grad_output[..., None] / share, axis=-1)
    return whole(by_flat, x, size)


# %% the sum
# says: Then it is the sum
def top_pool(x, size, k):
    return np.sort(flat(x, size), axis=-1)[..., -k:].sum(axis=-1)


# %% the smallest
# says: With k = 1 it is max
def top_pool(x, size, k):
    return np.sort(flat(x, size), axis=-1)[..., :k].mean(axis=-1)


# %% the k-th largest alone
# says: mean of the two largest
def top_pool(x, size, k):
    return np.sort(flat(x, size), axis=-1)[..., -k]


# %% rows are mixed with columns
# says: max pooling|rows mixed with columns
def top_pool(x, size, k):
    N, C, H, W = x.shape
    windows = x.reshape(N, C, H // size, W // size, size * size)
    return np.sort(windows, axis=-1)[..., -k:].mean(axis=-1)


# %% the first numbers, whatever their size
# says: With k = 1 it is max
def top_pool(x, size, k):
    return flat(x, size)[..., :k].mean(axis=-1)


# %% fools the visible tests: equal numbers count once
def top_pool(x, size, k):
    windows = flat(x, size)
    out = np.zeros(windows.shape[:-1])
    for at in np.ndindex(out.shape):
        out[at] = np.unique(windows[at])[-k:].mean()
    return out


# %% each gets all of the blame
# says: Is it 10 each
def top_pool_backward(grad_output, x, size, k):
    order = np.argsort(-flat(x, size), axis=-1, kind="stable")
    return chosen(grad_output, x, size, order, k, 1)


# %% the last of equal numbers comes first
# says: first two in reading order
def top_pool_backward(grad_output, x, size, k):
    order = np.argsort(flat(x, size), axis=-1, kind="stable")[..., ::-1]
    return chosen(grad_output, x, size, order, k, k)


# %% all that are as large as the k-th
# says: nobody else
def top_pool_backward(grad_output, x, size, k):
    windows = flat(x, size)
    border = np.sort(windows, axis=-1)[..., -k, None]
    return whole((windows >= border) * grad_output[..., None] / k, x, size)


# %% divided by the window
# says: With k = 1 all blame
def top_pool_backward(grad_output, x, size, k):
    order = np.argsort(-flat(x, size), axis=-1, kind="stable")
    return chosen(grad_output, x, size, order, k, size * size)


# %% the windows are not put back
# says: shape
def top_pool_backward(grad_output, x, size, k):
    order = np.argsort(-flat(x, size), axis=-1, kind="stable")
    return flat(chosen(grad_output, x, size, order, k, k), size)


# %% back without the change of the axes
# says: With k = 1 all blame|rows mixed with columns
def top_pool_backward(grad_output, x, size, k):
    order = np.argsort(-flat(x, size), axis=-1, kind="stable")
    return flat(chosen(grad_output, x, size, order, k, k), size).reshape(x.shape)


# %% fools the visible tests: of equal numbers any
def top_pool_backward(grad_output, x, size, k):
    windows = flat(x, size)
    order = np.argsort(-windows - 1e-9 * np.arange(windows.shape[-1])[::-1] * (size > 2), axis=-1)
    return chosen(grad_output, x, size, order, k, k)
