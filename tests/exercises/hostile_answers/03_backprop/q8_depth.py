"""Answers that want the points without the work; each section replaces functions of the answer cell."""

import numpy as np


# %% refused: every slope is nudged
def deep_backward(grad_output, x, weights, bend, shortcut):
    bends = {"sigmoid": smooth, "tanh": np.tanh, "relu": lambda z: z * (np.real(z) > 0)}
    parts = [x, *weights]

    def loss(value, at):
        h, *matrices = [*parts[:at], value, *parts[at + 1 :]]
        for W in matrices:
            h = bends[bend](h @ W.T) + shortcut * h
        return np.sum(grad_output * h)

    return [nudge(lambda t, at=at: loss(t, at), part) for at, part in enumerate(parts)]
