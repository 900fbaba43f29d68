"""The numbers of the convolution explorer, from ``conv2d``, its backward pass and ``receptive_field``."""

from __future__ import annotations

import numpy as np

from course_lib.cnn import conv2d, conv2d_backward, receptive_field
from course_lib.cnn.conv_explorer import PRESETS


def conv() -> dict:
    rng = np.random.default_rng(4)
    ready = [p["settings"] for p in PRESETS.values()]
    return {
        "cases": [_case(rng, *_of(settings)) for settings in ready] + [_drawn(rng) for _ in range(40)],
        "fields": [_field(*rng.integers(1, 4, size=3)) for _ in range(20)],
    }


def _of(settings: dict) -> tuple:
    how = {
        name: settings.get(name, usual) for name, usual in {"stride": 1, "padding": 0, "dilation": 1}.items()
    }
    return np.array(settings["x"]), np.array(settings["weight"]), how


def _drawn(rng) -> dict:
    channels, filters, k = rng.integers(1, 3), rng.integers(1, 3), rng.choice([1, 3, 5])
    how = {"stride": rng.integers(1, 4), "padding": rng.integers(0, 5), "dilation": rng.integers(1, 4)}
    least = max(1, how["dilation"] * (k - 1) + 1 - 2 * how["padding"])
    high, wide = (int(rng.integers(least, least + 6)) for _ in range(2))
    x = rng.normal(size=(channels, high, wide)).round(1)
    return _case(
        rng, x, rng.normal(size=(filters, channels, k, k)).round(1), {n: int(v) for n, v in how.items()}
    )


def _case(rng, x, weight, how) -> dict:
    y = conv2d(x[None], weight, **how)
    grad = rng.normal(size=y.shape).round(1)
    grad_x, grad_weight = conv2d_backward(grad, x[None], weight, **how)
    arrays = {"x": x, "weight": weight, "y": y[0], "grad": grad[0], "grad_x": grad_x[0]}
    return {"how": how, **arrays, "grad_weight": grad_weight}


def _field(k: int, stride: int, dilation: int) -> dict:
    layers = [(int(k), int(stride), int(dilation))] * 2
    return {"layers": layers, "field": receptive_field(layers)}
