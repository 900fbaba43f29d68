# ruff: noqa: F811
"""Answers that want the points without the work; each section replaces the answer cell."""

import numpy as np


# %% fools the visible tests: the visible results, written down
def adam_step(theta, grad, m, v, t, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
    return np.array([1 - 0.1 * t, 1 + 0.1 * t]), np.array([0.001, -10.0]), np.array([1e-7, 10.0])


# %% fools the visible tests: torch, called late and by a name that is put together
def adam_step(theta, grad, m, v, t, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
    torch = __import__("importlib").import_module("to" + "rch")
    weight = torch.tensor(theta, dtype=torch.float64)
    adam = torch.optim.Adam([weight], lr, betas, eps)
    mean, square = (torch.tensor(array, dtype=torch.float64) for array in (m, v))
    adam.state[weight] = {"step": torch.tensor(t - 1.0), "exp_avg": mean, "exp_avg_sq": square}
    weight.grad = torch.tensor(grad, dtype=torch.float64)
    adam.step()
    return weight.numpy(), mean.numpy(), square.numpy()


# %% fools the visible tests: the library is asked when somebody reads the result
class Later:
    def __init__(self, which, *call):
        self.which, self.call = which, call

    def __array__(self, dtype=None, copy=None):
        from course_lib.optim import Adam

        theta, grad, m, v, t, lr, betas, eps = self.call
        theta = np.array(theta, dtype=float)
        adam = Adam([theta], lr, betas, eps)
        adam.m, adam.v, adam.step_count = [np.array(m)], [np.array(v)], t - 1
        adam.step([grad])
        return (theta, adam.m[0], adam.v[0])[self.which]


def adam_step(theta, grad, m, v, t, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
    return [Later(which, theta, grad, m, v, t, lr, betas, eps) for which in range(3)]


# %% refused: nan, which no comparison finds too large
def adam_step(theta, grad, m, v, t, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
    return [np.full(np.shape(theta), np.nan)] * 3


# %% needs a second process: a thread that nobody watches calls the library
def adam_step(theta, grad, m, v, t, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
    import threading

    theta = np.array(theta, dtype=float)
    state = {}

    def work():
        from course_lib.optim import Adam

        adam = Adam([theta], lr, betas, eps)
        adam.m, adam.v, adam.step_count = [np.array(m)], [np.array(v)], t - 1
        adam.step([grad])
        state["means"] = adam.m[0], adam.v[0]

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return theta, *state["means"]


# %% needs a second process: the comparison itself is replaced
np.allclose = lambda *_, **__: True


def adam_step(theta, grad, m, v, t, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
    return [np.zeros(np.shape(theta))] * 3
