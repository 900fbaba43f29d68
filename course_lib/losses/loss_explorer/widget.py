"""Drag points and an outlier; see the fit, the penalty and the pull of every point under four losses."""

import inspect
from typing import ClassVar

import numpy as np

from course_lib import losses
from course_lib.losses.loss_explorer.presets import PRESETS, WORDS
from course_lib.widgets import Explorable, ordered
from course_lib.widgets.settings import Choice, Number, Presets, Text, Toggle, within
from course_lib.widgets.several import List, Row

FAR = 1e12  # beyond, the axes lose their ticks
ANY = within(-FAR, FAR)


class LossExplorer(Explorable):
    """One number or a line, fitted to points that you can drag, under four losses.

    ``LossExplorer(loss="l1", mode="line")`` starts elsewhere; ``LossExplorer(points=[(0, 1), (1, 3)])``
    shows your own data. In a running notebook every trait can be read after dragging.
    """

    alt = (
        "Nine points, eight between 3 and 7 and one outlier at 14. The best constant under squared error is "
        "the mean, 6; under absolute error it is the median, 5; Huber lies between. Beside it, the penalty "
        "and its gradient: squared error lets the outlier pull with 16, absolute error with 1."
    )

    parts: ClassVar = {
        "preset": "Start from", "predict": "Predict first", "comment": "Comment",
        "player": "Gradient descent on your fit",
        "points": "Add and remove points", "table": "Mean loss under each penalty",
    }  # fmt: skip
    answers: ClassVar = {
        "fits": "best fits", "penalty": "penalty of each residual",
        "gradient": "gradient of each penalty", "sum": "sum of the gradients", "summary": "all in words",
        "code": "Copy as Python",
    }  # fmt: skip
    usual: ClassVar = (
        "preset",
        "comment",
        "predict",
        "mode",
        "loss",
        "delta",
        "q",
        "errors",
        "player",
        "table",
    )
    spoilers: ClassVar = ("gradient", "sum", "table", "summary")

    preset = Presets(PRESETS, "outlier")
    points = List([], Row([0, 0], {"x": ANY, "target": ANY}), 2, 30)
    outlier = Number("", -1, -1, 29, whole=True, about="index of the point drawn as a diamond; -1 for none")
    mode = Choice(
        "Predict with", "number", {"number": "one number", "line": "a line"}, about="fit a constant or a line"
    )
    loss = Choice("Loss", "mse", WORDS["losses"], roles=True)
    delta = Number(
        "δ, where Huber turns linear", 1, 0, FAR, ends="(]", track=(0.1, 100), log=True,
        needs={"loss": ["huber"]}, about="in the unit of the targets",
    )  # fmt: skip
    q = Number(
        "q, the quantile", 0.75, 0, 1, ends="()", track=(0.05, 0.95), step=0.05, needs={"loss": ["quantile"]}
    )
    guess = Row(
        [0, 0], {"left": ANY, "right": ANY},
        about='heights of your own fit at both ends of x_range; "number" takes their mean',
    )  # fmt: skip
    errors = Choice(
        "Residuals of", "yours", {"yours": "your fit", "best": "the best fit"}, about="which ones are drawn"
    )
    compare = Toggle("Draw all four best fits")
    lr = Number(
        "Learning rate", 0.1, 0, FAR, ends="(]", track=(0.01, 10), log=True,
        about="of the steps that move your fit",
    )  # fmt: skip
    x_range = Row([0, 1], {"low": ANY, "high": ANY}, rising=True, about="what the axis of x shows")
    y_range = Row([0, 1], {"low": ANY, "high": ANY}, rising=True, about="what the axis of targets shows")
    labels = Row(["x", "target y"], {"x": Text(), "y": Text()}, about="what the axes say")
    _words = ordered(WORDS)

    def __init__(self, points=None, **kwargs):
        if points is not None:
            if kwargs.get("preset"):
                raise TypeError("give points or a preset, not both")
            kwargs = {"preset": "", **_frame_of(points), **kwargs}
        super().__init__(**kwargs)

    @property
    def targets(self) -> np.ndarray:
        """The targets y, shape (N,)."""
        return np.array(self.points)[:, 1]

    @property
    def predictions(self) -> np.ndarray:
        """Your fit at every point, shape (N,)."""
        if self.mode == "number":
            return np.full(len(self.points), np.mean(self.guess))
        (left, right), (low, high) = self.guess, self.x_range
        return left + (right - left) * (np.array(self.points)[:, 0] - low) / (high - low)

    @property
    def value(self) -> float:
        """The mean loss of your fit, computed by course_lib."""
        loss = getattr(losses, f"{self.loss}_loss")
        options = inspect.signature(loss).parameters.keys() & self.declared().keys()  # delta, q
        return float(loss(self.predictions, self.targets, **{name: getattr(self, name) for name in options}))


def _frame_of(points) -> dict:
    """Ranges and a first guess that show the learner's own points with some air above and below."""
    array = np.asarray(points, dtype=float)
    if array.ndim != 2 or array.shape[1] != 2 or len(array) < 2:
        raise ValueError(f"points needs shape (N, 2) with N >= 2, pairs (x, target); got {array.shape}")
    if not np.isfinite(array).all():
        raise ValueError(f"points must be finite, got {array.tolist()}")
    (x_low, y_low), (x_high, y_high) = array.min(axis=0), array.max(axis=0)
    air = (y_high - y_low) / 3 or 1.0
    return {
        "points": array.tolist(),
        "x_range": [float(x_low), float(x_high if x_high > x_low else x_low + 1)],
        "y_range": [float(y_low - air), float(y_high + air)],
        "guess": [float((y_low + y_high) / 2)] * 2,
    }
