"""Answers that want the points without the work; each section replaces functions of the answer cell."""

import numpy as np


# %% refused: every slope is nudged
def train(left, right, y, W, b, v, lr, n_steps):
    def bill(W, b, v):
        s = (smooth(left @ W.T + b) - smooth(right @ W.T + b)) @ v
        return np.mean(np.log(1 + np.exp(s)) - y * s)

    at = [np.asarray(part, dtype=float) for part in (W, b, v)]
    for _ in range(min(n_steps, 2)):  # two steps are enough to be refused
        slopes = [nudge(lambda t, i=i, at=at: bill(*at[:i], t, *at[i + 1 :]), at[i]) for i in range(3)]
        at = [part - lr * slope for part, slope in zip(at, slopes, strict=True)]
    return at
