"""Answers that want the points without the work; each section replaces functions of the answer cell."""

import numpy as np

# %% refused: torch does the work


def look(Q, K, V, b):
    import torch

    Q, K, V = (torch.tensor(part, dtype=torch.float64) for part in (Q, K, V))
    scores = (Q @ K.T / Q.shape[1] ** 0.5).masked_fill(~torch.ones(len(Q), len(Q)).bool().tril(), -torch.inf)
    wide = torch.cat([scores, torch.full((len(Q), 1), float(b), dtype=torch.float64)], dim=1)
    return (wide.softmax(dim=1)[:, :-1] @ V).numpy()


# %% refused: every slope is nudged
def look_backward(grad, Q, K, V, b):
    def told(Q, K, V, b):
        z = np.where(np.tri(len(Q)) > 0, np.exp(Q @ K.T / np.sqrt(Q.shape[1])), 0)
        return np.sum(grad * (z @ V / (z.sum(axis=1, keepdims=True) + np.exp(b))))

    at = [np.asarray(part, dtype=float) for part in (Q, K, V, b)]
    return [nudge(lambda p, k=k: told(*at[:k], p, *at[k + 1 :]), at[k]) for k in range(4)]
