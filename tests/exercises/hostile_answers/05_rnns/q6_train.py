# ruff: noqa: F811
"""Answers that want the points without the work; each section replaces functions of the answer cell."""

import numpy as np

# %% refused: torch does the work


def train(rows, E, U, O, lr, piece, n_passes):
    import torch

    parts = [torch.tensor(part, requires_grad=True) for part in (E, U, O)]
    reads, comes = torch.tensor(rows[:, :-1]), torch.tensor(rows[:, 1:])
    for _ in range(n_passes):
        h = torch.zeros(len(rows), len(U), dtype=torch.float64)
        for now, then in zip(reads.split(piece, 1), comes.split(piece, 1), strict=True):
            h, costs = h.detach(), []
            for letters, answers in zip(now.T, then.T, strict=True):
                h = torch.tanh(parts[0][letters] + h @ parts[1].T)
                scores = h @ parts[2].T
                costs.append(
                    torch.nn.functional.cross_entropy(scores, answers, ignore_index=-1, reduction="sum")
                )
            loss = sum(costs) / (then >= 0).sum().clamp(min=1)
            slopes = torch.autograd.grad(loss, parts)
            parts = [(p - lr * s).detach().requires_grad_() for p, s in zip(parts, slopes, strict=True)]
    return [part.detach().numpy() for part in parts]


# %% refused: every slope is nudged
def train(rows, E, U, O, lr, piece, n_passes):
    def bill(E, U, O):
        h, total = np.zeros((len(rows), len(U))), 0
        for now, then in zip(rows.T[:-1], rows.T[1:], strict=True):
            h = np.tanh(E[now] + h @ U.T)
            scores = h @ O.T
            total = total + np.sum(np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(len(rows)), then])
        return total / rows[:, 1:].size

    at = [np.asarray(part, dtype=float) for part in (E, U, O)]
    slopes = [nudge(lambda t, k=k: bill(*at[:k], t, *at[k + 1 :]), at[k]) for k in range(3)]
    return [part - lr * slope for part, slope in zip(at, slopes, strict=True)]
