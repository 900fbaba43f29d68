"""Settings of the playground from which several tests start."""

from course_lib.backprop.playground import PRESETS

N = 46  # points, 23 of them to train: with batches of 5 the last one holds 3
FEW = {"n_samples": N, "batch_size": 5}
VIEWS = {
    **{name: {"preset": name} for name in PRESETS},
    "partial batch": {**FEW, "optimizer": "nesterov"},
    "penalties": {"data": "xor", "l1": 0.003, "l2": 0.02, "optimizer": "momentum", "momentum": 0.5},
    "dropout": {
        "hidden": [6, 5], "activation": ["gelu", "relu"], "dropout": [0.2, 0.5],
        "optimizer": "adamw", "lr": 0.01,
    },
    "no hidden layer": {"hidden": [], "activation": [], "dropout": [], "loss": "hinge", "data": "gauss"},
    "five classes": {
        "n_classes": 5, "data": "spiral", "loss": "cross_entropy", "output_activation": "linear",
        "optimizer": "rmsprop", "lr": 0.003, "initializer": "xavier_normal",
    },
    "edited": {"edits": [[0, 1, 0, 2], [2, 0, -1, -0.5]]},
}  # fmt: skip
