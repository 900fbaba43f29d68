"""The network of the explorable, trained in NumPy: the same numbers as in the page."""

import numpy as np

from course_lib.backprop.playground.run import initial_parameters
from course_lib.optim.adam import Adam

__all__ = ["gradients", "predict", "train"]


def predict(layers, x):
    """What the network says at each x, shape (N,): two layers of tanh, then a weighted sum."""
    return _activations(layers, np.asarray(x, dtype=float)[:, None])[-1][:, 0]


def _activations(layers, x):
    values = [x]
    for weight, bias in layers:
        z = values[-1] @ weight.T + bias  # (N, in) → (N, out)
        values.append(z if weight is layers[-1][0] else np.tanh(z))
    return values


def train(points, *, units=16, lr=0.006, steps=0, seed=0):
    """Fit a network 1 → units → units → 1 to points by Adam, all points in every step.

    Parameters
    ----------
    points : array (N, 2) of x and target
    units, lr, steps, seed : as in the page

    Returns
    -------
    layers : list of (weight (out, in), bias (out,))
    losses : array (steps + 1,)
        The mean squared error before the first step and after each.

    Examples
    --------
    >>> _, losses = train([[-1, 0], [0, 1], [1, 0]], steps=400)
    >>> bool(losses[-1] < losses[0] / 100)
    True
    """
    x, targets = np.asarray(points, dtype=float).T
    layers = initial_parameters([1, units, units, 1], seed=seed)
    adam = Adam([array for layer in layers for array in layer], lr=lr)
    losses = [np.mean((predict(layers, x) - targets) ** 2)]
    for _ in range(steps):
        adam.step(gradients(layers, x[:, None], targets[:, None]))
        losses.append(np.mean((predict(layers, x) - targets) ** 2))
    return layers, np.array(losses)


def gradients(layers, x, targets):
    """dL/dW and dL/db of every layer for the mean squared error, in the order in which Adam holds them.

    ``x`` and ``targets`` have the shape (N, 1).
    """
    values, grads = _activations(layers, x), []
    grad = 2 * (values[-1] - targets) / len(x)  # dL/dz of the last layer
    for (weight, _), below in zip(layers[::-1], values[-2::-1], strict=True):
        grads = [grad.T @ below, grad.sum(axis=0), *grads]
        grad = (grad @ weight) * (1 - below**2)  # through the weights, then through tanh
    return grads
