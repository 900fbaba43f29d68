"""Answers that want the points without the work; each section replaces functions of the answer cell."""

import numpy as np

# %% refused: the course's cell does the work
from course_lib.rnn import rnn_cell as my_own_idea


def slow_rnn(x, h0, W, U, b, a):
    h, states = h0, []
    for t in range(x.shape[1]):
        h = (1 - a) * h + a * my_own_idea(x[:, t], h, W, U, b)
        states.append(h)
    return np.stack(states, axis=1)


# %% refused: every slope is nudged
def slow_rnn_backward(grad_states, x, h0, W, U, b, a):
    def told(*parts):
        x, h, W, U, b, a = parts
        total = 0
        for t in range(x.shape[1]):
            h = h + a * (np.tanh(x[:, t] @ W.T + h @ U.T + b) - h)
            total = total + np.sum(grad_states[:, t] * h)
        return total

    at = [np.asarray(part, dtype=float) for part in (x, h0, W, U, b, a)]
    return [nudge(lambda p, k=k: told(*at[:k], p, *at[k + 1 :]), at[k]) for k in range(6)]
