# ruff: noqa: F811
"""Answers that want the points without the work; each section replaces functions of the answer cell."""

import numpy as np

# %% refused: torch does the work


def gated_backward(grad_output, x, W, b, V):
    import torch

    leaves = [torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in (x, W, b, V)]
    rows, gate, bias, passing = leaves
    out = torch.sigmoid(rows @ gate.T + bias) * (rows @ passing.T)
    return [grad.numpy() for grad in torch.autograd.grad(out, leaves, torch.tensor(grad_output))]


# %% refused: the course's array engine under another name
from course_lib.backprop import Tensor as my_own_idea  # noqa: E402


def gated_backward(grad_output, x, W, b, V):
    leaves = [my_own_idea(np.asarray(v, dtype=float), requires_grad=True) for v in (x, W, b, V)]
    out = (leaves[0] @ leaves[1].T + leaves[2]).sigmoid() * (leaves[0] @ leaves[3].T)
    out.backward(np.asarray(grad_output, dtype=float))
    return [leaf.grad for leaf in leaves]


# %% refused: a list that changes when it is read


class Surprise(list):
    def __iter__(self):
        return iter([np.zeros(1)] * 4)


def gated_backward(grad_output, x, W, b, V):
    return Surprise([x, W, b, V])


# %% refused: every slope is nudged
def gated_backward(grad_output, x, W, b, V):
    parts = [x, W, b, V]

    def loss(value, at):
        x, W, b, V = [*parts[:at], value, *parts[at + 1 :]]
        return np.sum(grad_output * smooth(x @ W.T + b) * (x @ V.T))

    return [nudge(lambda t, at=at: loss(t, at), part) for at, part in enumerate(parts)]


# %% refused: every slope is nudged, in one loop that calls hardly anything


def gated_backward(grad_output, x, W, b, V):
    parts = [np.asarray(part, dtype=complex) for part in (x, W, b, V)]
    slopes = [np.zeros(part.shape) for part in parts]
    for grad, part in zip(slopes, parts, strict=True):
        for place in np.ndindex(part.shape):
            before = part[place]
            part[place] = before + 1e-30j
            x, W, b, V = parts
            out = (np.tanh((x @ W.T + b) / 2) + 1) / 2 * (x @ V.T)
            grad[place] = np.imag(np.sum(grad_output * out)) / 1e-30
            part[place] = before
    return slopes
