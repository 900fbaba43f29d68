"""Choose two shapes; see NumPy stretch, combine and fold them, or hear why it refuses."""

from typing import ClassVar

import numpy as np

from course_lib.primer.shapes_explorer.presets import DO, PRESETS
from course_lib.widgets import Explorable
from course_lib.widgets.settings import Choice, Number, Presets, Toggle, within
from course_lib.widgets.several import Row

LARGEST = 5
PAIR = ["add", "sub", "mul"]
AXES = {0: "no axis", 1: "one axis", 2: "two axes"}


def _length(label: str, default: int, needs: dict) -> Number:
    return Number(label, default, 1, LARGEST, whole=True, needs=needs)


class ShapesExplorer(Explorable):
    """Two small arrays as grids of cells, and what NumPy makes of them.

    ``ShapesExplorer(a_rows=3, a_cols=1, b_axes=1, b_cols=4)`` starts elsewhere. In a running notebook
    ``explorer.a``, ``explorer.b`` and ``explorer.result`` are the arrays that the page shows.
    """

    alt = (
        "Three grids of cells. a has shape (2, 3) and holds 1 to 6. b has shape (3,) and holds 10, 20, 30 in "
        "one row; a dashed copy of that row lies below it. The result has shape (2, 3): 11, 22, 33 in the "
        "first row and 14, 25, 36 in the second."
    )

    parts: ClassVar = {
        "preset": "Start from",
        "predict": "Predict first",
        "player": "One cell after the other",
    }
    answers: ClassVar = {
        "comment": "what is said of the preset", "result": "the result", "how": "how the picked cell is made",
        "rule": "the shapes lined up", "sizes": "how many cells", "summary": "all in words",
        "code": "Copy as Python",
    }  # fmt: skip
    usual: ClassVar = ("preset", "predict", "player", "do", "a_axes", "b_axes", "axis", "keepdims")
    spoilers: ClassVar = ("result", "how", "rule", "sizes", "summary")

    preset = Presets(PRESETS, "row", back=None)
    do = Choice("Do", "add", DO)
    a_axes = Choice("a has", 2, {k: AXES[k] for k in (1, 2)})
    a_rows = _length("Rows of a", 2, {"a_axes": [2]})
    a_cols = _length("Columns of a", 3, {})
    b_axes = Choice("b has", 1, AXES, needs={"do": PAIR})
    b_rows = _length("Rows of b", 2, {"do": PAIR, "b_axes": [2]})
    b_cols = _length("Columns of b", 3, {"do": PAIR, "b_axes": [1, 2]})
    axis = Choice("Sum over", "0", {"0": "axis 0", "1": "axis 1", "all": "all"}, needs={"do": ["sum"]})
    keepdims = Toggle("keepdims", needs={"do": ["sum"]})
    pick = Row(
        [0, 0], {"row": within(0, LARGEST - 1, whole=True), "column": within(0, LARGEST - 1, whole=True)},
        about="the cell of the result that is explained",
    )  # fmt: skip

    @property
    def a(self) -> np.ndarray:
        """1, 2, 3, … in the shape of a."""
        shape = (self.a_rows, self.a_cols)[2 - self.a_axes :]
        return np.arange(1, np.prod(shape) + 1).reshape(shape)

    @property
    def b(self) -> np.ndarray:
        """10, 20, 30, … in the shape of b."""
        shape = (self.b_rows, self.b_cols)[2 - self.b_axes :]
        return 10 * np.arange(1, int(np.prod(shape)) + 1).reshape(shape)

    @property
    def result(self) -> np.ndarray:
        """What NumPy makes of them; its own error where it refuses."""
        if self.do == "sum":
            axis = None if self.axis == "all" else int(self.axis)
            return np.asarray(self.a.sum(axis=axis, keepdims=self.keepdims))
        return {"add": np.add, "sub": np.subtract, "mul": np.multiply}[self.do](self.a, self.b)
