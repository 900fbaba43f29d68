"""Settings whose programs are run: those of the presets, corners, and a sample in which all pairs meet."""

from itertools import combinations, product

import numpy as np

from course_lib.backprop.playground import PRESETS, Playground
from course_lib.backprop.playground.code import CODE
from course_lib.backprop.playground.data import DATASETS, FEATURES
from course_lib.backprop.playground.run import INITIALIZERS

START = {
    "data": "circle",
    "points": [],
    "n_samples": 46,  # 23 rows to train: batches of 5, 5, 5, 5 and 3
    "n_classes": 2,
    "noise": 0.3,
    "train_share": 0.5,
    "features": ["x1", "x2"],
    "hidden": [4, 2],
    "activation": ["tanh", "tanh"],
    "dropout": [0, 0],
    "output_activation": "tanh",
    "loss": "mse",
    "optimizer": "sgd",
    "lr": 0.03,
    "momentum": 0.9,
    "batch_size": 5,
    "l1": 0,
    "l2": 0,
    "initializer": "kaiming_uniform",
    "seed": 3,
    "edits": [],
    "epochs": 4,
    "histograms": False,
}
OUTPUTS = ["linear", "tanh", "relu", "sigmoid"]
NUMBERS = ("plane", "hills")
OWN = [[1, 2, 0], [-1.5, 2, 1], [2.25, -3, 2], [0.5, 0.25, 1], [-4, -1, 2], [3, 3, 0], [-0.125, 1, 1]]


def layers(*units, activation="tanh", dropout=0):
    """Hidden layers, each with its activation and its dropout."""
    n = len(units)
    spread = [v if isinstance(v, list) else [v] * n for v in (activation, dropout)]
    return {"hidden": list(units), "activation": spread[0], "dropout": spread[1]}


FACTORS = {
    "loss": [{"loss": name} for name in CODE["python"]["losses"]],
    "optimizer": [{"optimizer": name} for name in CODE["optimizers"]],
    "initializer": [{"initializer": name} for name in INITIALIZERS],
    "activation": [layers(4, activation=name) for name in CODE["activations"]],
    "output": [{"output_activation": name} for name in OUTPUTS],
    "data": [{"data": name} for name in DATASETS] + [{"data": "own", "points": OWN, "n_classes": 3}],
    "classes": [{"n_classes": n} for n in (2, 3, 4, 5)],
    "penalty": [{}, {"l1": 0.002}, {"l2": 0.03}, {"l1": 0.001, "l2": 0.01}],
    "batch": [{"batch_size": n} for n in (1, 5, 100)],
}


def valid(state):
    """Numbers have no classes, and so no loss for classes; points drawn by hand here have three."""
    numbers = state["data"] in NUMBERS
    return (not numbers or state["loss"] in ("mse", "l1", "huber")) and (
        state["data"] != "own" or state["n_classes"] == 3
    )


def covering():
    """States in which every two values of two factors meet, wherever they may meet at all.

    Greedily, one state after the other: of 60 drawn, the one with most pairs that have not met.
    """
    rng, names = np.random.default_rng(0), list(FACTORS)

    def state_of(chosen):
        changes = [FACTORS[name][i] for name, i in zip(names, chosen, strict=True)]
        return START | {k: v for change in changes for k, v in change.items()}

    def pairs(chosen):
        return set(combinations(enumerate(chosen), 2))

    sizes = [len(FACTORS[name]) for name in names]
    open_ = set()
    for (a, size_a), (b, size_b) in combinations(enumerate(sizes), 2):
        open_ |= set(product([(a, i) for i in range(size_a)], [(b, i) for i in range(size_b)]))
    states = []
    while open_:
        tries = []
        for _ in range(60):
            chosen = [int(rng.integers(size)) for size in sizes]
            for place, i in sorted(open_)[int(rng.integers(len(open_)))]:
                chosen[place] = i
            if valid(state_of(chosen)):
                tries.append(chosen)
        best = max(tries, key=lambda chosen: len(pairs(chosen) & open_), default=None)
        if best is None or not pairs(best) & open_:
            break  # what is left may not meet
        open_ -= pairs(best)
        states.append(state_of(best))
    return states


CORNERS = {
    "as it starts": {"n_samples": 500, "noise": 0, "batch_size": 10, "seed": 0, "epochs": 10},
    "no hidden layer": layers(),
    "no hidden layer, many classes": layers() | {"n_classes": 3, "loss": "cross_entropy", "l1": 0.01},
    "six layers": layers(*[3] * 6, activation=["relu", "tanh", "gelu", "sigmoid", "leaky_relu", "linear"]),
    "dropout": layers(6, dropout=0.5),
    "dropout by layer": layers(5, 4, 3, activation=["gelu", "relu", "linear"], dropout=[0.2, 0, 0.4])
    | {"optimizer": "adam", "l2": 0.01},
    "dropout in six layers": layers(*[8] * 6, dropout=0.1) | {"optimizer": "nesterov"},
    "edits": {"edits": [[0, 1, 0, 0.5], [1, 0, -1, -2], [2, 0, 1, 1e-7], [0, 1, 0, 0.75]]},
    "edits outside the network": {"edits": [[0, 3, 1, 9], [0, 4, 0, 9], [0, 0, 2, 9], [3, 0, 0, 9]]},
    "all features": {"features": list(FEATURES), "lr": 1e-5},
    "one feature": {"features": ["sin_x2"]},
    "own points": {"data": "own", "points": OWN, "n_classes": 3, "train_share": 0.7},
    "own points of one class": {"data": "own", "points": [[1, 2, 0], [2, 1, 0]]},
    "one own point": {"data": "own", "points": [[1, 2, 0]]},
    "own points with softmax": {"data": "own", "points": OWN[:2], "loss": "cross_entropy"},
    "no momentum": {"optimizer": "momentum", "momentum": 0},
    "no momentum to look ahead with": {"optimizer": "nesterov", "momentum": 0},
    "little momentum": {"optimizer": "nesterov", "momentum": 0.35},
    "nothing to test": {"train_share": 1},
    "five clouds": {"data": "gauss", "n_classes": 5, "loss": "hinge", "output_activation": "linear"},
    "a weight stays at 0 under l1": {"l1": 0.01, "initializer": "zeros"},
    "not yet begun": {"epochs": 0},
    "layer by layer": {"histograms": True},
    "layer by layer, with dropout": layers(4, 3, dropout=0.3) | {"histograms": True, "optimizer": "adam"},
    "one layer": layers() | {"histograms": True},
    "layer by layer, not yet begun": {"histograms": True, "epochs": 0},
    "the largest seed": {"seed": 2**32 - 1},
}


def preset(name):
    """What a preset sets, a few epochs on."""
    page = Playground(preset=name)
    return {key: getattr(page, key) for key in page.settings()} | {"epochs": 4}


STATES = [*(preset(name) for name in PRESETS), *(START | c for c in CORNERS.values()), *covering()]
NAMES = [*PRESETS, *CORNERS]
NAMES += [f"covering {i}" for i in range(len(STATES) - len(NAMES))]
