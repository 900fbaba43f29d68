"""Drag logits; see probabilities, the loss, and its derivatives by logits and by probabilities."""

from typing import ClassVar

import numpy as np
import traitlets

from course_lib.losses.binary import binary_cross_entropy_with_logits
from course_lib.losses.classification import cross_entropy
from course_lib.losses.logit_explorer.presets import ANIMALS, PRESETS
from course_lib.losses.softmax import softmax
from course_lib.widgets import Explorable
from course_lib.widgets.settings import Choice, Number, Presets, Text, Toggle, within
from course_lib.widgets.several import List

CLASSES = {"mode": ["classes"]}


class LogitExplorer(Explorable):
    """Logits that you can drag, their softmax, the cross-entropy and its derivatives side by side.

    ``LogitExplorer(preset="smoothed")`` starts elsewhere; ``LogitExplorer(logits=[2, -1], target=1)`` shows
    your own numbers. In a running notebook every trait can be read after dragging.
    """

    alt = (
        "Three classes with logits 3, 0.5 and −1; the third is the true one. Softmax gives 0.91, 0.07 and "
        "0.02, the loss is 4.1 nats. The derivative by the true class's probability is −60, the derivative "
        "by its logit −0.98."
    )

    parts: ClassVar = {
        "preset": "Start from", "predict": "Predict first", "comment": "Comment",
        "label": "The target y", "table": "All numbers",
        "player": "Gradient descent on the logits", "units": "the loss in bits, and perplexity",
        "dz": "slopes along the logits", "dp": "slopes along the probabilities",
        "formulas": "slopes as formulas",
    }  # fmt: skip
    answers: ClassVar = {
        "loss": "the loss", "p": "probabilities", "summary": "all in words", "code": "Copy as Python",
    }  # fmt: skip
    usual: ClassVar = (
        "preset", "comment", "predict", "mode", "temperature", "smoothing", "label",
        "player", "table", "shift", "naive", "units", "dz", "dp", "formulas",
    )  # fmt: skip
    spoilers: ClassVar = ("loss", "dz", "dp", "table", "summary")

    preset = Presets(PRESETS, "wrong", back=("temperature", "smoothing", "shift", "picture"))
    mode = Choice(
        "Model", "classes", {"classes": "softmax", "binary": "two classes, one logit"},
        about='in "binary", one logit and a sigmoid',
    )  # fmt: skip
    classes = List(ANIMALS, Text(), 2, 6, about="their names")
    logits = List([3, 0.5, -1], within(-100, 100), 2, 6, about="one a class")
    target = Number("", 2, 0, 5, whole=True, about="index of the true class")
    temperature = Number(
        "Temperature T", 1, 0.1, 10, log=True, needs=CLASSES, about="the logits are divided by it"
    )
    smoothing = Number(
        "Label smoothing ε", 0, 0, 0.5, step=0.05, needs=CLASSES,
        about="the share of the target spread over all classes",
    )  # fmt: skip
    shift = Number("Add to every logit", 0, -1000, 1000, step=10)
    naive = Toggle(
        "Show the softmax as printed, exp z / Σ exp z", about="without the shift by the largest logit"
    )
    score = Number("", -3, -100, 100, about='the logit of the mode "binary"')
    label = Choice("", 1, [0, 1], about='the target of the mode "binary"')
    lr = Number("Learning rate", 1, 0.01, 10, log=True, about="of the steps that move the logits")
    picture = List([], within(0, 16), 0, 64, by=64, about="the digit that the logits belong to, if any")

    def __init__(self, logits=None, **kwargs):
        if logits is not None:
            if kwargs.get("preset"):
                raise TypeError("give logits or a preset, not both")
            logits = [float(z) for z in np.ravel(logits)]
            names = [f"class {k}" for k in range(len(logits))]
            kwargs = {"preset": "", "logits": logits, "classes": names, "target": 0, **kwargs}
        super().__init__(**kwargs)

    @traitlets.validate("classes", "logits", "target")
    def _one_logit_a_class(self, proposal):
        """To change all three, ``with explorer.hold_trait_notifications():``."""
        new = self.with_proposed(proposal)
        if not len(new["classes"]) == len(new["logits"]) > new["target"]:
            raise traitlets.TraitError(
                "classes and logits need equal lengths and target an index into them, got "
                f"{len(new['classes'])} classes, {len(new['logits'])} logits and target {new['target']}; "
                "where several change, set them inside `with explorer.hold_trait_notifications():`"
            )
        return proposal.value

    @property
    def probs(self) -> np.ndarray:
        """softmax((logits + shift) / temperature), shape (C,)."""
        return softmax((np.array(self.logits) + self.shift) / self.temperature)

    @property
    def value(self) -> float:
        """The loss in nats, computed by course_lib."""
        if self.mode == "binary":
            target = np.array([float(self.label)])
            return float(binary_cross_entropy_with_logits(np.array([self.score]), target))
        z = (np.array(self.logits) + self.shift) / self.temperature
        return float(cross_entropy(z, self.target, label_smoothing=self.smoothing))
