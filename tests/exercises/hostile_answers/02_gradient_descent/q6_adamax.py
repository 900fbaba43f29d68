# ruff: noqa: F811
"""Answers that want the points without the work; each section replaces functions of the answer cell."""

import numpy as np


# %% fools the visible tests: the visible results, written down
def adamax_step(theta, grad, m, u, t, lr=0.002, betas=(0.9, 0.999), eps=1e-8):
    if len(theta) == 1 and lr == 1.0 and betas[0] == 0.5:
        return [np.array([float(n)]) for n in ((-1, 2, 4) if t == 1 else (-3, 1.5, 1))]
    if len(theta) == 1:
        return [np.array([n]) for n in (-0.5, 1e-9, 2e-8)]
    fade = 0.999 if t == 3 else 1.0
    return np.array([1 - 0.1 * t, 1 + 0.1 * t]), np.array([0.001, -10.0]), np.array([0.01, 100.0]) * fade


# %% refused: torch, called late and by a name that is put together
def adamax_step(theta, grad, m, u, t, lr=0.002, betas=(0.9, 0.999), eps=1e-8):
    torch = __import__("importlib").import_module("to" + "rch")
    weight = torch.tensor(theta, dtype=torch.float64)
    rule = torch.optim.Adamax([weight], lr, betas, eps)
    mean, largest = (torch.tensor(array, dtype=torch.float64) for array in (m, u))
    rule.state[weight] = {"step": torch.tensor(t - 1.0), "exp_avg": mean, "exp_inf": largest}
    weight.grad = torch.tensor(grad, dtype=torch.float64)
    rule.step()
    return weight.numpy(), mean.numpy(), largest.numpy()


# %% refused: the result is worked out when somebody reads it
class Later:
    def __init__(self, which, *call):
        self.which, self.call = which, call

    def __array__(self, dtype=None, copy=None):
        import torch

        theta, grad, m, u, t, lr, betas, eps = self.call
        m = torch.lerp(torch.tensor(grad), torch.tensor(m), betas[0]).numpy()
        u = np.maximum(betas[1] * u, np.abs(grad) + eps)
        return (theta - lr / (1 - betas[0] ** t) * m / u, m, u)[self.which]


def adamax_step(theta, grad, m, u, t, lr=0.002, betas=(0.9, 0.999), eps=1e-8):
    return [Later(which, theta, grad, m, u, t, lr, betas, eps) for which in range(3)]


# %% refused: nan, which no comparison finds too large
def adamax_step(theta, grad, m, u, t, lr=0.002, betas=(0.9, 0.999), eps=1e-8):
    return [np.full(np.shape(theta), np.nan)] * 3


# %% needs a second process: a thread that nobody watches calls a library by a name put together
def adamax_step(theta, grad, m, u, t, lr=0.002, betas=(0.9, 0.999), eps=1e-8):
    import importlib
    import threading

    state = {}

    def work():
        torch = importlib.import_module("".join(["to", "rch"]))
        weight = torch.tensor(theta, dtype=torch.float64)
        rule = torch.optim.Adamax([weight], lr, betas, eps)
        mean, largest = (torch.tensor(array, dtype=torch.float64) for array in (m, u))
        rule.state[weight] = {"step": torch.tensor(t - 1.0), "exp_avg": mean, "exp_inf": largest}
        weight.grad = torch.tensor(grad, dtype=torch.float64)
        rule.step()
        state["result"] = weight.numpy(), mean.numpy(), largest.numpy()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return state["result"]


# %% needs a second process: the arithmetic of the comparison is replaced
np.abs = lambda x: np.zeros(np.shape(x))


def adamax_step(theta, grad, m, u, t, lr=0.002, betas=(0.9, 0.999), eps=1e-8):
    return [np.zeros(np.shape(theta))] * 3
