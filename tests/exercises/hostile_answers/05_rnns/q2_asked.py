# ruff: noqa: F811
"""Answers that want the points without the work; each section replaces functions of the answer cell."""

import numpy as np

# %% refused: torch does the work


def asked_loss(logits, targets):
    import torch

    scores, wanted = torch.tensor(logits).flatten(0, 1), torch.tensor(targets).flatten()
    return torch.nn.functional.cross_entropy(scores, wanted, ignore_index=-1).item()


def asked_loss_grad(logits, targets):
    import torch

    leaf = torch.tensor(logits, requires_grad=True)
    loss = torch.nn.functional.cross_entropy(
        leaf.flatten(0, 1), torch.tensor(targets).flatten(), ignore_index=-1
    )
    return torch.autograd.grad(loss, leaf)[0].numpy()


# %% refused: every slope is nudged
def asked_loss_grad(logits, targets):
    asked = targets >= 0

    def bill(z):
        scores, wanted = z[asked], targets[asked]
        return np.mean(np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(len(wanted)), wanted])

    return nudge(bill, np.where(asked[:, :, None], logits, 0))
