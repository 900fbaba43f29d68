"""The numbers of the unroll explorer, from ``course_lib.rnn``: states, and gradients by the tape."""

from __future__ import annotations

import numpy as np

from course_lib.backprop import Tensor
from course_lib.losses import sigmoid
from course_lib.optim import clip_grad_norm
from course_lib.rnn import functions as F
from course_lib.rnn import gru, gru_backward, lstm, lstm_backward, rnn, rnn_backward
from course_lib.rnn.unroll_explorer import KNOBS, PRESETS, arrays, steps_of

CELLS = {"rnn": F.rnn_cell, "lstm": F.lstm_cell, "gru": F.gru_cell}
RUNS = {"rnn": (rnn, rnn_backward), "lstm": (lstm, lstm_backward), "gru": (gru, gru_backward)}
EVERY = {name for knobs in KNOBS.values() for name in knobs}
PLAIN = {"cell": "rnn", "loss": "last", **dict.fromkeys(EVERY, 0), "w": 0.8, "u": 1}
TEXTS = ["1", "z", ".", "1 -0.5 .25,a;b..\n9 −9", "Ab0.5 x", "+1 1... 007"]


def unroll() -> dict:
    rng = np.random.default_rng(5)
    ready = [PLAIN | preset["settings"] for preset in PRESETS.values()]
    drawn = [_drawn(rng, cell, loss) for cell in CELLS for loss in ("last", "each") for _ in range(8)]
    return {
        "cases": [_case(settings) for settings in ready + drawn],
        "texts": [{"text": text, "steps": steps_of(text)} for text in TEXTS],
    }


def _drawn(rng, cell: str, loss: str) -> dict:
    x = rng.normal(size=rng.integers(1, 25)).round(2)
    knobs = {knob: round(rng.normal(scale=1.5), 2) for knob in KNOBS[cell]}
    return PLAIN | knobs | {"cell": cell, "loss": loss, "sequence": " ".join(f"{v:g}" for v in x)}


def _case(settings: dict) -> dict:
    cell, weights = settings["cell"], arrays(settings["cell"], settings)
    x = np.array([value for _, value in steps_of(settings["sequence"])])
    own = np.ones(len(x)) if settings["loss"] == "each" else np.eye(len(x))[-1]
    forward, backward = RUNS[cell]
    pair, first = cell == "lstm", np.zeros((1, 1))
    by_x, by_first, *by_weights = backward(
        (own[None, :, None], (None, None) if pair else None), x[None, :, None],
        (first, first) if pair else first, **weights,
    )  # fmt: skip
    by = dict(zip(weights, by_weights, strict=True))
    knobs = {knob: by[name][row].item() for knob, (name, row) in KNOBS[cell].items()}
    short = [np.array([v]) for v in knobs.values()]
    norm = clip_grad_norm(short, 0.5)
    return {
        "settings": settings,
        "h": forward(x[None, :, None], None, **weights)[0].ravel(),
        "by_x": by_x.ravel(),
        "carried": [(by_first[1] if pair else by_first).item(), *_carried(cell, x, own, weights)],
        "knobs": knobs,
        "norm": norm,
        "clipped": np.ravel(short),
    }


def _carried(cell: str, x, own, weights) -> list[float]:
    """The gradient by h, in an LSTM by c, after each step: the cell step by step, on the tape.

    A leaf of 0 is added to each state, so that there is something whose gradient is kept.
    """
    pair, (h, c), total, told = cell == "lstm", np.zeros((2, 1, 1)), 0.0, []
    for value, asks in zip(x, own, strict=True):
        new = CELLS[cell]([[value]], (h, c) if pair else h, **weights)
        leaves = [Tensor(np.zeros((1, 1)), requires_grad=True) for _ in range(2)]
        h, c = (part + leaf for part, leaf in zip(new if pair else (new, new), leaves, strict=True))
        total = total + h * asks
        # in an LSTM c has a way to the loss by its own h, too
        told.append((*leaves, sigmoid(weights["b_ih"][-1]) * (1 - np.tanh(c.data) ** 2)))
    total.sum().backward()
    if not pair:
        return [of_h.grad.item() for of_h, *_ in told]
    return [((0 if of_c.grad is None else of_c.grad) + of_h.grad * to_h).item() for of_h, of_c, to_h in told]
