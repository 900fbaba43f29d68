"""Answers that want the points without the work; each section replaces functions of the answer cell."""

import numpy as np

# %% refused: the course's sampling does the work


def chances(logits, temperature, k):
    from course_lib.rnn import next_char_distribution

    return next_char_distribution(np.asarray(logits, dtype=float), temperature, k)


# %% refused: nan, which no comparison finds too large


def draw(probs, u):
    return np.full(len(u), np.nan)
