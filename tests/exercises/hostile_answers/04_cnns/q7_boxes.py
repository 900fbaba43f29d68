"""Answers that want the points without the work; each section replaces functions of the answer cell."""

import numpy as np

# %% refused: nan, which no comparison finds too large


def overlap(a, b):
    return np.full((len(a), len(b)), np.nan)


# %% fools the visible tests: the visible results, written down


def keep(boxes, scores, limit):
    if limit == 0.2:
        return [1]
    if limit == 1:
        return [1, 2, 0, 3]
    if limit == 0.6:
        return [0, 1, 2, 3]
    return [0, 2] if np.min(scores) > 0 else [1, 3]
