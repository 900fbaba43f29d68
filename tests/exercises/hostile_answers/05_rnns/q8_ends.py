"""Answers that want the points without the work; each section replaces functions of the answer cell."""

import numpy as np

# %% refused: SciPy's ranks do the work


def recall_by_lot(scores, chosen, k):
    from scipy.stats import rankdata

    first, last = (rankdata(-scores, how, axis=2) for how in ("min", "max"))
    item = np.clip(chosen, 0, scores.shape[2] - 1)[..., None]
    first, last = (np.take_along_axis(ranks, item, axis=2)[..., 0] for ranks in (first, last))
    chances = np.clip((k + 1 - first) / (last + 1 - first), 0, 1) * (chosen < scores.shape[2])
    return np.where(chosen < 0, 0, chances).sum(axis=0) / (chosen >= 0).sum(axis=0)


# %% fools the visible tests: the visible results, written down


def exact_by_length(said, wanted, end):
    if len(said) == 3:
        return [1, 2], [1, 0.5]
    return [1 if wanted[0, 1] == 0 else 2], [float(said[0, 1] == 0 == wanted[0, 1])]
