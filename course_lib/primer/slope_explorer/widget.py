"""Drag a point; see the slope of a curve, the two slopes of a surface, or how slopes multiply in a chain."""

from typing import ClassVar

from course_lib.primer.slope_explorer.presets import CHAINS, CURVES, PRESETS, SURFACES
from course_lib.widgets import Explorable
from course_lib.widgets.settings import Choice, Number, Presets

REACH = 2.0  # how far the point can be dragged


class SlopeExplorer(Explorable):
    """A curve with a secant and a tangent; a surface with its gradient; or two functions in a chain.

    Each slope stands twice: as the quotient of two differences, with the step h, and as the derivative.
    ``SlopeExplorer(preset="bowl")`` starts elsewhere. In a running notebook every trait can be read after
    dragging.
    """

    alt = (
        "Left, the parabola y = x² with a point at x = 0.5: the dashed line through it and through the point "
        "one step to the right has slope 2, the tangent has slope 1. Right, a bowl seen from above, with "
        "lines of equal height: at the point (1, 0.5) both slopes are 2, and the gradient, an arrow, points "
        "uphill between the two directions."
    )

    parts: ClassVar = {"preset": "Start from", "predict": "Predict first", "player": "Let the step h shrink"}
    answers: ClassVar = {
        "numbers": "the numbers",
        "summary": "all in words",
        "code": "Copy as Python",
        "comment": "what is said of the preset",
    }
    usual: ClassVar = ("preset", "predict", "player", "mode", "curve", "surface", "chain", "h")
    spoilers: ClassVar = ("numbers", "summary")

    preset = Presets(PRESETS, "parabola", back=["curve", "surface", "chain"])
    mode = Choice("Look at", "curve", {"curve": "a curve", "surface": "a surface", "chain": "a chain"})
    curve = Choice("y =", "square", CURVES, kind="select", needs={"mode": ["curve"]})
    surface = Choice("Height", "bowl", SURFACES, kind="select", needs={"mode": ["surface"]})
    chain = Choice("Chain", "gears", CHAINS, kind="select", needs={"mode": ["chain"]})
    x1 = Number("x, or x₁", 0, -REACH, REACH, step=0.05)
    x2 = Number("x₂", 0, -REACH, REACH, step=0.05, needs={"mode": ["surface"]})
    h = Number("Step h", 1, 0.001, 1, log=True, about="how far the second point is from the first")
