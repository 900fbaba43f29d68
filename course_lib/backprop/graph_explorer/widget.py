"""Type an expression; see its graph, its values forward, its gradients backward, operation by operation."""

from typing import ClassVar

import numpy as np
import traitlets

from course_lib.backprop.graph_explorer.language import names
from course_lib.backprop.graph_explorer.presets import ALL, PRESETS
from course_lib.backprop.graph_explorer.words import WHY, WORDS
from course_lib.widgets import Explorable, ordered
from course_lib.widgets.settings import Choice, Number, Presets, Setting, Text, Toggle

LONGEST, LARGEST, FAR = 500, 4, 1e6


class Expression(Text):
    """Lines of the little language."""

    def check(self, value, name):
        text = super().check(value, name)
        if len(text) > LONGEST:
            raise traitlets.TraitError(f"{name} takes at most {LONGEST} characters, got {len(text)}")
        try:
            names(text)
        except ValueError as error:
            raise traitlets.TraitError(f"{name}: {error}") from None
        return text


class Arrays(Setting):
    """Name → number, vector or matrix."""

    allowed = f"dict of numbers, vectors or matrices of at most {LARGEST} rows and columns"
    rule: ClassVar = {"kind": "arrays", "most": LARGEST, "far": FAR}

    def check(self, value, name):
        if not isinstance(value, dict):
            raise self.refusal(name, value)
        return {str(key): self._plain(v, f"{name}[{key!r}]") for key, v in value.items()}

    def _plain(self, value, name):
        try:
            array = np.array(value, dtype=float)
        except (TypeError, ValueError):
            raise self.refusal(name, value) from None
        fits = array.ndim <= 2 and array.size and max(array.shape, default=1) <= LARGEST
        if not fits or not np.all(np.abs(array) <= FAR):  # nan is not
            raise self.refusal(name, value)
        return array.tolist()


class GraphExplorer(Explorable):
    """The graph of an expression: values run forward through it, gradients backward.

    ``GraphExplorer(preset="network")`` starts from a ready-made graph,
    ``GraphExplorer(expression="L = (w*x - t)^2", values={"w": 2, "x": 3, "t": 5})`` from one's own. Values
    may be vectors and matrices. In a running notebook ``explorer.expression`` and ``explorer.values`` are
    what the page shows.
    """

    alt = (
        "A graph from left to right: the inputs w₁ = 0.5, x₁ = 2, w₂ = −1, x₂ = 1 and b = 0.5, two products, "
        "their sum z = 0.5 with b, and y = tanh(z) = 0.462. Below every value stands its gradient: 1 at y, "
        "0.786 at the sum and the products, and 1.57, 0.393, 0.786, −0.786 and 0.786 at the inputs. On every "
        "edge stands the local derivative that leads from the one to the other."
    )

    parts: ClassVar = {
        "preset": "Graph", "predict": "Predict first", "player": "One operation at a time",
        "expression": "Expression", "nudged": "Nudge", "repair": "Repair this graph",
        "locals": "the local derivatives", "how": "how the picked card gets its numbers",
    }  # fmt: skip
    answers: ClassVar = {
        "comment": "what is said of the preset", "values": "the values of the operations",
        "gradients": "the gradients", "changes": "predicted and actual change", "summary": "all in words",
        "code": "Copy as Python",
    }  # fmt: skip
    usual: ClassVar = ("preset", "predict", "player", "expression", "repair", "locals", "how")
    spoilers: ClassVar = ("gradients", "how", "changes", "summary")

    preset = Presets(PRESETS, "neuron", back=None)
    expression = Expression(PRESETS["neuron"]["settings"]["expression"], about="the last line is the result")
    values = Arrays("", PRESETS["neuron"]["settings"]["values"], about="what the inputs hold")
    forward = Number("", ALL, 0, ALL, whole=True, about="how many operations have computed their value")
    backward = Number(
        "", 0, 0, ALL, whole=True, about="how many steps back are done; the first puts 1 at the result"
    )
    pick = Number("", -1, -1, ALL, whole=True, about="the card that is explained, −1 for none")
    nudged = Text("", about="the input that is nudged, such as w1 or W[0, 1]; the first one if empty")
    nudge = Number("by h", 0.1, 0.0001, 1, log=True)
    challenge = Choice("", "", ["", *WHY], about="the fault of a graph to repair")
    repaired = Toggle("", about="whether that fault is repaired")
    _words = ordered(WORDS)

    def __init__(self, **given):
        own = {"preset": "", "values": {}} if "expression" in given else {}
        super().__init__(**(own | given))
