"""Drag a point; a small network, training as you watch, bends its curve to it."""

import numpy as np

from course_lib.backprop.fit_explorer.presets import PRESETS, WORDS
from course_lib.backprop.fit_explorer.run import train
from course_lib.widgets import Explorable, ordered
from course_lib.widgets.settings import Number, Presets, Toggle, within
from course_lib.widgets.several import List, Row


class FitExplorer(Explorable):
    """A network 1 → units → units → 1 learns to pass through points while they are dragged.

    ``FitExplorer(opening=True)`` is the front page's: it starts by itself, and until somebody touches it
    it moves a point from time to time.
    """

    alt = (
        "Ten points on a wave, and the curve of a small network at five moments of its training: almost flat "
        "at first, then bent towards the points, at last through all ten of them. Orange bars show how far "
        "the first curve misses each point."
    )

    preset = Presets(PRESETS, "wave")
    points = List([], Row([0, 0], {"x": within(-6, 6), "target": within(-1, 1)}), 2, 30)
    lr = Number("Learning rate", 0.006, 0, 0.1, ends="(]", track=(0.0001, 0.1), log=True, about="of Adam")
    units = Number("Units in each of two layers", 16, 1, 32, whole=True)
    opening = Toggle("", about="start by itself, the controls folded")
    _words = ordered(WORDS)

    def __init__(self, points=None, **kwargs):
        if points is not None:
            kwargs = {"preset": "", "points": points, **kwargs}
        super().__init__(**kwargs)

    def train(self, steps: int) -> np.ndarray:
        """The mean squared errors of so many steps with these points, from the first weights."""
        return train(self.points, units=self.units, lr=self.lr, steps=steps)[1]
