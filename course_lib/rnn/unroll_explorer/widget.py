"""Type a sequence for a cell of one unit; see its states forward and its gradients back, by lag."""

from typing import ClassVar

import numpy as np
import traitlets

from course_lib.rnn.gru import gru, gru_backward
from course_lib.rnn.lstm import lstm, lstm_backward
from course_lib.rnn.rnn import rnn, rnn_backward
from course_lib.rnn.unroll_explorer.cell import KNOBS, STEPS, arrays, steps_of
from course_lib.rnn.unroll_explorer.presets import PRESETS
from course_lib.rnn.unroll_explorer.words import WORDS
from course_lib.widgets import Explorable, ordered
from course_lib.widgets.settings import Choice, Number, Presets, Text, Toggle

RUNS = {"rnn": (rnn, rnn_backward), "lstm": (lstm, lstm_backward), "gru": (gru, gru_backward)}
LSTM, GRU = {"cell": ["lstm"]}, {"cell": ["gru"]}


class Sequence(Text):
    """Steps as :func:`steps_of` reads them."""

    def check(self, value, name):
        text = super().check(value, name)
        try:
            steps_of(text)
        except ValueError as error:
            raise traitlets.TraitError(f"{name}: {error}") from None
        return text


def _weight(label: str, default: float) -> Number:
    return Number(label, default, -9, 9, track=(-3, 3), step=0.05)


def _gate(label: str, needs: dict) -> Number:
    return Number(label, 0, -20, 20, track=(-12, 12), step=0.5, needs=needs)


class UnrollExplorer(Explorable):
    """A recurrent cell of one unit, unrolled over a sequence: states forward, gradients back by lag.

    ``UnrollExplorer(preset="lstm")`` starts from a ready-made one, ``UnrollExplorer(sequence="1 0 -1 abba",
    cell="gru")`` from one's own. The gates look at x, not at h, so that one number carries the gradient from
    step to step: h, or the memory c of an LSTM. In a running notebook ``explorer.states`` and
    ``explorer.gradients`` are what the page shows.
    """

    alt = (
        "A recurrent cell of one unit over twelve steps. The first input is 1, the others are 0. Bars of the "
        "state h fall from 0.76 at the first step to about 0.05 at the last. Below, on a scale in powers of "
        "ten, the gradient of the last state falls with the lag: 1 at lag 0, about 0.04 at lag 11."
    )

    parts: ClassVar = {
        "preset": "Start from", "predict": "Predict first", "player": "Back through time",
        "sequence": "Sequence",
    }  # fmt: skip
    answers: ClassVar = {
        "comment": "what is said of the preset", "states": "gates and states", "slopes": "the factors",
        "gradients": "the gradients by lag", "step": "one step back, with its numbers",
        "weights": "the gradients of the weights", "summary": "all in words", "code": "Copy as Python",
    }  # fmt: skip
    usual: ClassVar = ("preset", "predict", "player", "sequence", "cell", "w", "forget_bias", "update_bias")
    spoilers: ClassVar = ("comment", "slopes", "gradients", "step", "weights", "summary")

    preset = Presets(PRESETS, "impulse", back=None)
    sequence = Sequence(PRESETS["impulse"]["settings"]["sequence"], about=f"1 to {STEPS} steps")
    cell = Choice("Cell", "rnn", {"rnn": "RNN", "lstm": "LSTM", "gru": "GRU"})
    w = _weight("Gain w", 0.8)
    u = _weight("Input weight u", 1)
    b = _weight("Bias b", 0)
    input_bias = _gate("Input gate: bias", LSTM)
    forget_bias = _gate("Forget gate: bias", LSTM)
    output_bias = _gate("Output gate: bias", LSTM)
    input_x = _gate("Input gate: weight of x", LSTM)
    reset_bias = _gate("Reset gate: bias", GRU)
    update_bias = _gate("Update gate: bias", GRU)
    update_x = _gate("Update gate: weight of x", GRU)
    loss = Choice("Loss", "last", {"last": "last h", "each": "sum of all h"})
    clip = Toggle("Clip the gradient of the weights")
    max_norm = Number("Longest norm", 1, 0.001, 1000, log=True, needs={"clip": [True]})
    pick = Number("", 1, 1, STEPS, whole=True, about="the step that is explained, from 1")
    walked = Toggle("", about="gradients are shown only as far back as that step")
    _words = ordered(WORDS)

    def __init__(self, **given):
        own = {"preset": ""} if "sequence" in given else {}
        super().__init__(**(own | given))

    @property
    def x(self) -> np.ndarray:
        """(1, T, 1), what the cell reads."""
        return np.array([value for _, value in steps_of(self.sequence)])[None, :, None]

    @property
    def weights(self) -> dict[str, np.ndarray]:
        """w_ih, w_hh and b_ih of the unit."""
        return arrays(self.cell, {knob: getattr(self, knob) for knob in KNOBS[self.cell]})

    @property
    def states(self) -> np.ndarray:
        """(T,), h after each step."""
        return RUNS[self.cell][0](self.x, None, **self.weights)[0][0, :, 0]

    @property
    def arriving(self) -> np.ndarray:
        """(1, T, 1), what the loss itself asks of each h."""
        grad = np.zeros_like(self.x)
        grad[:, 0 if self.loss == "each" else -1 :] = 1
        return grad

    @property
    def gradients(self) -> dict[str, np.ndarray | float]:
        """By x (T,), by the state before the first step, and by each weight that has a control."""
        first = np.zeros((1, 1))
        state = (first, first) if self.cell == "lstm" else first
        asked = (self.arriving, (None, None) if self.cell == "lstm" else None)
        by_x, by_state, *by_weights = RUNS[self.cell][1](asked, self.x, state, **self.weights)
        by = dict(zip(("w_ih", "w_hh", "b_ih"), by_weights, strict=True))
        carried = by_state[1] if self.cell == "lstm" else by_state
        knobs = {k: by[name][row].item() for k, (name, row) in KNOBS[self.cell].items()}
        return {"x": by_x[0, :, 0], "first": carried.item(), **knobs}
