"""Drag logits; see probabilities, the loss, and its derivatives by logits and by probabilities."""

import math

import numpy as np
import traitlets

from course_lib.losses.binary import binary_cross_entropy_with_logits
from course_lib.losses.classification import cross_entropy
from course_lib.losses.logit_explorer.presets import ANIMALS, PLAIN, PRESETS
from course_lib.losses.softmax import softmax
from course_lib.widgets import Explorable, ordered


class LogitExplorer(Explorable):
    """Logits that you can drag, their softmax, the cross-entropy and its derivatives side by side.

    ``LogitExplorer(preset="smoothed")`` starts elsewhere; ``LogitExplorer(logits=[2, -1], target=1)`` shows
    your own numbers. In a running notebook every trait can be read after dragging.

    Traits
    ------
    preset : "wrong", "right", "uniform", "tie", "huge", "smoothed", "digit", or "" for own logits
    mode : "classes" (softmax) or "binary" (one logit and a sigmoid)
    classes : list of 2 to 6 str
    logits : list of float in [-100, 100], one a class
    target : int, index of the true class
    temperature : float in [0.1, 10]; the logits are divided by it
    smoothing : float in [0, 0.5], the share of the target spread over all classes
    shift : float in [-1000, 1000], added to every logit
    naive : bool, show the softmax without the shift by the largest logit as well
    score, label : the logit, in [-100, 100], and the target, 0 or 1, of the mode "binary"
    lr : float in [0.01, 10], learning rate of the steps that move the logits
    picture : list of 64 numbers 0 to 16, or empty: the digit that the logits belong to
    """

    alt = (
        "Three classes with logits 3, 0.5 and −1; the third is the true one. Softmax gives 0.91, 0.07 and "
        "0.02, the loss is 4.1 nats. The derivative by the true class's probability is −60, the derivative "
        "by its logit −0.98."
    )

    preset = traitlets.Enum([*PRESETS, ""], "wrong").tag(sync=True)
    mode = traitlets.Enum(["classes", "binary"], "classes").tag(sync=True)
    classes = traitlets.List(traitlets.Unicode(), ANIMALS, minlen=2, maxlen=6).tag(sync=True)
    logits = traitlets.List(traitlets.Float(), [3.0, 0.5, -1.0], minlen=2, maxlen=6).tag(sync=True)
    target = traitlets.Int(2).tag(sync=True)
    temperature = traitlets.Float(1.0).tag(sync=True)
    smoothing = traitlets.Float(0.0).tag(sync=True)
    shift = traitlets.Float(0.0).tag(sync=True)
    naive = traitlets.Bool(False).tag(sync=True)
    score = traitlets.Float(-3.0).tag(sync=True)
    label = traitlets.Enum([0, 1], 1).tag(sync=True)
    lr = traitlets.Float(1.0).tag(sync=True)
    picture = traitlets.List(traitlets.Float()).tag(sync=True)
    _presets = ordered(PRESETS)

    def __init__(self, logits=None, **kwargs):
        own = logits is not None
        if own and kwargs.get("preset"):
            raise TypeError("give logits or a preset, not both")
        if own:
            logits = [float(z) for z in np.ravel(logits)]
            names = [f"class {k}" for k in range(len(logits))]
            start = {"preset": "", "logits": logits, "classes": names, "target": 0}
        else:
            chosen = PRESETS.get(kwargs.get("preset", "wrong"), PRESETS["wrong"])
            start = PLAIN | {k: v for k, v in chosen.items() if k not in ("label", "comment")}
        super().__init__(**{"preset": "wrong", **start, **kwargs})
        if not len(self.classes) == len(self.logits) > self.target >= 0:
            raise ValueError(
                f"classes and logits need equal lengths and target an index into them, got "
                f"{len(self.classes)} classes, {len(self.logits)} logits and target {self.target}"
            )

    @traitlets.validate("logits", "score", "temperature", "smoothing", "shift", "lr")
    def _lies_in_its_range(self, proposal):
        name = proposal.trait.name
        low, high = RANGES[name]
        values = proposal.value if name == "logits" else [proposal.value]
        if not all(math.isfinite(v) and low <= v <= high for v in values):
            raise traitlets.TraitError(f"{name} must lie in [{low}, {high}], got {proposal.value}")
        return proposal.value

    @traitlets.validate("picture")
    def _is_a_picture(self, proposal):
        if len(proposal.value) not in (0, 64) or not all(0 <= v <= 16 for v in proposal.value):
            raise traitlets.TraitError(f"picture needs 64 numbers in [0, 16], got {proposal.value}")
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


RANGES = {
    "logits": (-100, 100),
    "score": (-100, 100),
    "temperature": (0.1, 10),
    "smoothing": (0, 0.5),
    "shift": (-1000, 1000),
    "lr": (0.01, 10),
}
