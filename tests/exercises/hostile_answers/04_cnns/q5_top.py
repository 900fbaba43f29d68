"""Answers that want the points without the work; each section replaces functions of the answer cell."""

import numpy as np


# %% refused: every slope is nudged
def top_pool_backward(grad_output, x, size, k):
    order = np.argsort(-_flat(x, size), axis=-1, kind="stable")[..., :k]

    def loss(x):
        return np.sum(grad_output * np.take_along_axis(_flat(x, size), order, axis=-1).sum(axis=-1)) / k

    return nudge(loss, x)


def _flat(x, size):
    N, C, H, W = x.shape
    windows = x.reshape(N, C, H // size, size, W // size, size).swapaxes(3, 4)
    return windows.reshape(N, C, H // size, W // size, size * size)
