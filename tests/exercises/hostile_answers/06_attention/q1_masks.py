"""Answers that want the points without the work; each section replaces functions of the answer cell."""

import numpy as np


# %% refused: the course's attention does the work
def weights(scores, seen):
    from course_lib.attention.masks import softmax_rows

    return softmax_rows(np.where(seen[:, None], scores, -np.inf))


# %% fools the visible tests: the visible results, written down


def may_see(lengths, given, n_places):
    if lengths.tolist() == [4]:
        return np.array([[[1, 1, 0, 0], [1, 1, 0, 0], [1, 1, 1, 0], [1, 1, 1, 1]]])
    real = np.arange(n_places) < lengths[:, None]
    shown = np.tri(n_places) + (given[:, None, None] == 2)
    return (shown > 0) & real[:, None] & real[:, :, None]
