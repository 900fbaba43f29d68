"""Drag inputs and weights of a small network; see every number on its way, and the whole plane."""

from typing import ClassVar

import numpy as np

from course_lib.primer.neuron_explorer.presets import PLACES, PRESETS
from course_lib.widgets import Explorable
from course_lib.widgets.settings import Number, Presets, within
from course_lib.widgets.several import Row

INPUT, WEIGHT = 3.0, 4.0  # how far an input and a weight may go


class NeuronExplorer(Explorable):
    """Two inputs, two hidden neurons with tanh, one output; every number on its wire.

    ``NeuronExplorer(preset="band")`` starts elsewhere. In a running notebook every trait can be read after
    dragging; ``explorer.output`` is what NumPy says of the same network.
    """

    alt = (
        "A network drawn from left to right: the inputs x₁ = 1 and x₂ = 0.5, two hidden neurons and one "
        "output, with a weight on every wire. The first neuron adds up z₁ = 0.5 and passes on "
        "tanh(0.5) = 0.46, the second z₂ = 1 and tanh(1) = 0.76; the output is 0.28. Beside it the plane of "
        "all inputs, colored by the output, with the line where it is zero."
    )

    parts: ClassVar = {"preset": "Network", "predict": "Predict first", "player": "Compute line by line"}
    answers: ClassVar = {
        "numbers": "the numbers",
        "summary": "all in words",
        "code": "Copy as Python",
        "comment": "what is said of the preset",
    }
    usual: ClassVar = ("preset", "predict", "player")
    spoilers: ClassVar = ("numbers", "summary")

    preset = Presets(PRESETS, "by_hand")
    x1 = Number("Input x₁", 0, -INPUT, INPUT, step=0.1)
    x2 = Number("Input x₂", 0, -INPUT, INPUT, step=0.1)
    weights = Row([0] * 9, {place: within(-WEIGHT, WEIGHT) for place in PLACES}, about="weights and biases")
    shown = Number("", 5, 0, 5, whole=True, about="how many of the five lines of the calculation are shown")

    @property
    def W1(self) -> np.ndarray:
        """Weights of the hidden layer, shape (2, 2): a row for each neuron."""
        return np.array([self.weights[0:2], self.weights[3:5]])

    @property
    def b1(self) -> np.ndarray:
        """Biases of the hidden layer, shape (2,)."""
        return np.array([self.weights[2], self.weights[5]])

    @property
    def output(self) -> float:
        """The output for the inputs, ``W2 @ tanh(W1 @ x + b1) + b2``."""
        h = np.tanh(self.W1 @ [self.x1, self.x2] + self.b1)
        return float(self.weights[6:8] @ h + self.weights[8])
