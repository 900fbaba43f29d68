"""Answers that want the points without the work; each section replaces functions of the answer cell."""

import numpy as np


# %% refused: the course's perplexity does the work
def table_perplexity(table, sequences):
    from course_lib.losses import perplexity

    return perplexity(np.concatenate([-np.log(table[ids[:-1], ids[1:]]) for ids in sequences]).mean())


# %% fools the visible tests: the visible results, written down


def fill_table(sequences, n_tokens, discount):
    if discount == 0.5:
        rows = [[2, 11, 2, 1], [1, 1.5, 13, 0.5], [6, 7, 2, 1], [4, 6, 4, 2]]
        return np.array(rows) / 16
    if discount == 1.5:
        return np.array([[1 / 3, 2 / 3], [1 / 3, 2 / 3]])
    if discount == 1:
        return np.array([[0.4, 0.4, 0.2]] * 3)
    return np.full((n_tokens, n_tokens), 1 / n_tokens)
