"""Drag an arrow and see what a matrix makes of it; drag the columns and change the matrix."""

from typing import ClassVar

import numpy as np

from course_lib.primer.matrix_explorer.presets import PRESETS
from course_lib.widgets import Explorable
from course_lib.widgets.settings import Number, Presets, Toggle, within
from course_lib.widgets.several import Row

REACH = 3.0  # how far an arrow or a column can be dragged


def _entry(label: str) -> Number:
    return Number(label, 0, -REACH, REACH, step=0.1)


class MatrixExplorer(Explorable):
    """An arrow x and its image Ax, in one plane; the columns of A are arrows too, and can be dragged.

    ``MatrixExplorer(preset="shear")`` starts elsewhere; ``MatrixExplorer(matrix=[[1, 2], [0, 1]])`` shows
    your own matrix. In a running notebook every trait can be read after dragging.
    """

    alt = (
        "A plane with the arrow x = (1.5, −0.5) and its image Ax = (2.5, 0.5) under the matrix with the rows "
        "(2, 1) and (1, 2): the image is longer and points in another direction. Two dotted lines, the "
        "diagonals, show where an arrow would not turn: along one it grows three times as long, along the "
        "other it stays as it is. The two columns, (2, 1) and (1, 2), are drawn as arrows."
    )

    parts: ClassVar = {
        "preset": "Matrix",
        "predict": "Predict first",
        "player": "Turn the arrow",
        "transpose": "Transpose",
    }
    answers: ClassVar = {
        "numbers": "the numbers",
        "summary": "all in words",
        "code": "Copy as Python",
        "comment": "what is said of the preset",
    }
    usual: ClassVar = ("preset", "predict", "player", "transpose", "still")
    spoilers: ClassVar = ("numbers", "summary")

    preset = Presets(PRESETS, "symmetric")
    a = _entry("a, top left")
    b = _entry("b, top right")
    c = _entry("c, bottom left")
    d = _entry("d, bottom right")
    arrow = Row([1, 0], {"x₁": within(-REACH, REACH), "x₂": within(-REACH, REACH)}, about="the arrow x")
    still = Toggle("Show the arrows that do not turn")

    def __init__(self, matrix=None, **kwargs):
        if matrix is not None:
            given = kwargs.keys() & {"preset", "a", "b", "c", "d"}
            if given:
                raise TypeError(f"give a matrix or {sorted(given)[0]}, not both")
            kwargs = {"preset": "", **_entries(matrix), **kwargs}
        super().__init__(**kwargs)

    @property
    def matrix(self) -> np.ndarray:
        """The matrix A, shape (2, 2)."""
        return np.array([[self.a, self.b], [self.c, self.d]])

    @property
    def image(self) -> np.ndarray:
        """The image Ax of the arrow, shape (2,)."""
        return self.matrix @ np.array(self.arrow)


def _entries(matrix) -> dict:
    array = np.asarray(matrix, dtype=float)
    if array.shape != (2, 2):
        raise ValueError(f"matrix needs shape (2, 2), two rows of two numbers; got {array.shape}")
    return dict(zip("abcd", array.ravel().tolist(), strict=True))
