"""What torch holds after each turn of a loop, with and without ``zero_grad``."""

from __future__ import annotations

import itertools

import torch

from course_lib.primer.torch_explorer import CURVES


def torch_walks() -> dict:
    """Thirty turns on each curve from three places."""
    how = itertools.product(CURVES, (0.3, 2.5, 3.5), ((0.2, True), (0.05, False), (0.01, False)))
    return {"walks": [walk(curve, x, *more) for curve, x, more in how]}


def walk(curve: str, start: float, lr: float, clear: bool) -> dict:
    x = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([x], lr=lr)
    turns = []
    for _ in range(30):
        if clear:
            optimizer.zero_grad()
        y = eval(CURVES[curve].expression, {"x": x})
        y.backward()
        turns.append({"x": x.item(), "y": y.item(), "grad": x.grad.item()})
        optimizer.step()
    return {"curve": curve, "lr": lr, "clear": clear, "turns": turns}
