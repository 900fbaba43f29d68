"""The numbers that the explorables' optimizers are tested against: torch.optim in float64."""

from __future__ import annotations

import torch

from course_lib.mulberry import Mulberry32

SGD, OPTIM = torch.optim.SGD, torch.optim
# name → class, and what the name itself says
OPTIMIZERS = {
    "sgd": (SGD, {}),
    "momentum": (SGD, {"momentum": 0.9}),
    "nesterov": (SGD, {"momentum": 0.9, "nesterov": True}),
    "adagrad": (OPTIM.Adagrad, {}),
    "rmsprop": (OPTIM.RMSprop, {}),
    "adam": (OPTIM.Adam, {}),
    "adamw": (OPTIM.AdamW, {}),
}
OPTIONS = [(name, {}) for name in OPTIMIZERS] + [
    ("sgd", {"lr": 0.02, "weight_decay": 0.1}),
    ("momentum", {"lr": 0.02, "momentum": 0.7, "dampening": 0.3, "weight_decay": 0.1}),
    ("nesterov", {"lr": 0.02, "momentum": 0.8, "weight_decay": 0.1}),
    ("adagrad", {"lr": 0.1, "lr_decay": 0.05, "initial_accumulator_value": 0.2, "weight_decay": 0.1}),
    ("rmsprop", {"lr": 0.02, "alpha": 0.9, "eps": 1e-3, "momentum": 0.6, "weight_decay": 0.1}),
    ("adam", {"lr": 0.05, "betas": [0.8, 0.99], "eps": 1e-4, "weight_decay": 0.1}),
    ("adamw", {"lr": 0.05, "betas": [0.8, 0.99], "weight_decay": 0.2}),
]


def optimizers() -> list[dict]:
    """100 steps of each optimizer on gradients p + noise: where it ends, and what it remembers."""
    cases = []
    for name, options in OPTIONS:
        cls, named = OPTIMIZERS[name]
        p = torch.tensor([1.0, -2.0, 0.5, 0.0], dtype=torch.float64)
        optimizer, rng = cls([p], **named | options), Mulberry32(5)
        for _ in range(100):
            p.grad = p + torch.tensor(rng.normal(4))
            optimizer.step()
        state = optimizer.state[p]
        first = state.get("momentum_buffer", state.get("exp_avg"))
        second = next((state[k] for k in ("sum", "square_avg", "exp_avg_sq") if k in state), None)
        m, v = (None if s is None else s.numpy() for s in (first, second))
        defaults = optimizer.defaults
        cases.append(
            {"name": name, "options": options, "end": p.numpy(), "m": m, "v": v, "lr": defaults["lr"]}
        )
    return cases
