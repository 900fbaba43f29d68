"""Answers that want the points without the work; each section replaces functions of the answer cell."""

import numpy as np


# %% refused: every slope is nudged
def rms_norm_backward(grad_output, x, weight, eps):
    def loss(x, w):
        return np.sum(grad_output * w * x / np.sqrt(np.mean(x * x, axis=-1, keepdims=True) + eps))

    return nudge(lambda t: loss(t, weight), x), nudge(lambda t: loss(x, t), weight)
