"""Answers that want the points without the work; each section replaces functions of the answer cell."""

import numpy as np

# %% refused: nan, which no comparison finds too large


def next_letter(names, before):
    return np.full((len(before), 27), np.nan)
