"""What goes through a deep network, forward and backward, layer by layer: computed by torch and by NumPy."""

from __future__ import annotations

import numpy as np
import torch
from widgets.playground_fixtures import DEFAULTS
from widgets.playground_torch import LOSSES, flat, network, tensors

from course_lib.backprop.playground.data import expand_features, make_data, split_rows
from course_lib.backprop.playground.run import encode_targets, initial_parameters

BINS, LOW, HIGH, POWERS = 41, -10, 4, 56  # of values; of gradients, as powers of ten
DEEP = {"hidden": [8] * 6, "loss": "binary_cross_entropy_with_logits", "features": ["x1", "x2"]}


def settings() -> list[dict]:
    """Three activations with four first weights, six layers deep; then other losses and shapes."""
    weights = ("normal", "xavier_uniform", "kaiming_normal", "large_normal")
    runs = [
        DEEP | {"activation": [f] * 6, "initializer": name}
        for f in ("sigmoid", "tanh", "relu")
        for name in weights
    ]
    runs += [
        {"name": "spiral", "n_classes": 3, "loss": "cross_entropy"},
        {"name": "hills", "activation": ["gelu", "leaky_relu"]},
        {"hidden": [], "activation": [], "loss": "hinge", "name": "gauss", "n_classes": 3},
        {"output_activation": "tanh", "initializer": "zeros"},
    ]
    return runs


def case(changes: dict) -> dict:
    """All training points at once with the first weights, and, but for most deep ones, the fourth alone."""
    s = DEFAULTS | changes
    data = make_data(*(s[name] for name in ("name", "n_samples", "n_classes", "noise", "seed")))
    rows = split_rows(len(data.X), s["train_share"], s["seed"])[0]
    x = torch.tensor(expand_features(data.X[rows], s["features"]))
    targets = torch.tensor(encode_targets(s["loss"], data.y[rows], len(data.class_names)))
    activations = [*s["activation"], s["output_activation"]]
    sizes = [x.shape[1], *s["hidden"], targets.shape[1]]
    params = tensors(initial_parameters(sizes, s["initializer"], s["seed"]))
    seen = looked_at(x, targets, params, activations, s["loss"])
    top = reach(max(1.0, *(np.abs(a).max() for a in seen["values"])))
    found = {
        "settings": changes, "top": top, "rows": [row(seen, k, top) for k in range(len(sizes) - 1)],
        "loss": seen["loss"], "grads": seen["grads"],
    }  # fmt: skip
    if s["initializer"] == "normal" or s["hidden"] != DEEP["hidden"]:
        one = looked_at(x[3:4], targets[3:4], params, activations, s["loss"])
        raveled = {name: [a.ravel() for a in one[name]] for name in ("values", "deltas")}
        found["one"] = raveled | {"grads": one["grads"]}
    return found


def looked_at(x, targets, params, activations, loss) -> dict:
    """Values after each layer, the gradient of the loss with respect to what each activation receives."""
    shifts = [torch.zeros(len(x), len(b), dtype=torch.float64, requires_grad=True) for b in params[1::2]]
    values, out = [], x
    for k, (weight, bias, shift) in enumerate(zip(params[::2], params[1::2], shifts, strict=True)):
        out = network(out, [weight, bias + shift], [activations[k]])
        values.append(out.detach().numpy())
    value = LOSSES[loss](out, targets)
    grads = torch.autograd.grad(value, [*params, *shifts], materialize_grads=True)
    return {
        "loss": value.item(), "values": values, "grads": flat(grads[: len(params)]),
        "weights": [g.numpy() for g in grads[: len(params) : 2]],
        "deltas": [g.numpy() for g in grads[len(params) :]],
    }  # fmt: skip


def reach(top: float) -> float:
    """The next number of 1, 2, 5, 10, 20 …"""
    power = 10.0 ** np.floor(np.log10(top))
    return next(digit * power for digit in (1, 2, 5, 10) if digit * power >= top)


def row(seen: dict, k: int, top: float) -> dict:
    values, sizes = seen["values"][k].ravel(), np.abs(seen["deltas"][k].ravel()) * len(seen["deltas"][k])
    powers = np.log10(sizes[sizes > 0]).clip(LOW, HIGH)
    return {
        "spread": values.std(), "norm": np.linalg.norm(seen["weights"][k]), "zeros": int((sizes == 0).sum()),
        "values": np.histogram(values, BINS, (-top, top))[0].tolist(),
        "powers": np.histogram(powers, POWERS, (LOW, HIGH))[0].tolist(),
    }  # fmt: skip


def gauge() -> list[dict]:
    return [case(changes) for changes in settings()]
