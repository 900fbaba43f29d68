"""One training step of an MLP 2-16-16-1 on 100 points: our tape beside torch's and beside micrograd.

    OMP_NUM_THREADS=1 python benchmarks/autograd.py

Forward, backward and an SGD update, mean squared error, float64, one thread, all in one run. ``Tensor`` and
torch run the same plain operations, in turns, so that a busy moment meets both; read the ratios. micrograd
comes from PyPI into a folder that is thrown away; it has ReLU alone, and needs about a second a step.
"""

import importlib
import statistics
import subprocess
import sys
import tempfile

import numpy as np
import torch
from turns import in_turns, seconds

from course_lib.backprop import Tensor, no_grad

MICROGRAD = "micrograd==0.1.0"
ROUNDS, STEPS = 1000, 3  # short turns, which a busy machine seldom cuts in two
rng = np.random.default_rng(0)
X, Y = rng.normal(size=(100, 2)), rng.normal(size=(100, 1))
SHAPES = [(2, 16), (16,), (16, 16), (16,), (16, 1), (1,)]
START = [rng.normal(size=shape) / np.sqrt(shape[0]) for shape in SHAPES]


def forward(x, parameters, activation):
    w1, b1, w2, b2, w3, b3 = parameters
    h = getattr(x @ w1 + b1, activation)()
    h = getattr(h @ w2 + b2, activation)()
    return h @ w3 + b3


def stepper(make, off, activation):
    """A training step of whatever has tensors: ours or torch."""
    x, y = make(X), make(Y)
    parameters = [make(array, requires_grad=True) for array in START]

    def step():
        loss = ((forward(x, parameters, activation) - y) ** 2).mean()
        loss.backward()
        with off():
            for parameter in parameters:
                parameter -= 0.01 * parameter.grad
                parameter.grad = None
        return loss.item()

    return step


def by_hand():
    """The same step as formulas in NumPy, tanh: what no tape can be quicker than."""
    w1, b1, w2, b2, w3, b3 = parameters = [array.copy() for array in START]

    def step():
        h1 = np.tanh(X @ w1 + b1)
        h2 = np.tanh(h1 @ w2 + b2)
        r = h2 @ w3 + b3 - Y
        g3 = 2 * r / len(Y)
        g2 = g3 @ w3.T * (1 - h2 * h2)
        g1 = g2 @ w2.T * (1 - h1 * h1)
        grads = X.T @ g1, g1.sum(0), h1.T @ g2, g2.sum(0), h2.T @ g3, g3.sum(0)
        for parameter, grad in zip(parameters, grads, strict=True):
            parameter -= 0.01 * grad
        return (r * r).mean()

    return step


def point_by_point(network, make):
    """A training step of scalar engines: every point, every unit, every product a node of its own."""
    points = [[make(a) for a in row] for row in X.tolist()]

    def step():
        outputs = [network(point) for point in points]
        loss = sum((out - y) ** 2 for out, y in zip(outputs, Y.ravel().tolist(), strict=True)) * (1 / len(Y))
        network.zero_grad()
        loss.backward()
        for p in network.parameters():
            p.data -= 0.01 * p.grad
        return loss.data

    return step


def micrograd_network(folder):
    command = [sys.executable, "-m", "pip", "install", "-qq", "--no-deps", "--target", folder, MICROGRAD]
    subprocess.run(command, check=True)
    sys.path.insert(0, folder)
    return importlib.import_module("micrograd.nn").MLP(2, [16, 16, 1]), importlib.import_module(
        "micrograd.engine"
    ).Value


def main():
    torch.set_num_threads(1)
    for activation in ("tanh", "relu"):
        steps = {
            "torch": stepper(torch_tensor, torch.no_grad, activation),
            "Tensor": stepper(Tensor, no_grad, activation),
        }
        assert abs(steps["torch"]() - steps["Tensor"]()) < 1e-12
        if activation == "tanh":
            steps["NumPy by hand"] = by_hand()
        for step in steps.values():
            seconds(step, 20 * STEPS)  # warm
        times, ratios = in_turns(steps, ROUNDS, STEPS)
        for name, time_ in times.items():
            print(f"{activation}  {name:14} {time_ * 1e6:9.1f} µs   {ratios[name]:.2f} of torch")
    ours = times["Tensor"]
    with tempfile.TemporaryDirectory() as folder:
        network, value = micrograd_network(folder)
        step = point_by_point(network, value)
        step()
        theirs = statistics.median(seconds(step) for _ in range(3))
    print(f"relu  {'micrograd':14} {theirs * 1e6:9.0f} µs   {theirs / ours:,.0f} times Tensor")


def torch_tensor(data, requires_grad=False):
    return torch.tensor(data, requires_grad=requires_grad)


if __name__ == "__main__":
    main()
