"""Answers that want the points without the work; each section replaces functions of the answer cell."""

import numpy as np

# %% refused: SciPy bends


def peephole_step(x, h, c, W, U, b, P):
    from scipy.special import expit

    i, f, g, o = np.split(x @ W.T + h @ U.T + b, 4, axis=1)
    c = expit(f + P[1] * c) * c + expit(i + P[0] * c) * np.tanh(g)
    return expit(o + P[2] * c) * np.tanh(c), c
