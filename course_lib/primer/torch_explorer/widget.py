"""A number on a curve, the slope that torch would leave in ``x.grad``, and the calls that use it."""

from typing import ClassVar

from course_lib.primer.torch_explorer.curves import CURVES
from course_lib.primer.torch_explorer.presets import PRESETS, WORDS
from course_lib.widgets import Explorable, ordered
from course_lib.widgets.settings import Choice, Number, Presets, Toggle, within
from course_lib.widgets.several import List

FAR = 1e12


class TorchExplorer(Explorable):
    """``backward()``, ``step()`` and ``zero_grad()`` as buttons, on one number x.

    ``TorchExplorer(x=0.5, lr=0.4)`` starts elsewhere. In a running notebook ``explorer.x`` and
    ``explorer.grad`` are what torch would hold after the same calls.
    """

    alt = (
        "A valley with its bottom at x = 2. A dot at x = 3.5 carries a tangent of slope 3. Ten steps of "
        "gradient descent lead from there down to the bottom, each shorter than the one before. Beside it, "
        "the same walk without zero_grad: it runs past the bottom and up the other side."
    )

    parts: ClassVar = {
        "preset": "Start from", "predict": "Predict first", "calls": "one call at a time",
        "player": "The whole loop",
    }  # fmt: skip
    answers: ClassVar = {
        "comment": "what is said of the preset", "slopes": "the slopes in numbers", "summary": "all in words",
        "code": "Copy as Python",
    }  # fmt: skip
    usual: ClassVar = ("preset", "predict", "calls", "player", "lr", "clear")
    spoilers: ClassVar = ("slopes", "summary")

    preset = Presets(PRESETS, "walk", back=None)
    curve = Choice("Curve", "bowl", {name: curve.label for name, curve in CURVES.items()})
    x = Number("", 3.5, -FAR, FAR, about="where we stand")
    grad = Number("", 0, -FAR, FAR, about="what x.grad holds")
    lr = Number("Learning rate lr", 0.2, 0, 2, ends="(]", track=(0.01, 1.2), step=0.01)
    clear = Toggle("zero_grad() before each step", True)
    path = List([], within(-FAR, FAR), 0, 60, about="where x was before, the oldest first")
    _words = ordered(WORDS)

    @property
    def value(self) -> float:
        """The height of the curve at x."""
        return CURVES[self.curve].value(self.x)

    @property
    def slope(self) -> float:
        """The slope of the curve at x, by hand."""
        return CURVES[self.curve].slope(self.x)
