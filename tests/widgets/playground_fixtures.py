"""The numbers that the playground's JavaScript is tested against, with gradients and steps from torch.

The network of playground_torch.py is differentiated by autograd in float64. It shares nothing with the code
under test but data, first weights, shuffles and masks, which ``course_lib`` draws.
"""

from __future__ import annotations

import numpy as np
import torch
from widgets.optimizer_fixtures import OPTIMIZERS
from widgets.playground_draws import draws
from widgets.playground_torch import ACTIVATIONS, LOSSES, flat, network, tensors

from course_lib.backprop.playground.data import FEATURES, expand_features, make_data, split_rows
from course_lib.backprop.playground.run import (
    INITIALIZERS,
    batches,
    dropout_masks,
    encode_targets,
    initial_parameters,
)
from course_lib.mulberry import Mulberry32

# one place for the settings that a run may leave out
DEFAULTS = {
    "name": "circle",
    "n_samples": 46,
    "n_classes": 2,
    "noise": 0.3,
    "features": ["x1", "x2", "x1_x2"],
    "train_share": 0.5,  # 23 rows: batches of 5, 5, 5, 5 and 3
    "hidden": [4, 3],
    "activation": ["tanh", "tanh"],
    "output_activation": "linear",
    "loss": "mse",
    "optimizer": "sgd",
    "options": {"lr": 0.03},
    "initializer": "kaiming_uniform",
    "batch_size": 5,
    "dropout": 0.0,
    "l1": 0.0,
    "l2": 0.01,
    "seed": 3,
    "steps": 100,
}


def gradients() -> list[dict]:
    """Outputs, loss and gradient of every activation under every loss, for networks of three depths."""
    cases = []
    for a, activation in enumerate(ACTIVATIONS):
        for b, (name, loss) in enumerate(LOSSES.items()):
            for hidden in ([], [4], [5, 3, 2]):
                width = 3 if name == "cross_entropy" else 2
                sizes, seed = [3, *hidden, width], 10 * a + b
                activations = [activation] * len(hidden) + (["linear"] if hidden else [activation])
                rng = Mulberry32(seed)
                x = torch.tensor(2 * rng.normal((5, 3)))
                labels = np.arange(5) % width
                targets = encode_targets(name, labels, 3)[:, :width]
                if name in ("mse", "l1", "huber"):
                    targets = rng.normal((5, width))
                params = tensors(initial_parameters(sizes, seed=seed))
                out = network(x, params, activations)
                value = loss(out, torch.tensor(targets))
                value.backward()
                cases.append(
                    {
                        "seed": seed,
                        "sizes": sizes,
                        "activations": activations,
                        "loss": name,
                        "targets": targets.ravel(),
                        "out": out.detach().numpy().ravel(),
                        "value": value.item(),
                        "grads": flat([p.grad for p in params]),
                    }
                )
    return cases


def settings() -> list[dict]:
    """Every optimizer with every loss; then the corners."""
    sets = {"mse": "hills", "l1": "hills", "huber": "plane", "cross_entropy": "spiral"}
    rates = {"sgd": 0.05, "momentum": 0.02, "nesterov": 0.02, "adagrad": 0.1}
    runs = []
    for optimizer in OPTIMIZERS:
        for loss in LOSSES:
            run = {"optimizer": optimizer, "options": {"lr": rates.get(optimizer, 0.02)}, "loss": loss}
            run |= {"name": sets.get(loss, "circle"), "n_classes": 3 if loss == "cross_entropy" else 2}
            runs.append(run | {"hidden": [4], "activation": ["tanh"]})
    runs += [{"initializer": name, "hidden": [3], "activation": ["sigmoid"]} for name in INITIALIZERS]
    runs += [{"optimizer": "momentum"}, {"optimizer": "adamw", "name": "plane"}]
    runs += [
        {"features": list(FEATURES), "activation": ["relu", "leaky_relu"], "dropout": 0.2, "l1": 0.001},
        {"hidden": [6], "activation": ["gelu"], "dropout": 0.5, "optimizer": "adam", "name": "xor"},
        {"hidden": [], "activation": [], "loss": "binary_cross_entropy_with_logits", "name": "gauss"},
        {"n_classes": 3, "name": "gauss", "loss": "hinge"},
        {"n_classes": 4, "name": "circle", "loss": "binary_cross_entropy_with_logits"},
        {"n_classes": 2, "loss": "cross_entropy", "batch_size": 100},
        {"batch_size": 1, "train_share": 0.9, "l2": 0.0},
        # TensorFlow Playground's start
        {
            "n_samples": 500,
            "features": ["x1", "x2"],
            "hidden": [4, 2],
            "output_activation": "tanh",
            "batch_size": 10,
            "l2": 0.0,
        },
    ]
    return runs


def run(changes: dict) -> dict:
    """The end of one run, trained by torch."""
    c = DEFAULTS | changes
    data = make_data(c["name"], c["n_samples"], c["n_classes"], c["noise"], c["seed"])
    n_classes = len(data.class_names)
    X = torch.tensor(expand_features(data.X, c["features"]))
    y = torch.tensor(encode_targets(c["loss"], data.y, n_classes))
    train, test = (torch.tensor(rows) for rows in split_rows(len(X), c["train_share"], c["seed"]))
    sizes = [X.shape[1], *c["hidden"], y.shape[1]]
    params = tensors(initial_parameters(sizes, c["initializer"], c["seed"]))
    cls, named = OPTIMIZERS[c["optimizer"]]
    optimizer = cls(params, **named | c["options"])
    loss = LOSSES[c["loss"]]
    activations = [*c["activation"], c["output_activation"]]
    step = epoch = 0
    while step < c["steps"]:
        for rows in batches(len(train), c["batch_size"], c["seed"], epoch):
            if step == c["steps"]:
                break
            picked = train[torch.tensor(rows)]
            masks = c["dropout"] and dropout_masks(c["hidden"], len(rows), c["dropout"], c["seed"], step)
            out = network(X[picked], params, activations, masks and [torch.tensor(m) for m in masks])
            weights = torch.cat([w.reshape(-1) for w in params[::2]])
            penalty = c["l1"] * weights.abs().sum() + c["l2"] / 2 * (weights**2).sum()
            total = loss(out, y[picked]) + penalty
            optimizer.zero_grad()
            total.backward()
            optimizer.step()
            step += 1
        epoch += 1
    ends = {}
    for part, rows in (("train", train), ("test", test)):
        with torch.no_grad():
            out = network(X[rows], params, activations)
            ends[part] = {"loss": loss(out, y[rows]).item()}
        if n_classes:
            named_class = out.argmax(1) if out.shape[1] > 1 else (out[:, 0] > 0).long()
            ends[part]["accuracy"] = (named_class.numpy() == data.y[rows]).mean()
    grads = flat([p.grad for p in params])
    return {"settings": changes, "params": flat(params), "grads": grads, **ends}


def playground() -> dict:
    """All of the above."""
    return {
        "draws": draws(),
        "gradients": gradients(),
        "defaults": DEFAULTS,
        "runs": [run(changes) for changes in settings()],
    }
