"""The GPT that has learned Shakespeare beforehand: the file of the page, read by Python."""

from __future__ import annotations

import base64
import json
import math
from pathlib import Path

import numpy as np

FILE = Path(__file__).with_name("trained.json")  # written by tools/train_gpt_model.mjs
WIDER = 4


def trained_text() -> str:
    """The file as it is: what the page gets."""
    return FILE.read_text(encoding="utf-8")


def trained_model() -> dict:
    """The trained GPT of the page, with its very weights.

    Its blocks are those of *What is in a block?* without biases: heads of 16 numbers, rotary positions with
    base 1000, gelu by tanh. A weight is a whole number from −127 to 127 times the scale of its row.

    Returns
    -------
    dict
        ``hidden``, ``blocks``, ``context``: sizes D, L and T. ``tokens``: the V characters by number.
        ``marks``: GFLOP, training and held-out loss in nats along its run. ``weights``: name → array,
        float64, as (outputs, inputs).

    Examples
    --------
    >>> model = trained_model()
    >>> model["weights"]["head.weight"].shape == (len(model["tokens"]), model["hidden"])
    True
    """
    stored = json.loads(trained_text())
    shapes = shapes_of(len(stored["tokens"]), stored["hidden"], stored["blocks"])
    raw = base64.b64decode(stored["weights"])
    reals = np.frombuffer(raw, "<f4", sum(shape[0] for shape in shapes.values())).astype(float)
    whole = np.frombuffer(raw, np.int8, offset=4 * len(reals)).astype(float)
    weights = {}
    for name, shape in shapes.items():
        rows, reals = np.split(reals, [shape[0]])
        if len(shape) == 2:
            values, whole = np.split(whole, [math.prod(shape)])
            rows = values.reshape(shape) * rows[:, None]
        weights[name] = rows
    return stored | {"weights": weights}


def shapes_of(vocab_size: int, width: int, blocks: int) -> dict[str, tuple]:
    """Name → shape of every parameter, in the order of the file; a norm has a gain alone."""
    block = {
        "norm1": (width,), "qkv": (3 * width, width), "out": (width, width), "norm2": (width,),
        "up": (WIDER * width, width), "down": (width, WIDER * width),
    }  # fmt: skip
    every = {f"blocks.{i}.{name}": shape for i in range(blocks) for name, shape in block.items()}
    table = (vocab_size, width)
    named = {"embedding": table, **every, "norm": (width,), "head": table}
    return {f"{name}.weight": shape for name, shape in named.items()}
