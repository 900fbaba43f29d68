"""Drag points and an outlier; see the fit, the penalty and the pull of every point under four losses."""

import math

import numpy as np
import traitlets

from course_lib.losses.loss_explorer.presets import PRESETS
from course_lib.losses.quantile import quantile_loss
from course_lib.losses.regression import huber_loss, l1_loss, mse_loss
from course_lib.widgets import Explorable, ordered


def _pair(default):
    return traitlets.List(traitlets.Float(), minlen=2, maxlen=2, default_value=default).tag(sync=True)


class LossExplorer(Explorable):
    """One number or a line, fitted to points that you can drag, under four losses.

    ``LossExplorer(loss="l1", mode="line")`` starts elsewhere; ``LossExplorer(points=[(0, 1), (1, 3)])``
    shows your own data. In a running notebook every trait can be read after dragging.

    Traits
    ------
    preset : "outlier", "symmetric", "skewed", "heavy_tails", "leverage", "diabetes", or "" for own data
    points : list of (x, target), 2 to 30 of them
    outlier : int, index of the point drawn as a diamond; -1 for none
    mode : "number" (fit a constant) or "line"
    loss : "mse", "l1", "huber" or "quantile"
    delta : float > 0, in the unit of the targets; where Huber's parabola becomes a line
    q : float in (0, 1), the quantile
    guess : [left, right], heights of your own fit at both ends of x_range; "number" takes their mean
    errors : "yours" or "best", the fit whose residuals are drawn
    compare : bool, draw the best fit under all four losses
    lr : float > 0, learning rate of the steps that move your fit
    x_range, y_range : [low, high], what the axes show
    labels : [x, y], what the axes say
    """

    alt = (
        "Nine points, eight between 3 and 7 and one outlier at 14. The best constant under squared error is "
        "the mean, 6; under absolute error it is the median, 5; Huber lies between. Beside it, the penalty "
        "and its gradient: squared error lets the outlier pull with 16, absolute error with 1."
    )

    preset = traitlets.Enum([*PRESETS, ""], "outlier").tag(sync=True)
    points = traitlets.List(trait=traitlets.List(traitlets.Float(), minlen=2, maxlen=2)).tag(sync=True)
    outlier = traitlets.Int(-1).tag(sync=True)
    mode = traitlets.Enum(["number", "line"], "number").tag(sync=True)
    loss = traitlets.Enum(["mse", "l1", "huber", "quantile"], "mse").tag(sync=True)
    delta = traitlets.Float(1.0).tag(sync=True)
    q = traitlets.Float(0.75).tag(sync=True)
    guess = _pair([0, 0])
    errors = traitlets.Enum(["yours", "best"], "yours").tag(sync=True)
    compare = traitlets.Bool(False).tag(sync=True)
    lr = traitlets.Float(0.1).tag(sync=True)
    x_range = _pair([0, 1])
    y_range = _pair([0, 1])
    labels = traitlets.List(traitlets.Unicode(), ["x", "target y"], minlen=2, maxlen=2).tag(sync=True)
    _presets = ordered(PRESETS)

    def __init__(self, points=None, **kwargs):
        own = points is not None
        if own and kwargs.get("preset"):
            raise TypeError("give points or a preset, not both")
        start = _frame_of(points) if own else _settings_of(kwargs.get("preset", "outlier"))
        super().__init__(**{"preset": "" if own else "outlier", **start, **kwargs})

    @traitlets.validate("points")
    def _points_are_usable(self, proposal):
        n = len(proposal.value)
        if not 2 <= n <= 30:
            raise traitlets.TraitError(f"points needs 2 to 30 pairs (x, target), got {n}")
        if not all(math.isfinite(v) for pair in proposal.value for v in pair):
            raise traitlets.TraitError(f"points must be finite, got {proposal.value}")
        return proposal.value

    @traitlets.validate("x_range", "y_range")
    def _range_rises(self, proposal):
        low, high = proposal.value
        if not (math.isfinite(low) and math.isfinite(high) and low < high):
            raise traitlets.TraitError(f"{proposal.trait.name} needs low < high, got {proposal.value}")
        return proposal.value

    @traitlets.validate("delta", "lr")
    def _is_positive(self, proposal):
        if not (math.isfinite(proposal.value) and proposal.value > 0):
            raise traitlets.TraitError(f"{proposal.trait.name} must be positive, got {proposal.value}")
        return proposal.value

    @traitlets.validate("q")
    def _is_a_quantile(self, proposal):
        if not 0 < proposal.value < 1:
            raise traitlets.TraitError(f"q must lie in (0, 1), got {proposal.value}")
        return proposal.value

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
        options = {"huber": {"delta": self.delta}, "quantile": {"q": self.q}}.get(self.loss, {})
        loss = {"mse": mse_loss, "l1": l1_loss, "huber": huber_loss, "quantile": quantile_loss}[self.loss]
        return float(loss(self.predictions, self.targets, **options))


def _settings_of(preset: str) -> dict:
    """The traits that a preset sets; an unknown name is left to the trait's own error."""
    chosen = PRESETS.get(preset, PRESETS["outlier"])
    return {name: value for name, value in chosen.items() if name not in ("label", "comment")}


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
