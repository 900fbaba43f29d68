"""Answers that want the points without the work; each section replaces functions of the answer cell."""

import numpy as np


# %% refused: the course turns
def scores_by_distance(q, k, distances, base):
    from course_lib.attention import apply_rotary

    half = len(q) // 2
    order = np.arange(len(q)).reshape(2, half).T.ravel()
    pairs = np.stack([q[order], k[order]]).astype(float)
    turned = [apply_rotary(pairs, [n, 0], base) for n in distances.tolist()]
    return np.array([np.dot(*both) for both in turned])


# %% refused: nan, which no comparison finds too large


def key_for(q, distance, base):
    return np.full(len(q), np.nan)
