"""Expressions put together at random, with values used more than once, for ``Value`` and for torch."""

import torch

UNARY = ["tanh", "sigmoid", "relu", "exp", "neg", "square", "root", "log"]
BINARY = ["+", "-", "*", "/", "2 -", "3 /", "* 0.5"]


def apply(op, a, b):
    """One operation of the list, on whatever knows the operators: a number of ours or a tensor of torch."""
    return {
        "tanh": lambda: a.tanh(),
        "sigmoid": lambda: a.sigmoid(),
        "relu": lambda: a.relu(),
        "exp": lambda: a.tanh().exp(),  # kept from growing without end
        "log": lambda: (a**2 + 0.5).log(),
        "root": lambda: (a**2 + 0.5) ** 0.5,
        "square": lambda: a.tanh() ** 2,
        "neg": lambda: -a,
        "+": lambda: a + b,
        "-": lambda: a - b,
        "*": lambda: a * b.tanh(),
        "/": lambda: a / (b**2 + 1.0),
        "2 -": lambda: 2 - a,
        "3 /": lambda: 3 / (a**2 + 1),
        "* 0.5": lambda: a * 0.5 + 1,
    }[op]()


def plan(rng, n_leaves=4, n_operations=30):
    """Leaves and, for each operation, its name and which two of the values so far it takes."""
    leaves = rng.normal(size=n_leaves)
    steps = []
    for made in range(n_leaves, n_leaves + n_operations):
        op = UNARY[rng.integers(len(UNARY))] if rng.random() < 0.4 else BINARY[rng.integers(len(BINARY))]
        newest = rng.random() < 0.8  # so that the last value has most of them behind it
        steps.append((op, made - 1 if newest else rng.integers(made), rng.integers(made)))
    return leaves, steps


def build(leaves, steps):
    """All values of a plan; the last one is the end of the graph."""
    values = list(leaves)
    for op, i, j in steps:
        values.append(apply(op, values[i], values[j]))
    return values


def torch_leaves(leaves):
    return [torch.tensor(leaf, dtype=torch.float64, requires_grad=True) for leaf in leaves]


def grad_or_zero(leaf):
    """What did not take part has no gradient in torch, and 0 here."""
    return 0.0 if leaf.grad is None else leaf.grad.item()
