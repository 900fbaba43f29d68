"""Answers that want the points without the work; each section replaces functions of the answer cell."""

import numpy as np

# %% refused: the course's perplexity does the work


def copy_perplexity(weights, ids, n_tokens, trust):
    from course_lib.losses import perplexity

    chances = trust * weights @ np.eye(n_tokens)[ids] + (1 - trust) / n_tokens
    return perplexity(-np.log(chances[:, np.arange(len(ids) - 1), ids[1:]]).mean(axis=1))


# %% refused: nan, which no comparison finds too large


def induction_scores(weights, ids):
    return np.full(len(weights), np.nan)
