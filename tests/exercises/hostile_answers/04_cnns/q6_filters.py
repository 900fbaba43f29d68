# ruff: noqa: F811
"""Answers that want the points without the work; each section replaces functions of the answer cell."""

import numpy as np

# %% refused: torch does the work


def train(images, labels, W, b, V, lr, n_steps):
    import torch

    x, y = torch.tensor(images)[:, None], torch.tensor(labels)
    parts = [torch.tensor(part, requires_grad=True) for part in (W, b, V)]
    for _ in range(n_steps):
        z = torch.nn.functional.conv2d(x, parts[0][:, None], parts[1])
        loss = torch.nn.functional.cross_entropy(z.relu().mean(dim=(2, 3)) @ parts[2].T, y)
        slopes = torch.autograd.grad(loss, parts)
        parts = [(p - lr * s).detach().requires_grad_() for p, s in zip(parts, slopes, strict=True)]
    return [part.detach().numpy() for part in parts]


# %% refused: every slope is nudged
def train(images, labels, W, b, V, lr, n_steps):
    windows = np.lib.stride_tricks.sliding_window_view(images, (3, 3), axis=(1, 2))

    def bill(W, b, V):
        z = np.tensordot(windows, W, axes=((3, 4), (1, 2))) + b  # (N, H, W, F)
        scores = larger(z).mean(axis=(1, 2)) @ V.T
        return np.mean(np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(len(labels)), labels])

    at = [np.asarray(part, dtype=float) for part in (W, b, V)]
    for _ in range(min(n_steps, 2)):  # two steps are enough to be refused
        slopes = [nudge(lambda t, i=i, at=at: bill(*at[:i], t, *at[i + 1 :]), at[i]) for i in range(3)]
        at = [part - lr * slope for part, slope in zip(at, slopes, strict=True)]
    return at
