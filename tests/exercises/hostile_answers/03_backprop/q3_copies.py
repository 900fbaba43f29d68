"""Answers that want the points without the work; each section replaces functions of the answer cell."""

import numpy as np


# %% refused: every slope is nudged
def lookup_backward(grad_output, indices, n_rows):
    table = np.zeros((n_rows, grad_output.shape[-1]))
    return nudge(lambda t: np.sum(grad_output * t[indices]), table)


def distances_backward(grad_output, a, b):
    def loss(p, q):
        return np.sum(grad_output * np.sum((p[..., :, None, :] - q) ** 2, axis=-1))

    return nudge(lambda t: loss(t, b), a), nudge(lambda t: loss(a, t), b)
