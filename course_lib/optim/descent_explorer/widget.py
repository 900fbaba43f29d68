"""Click a start on the contours, race the optimizers, find the rate at which descent diverges."""

import math
from functools import lru_cache

import numpy as np
import traitlets

from course_lib.optim.curvature import max_stable_lr
from course_lib.optim.descent import DescentPath
from course_lib.optim.descent_explorer.presets import OPTIMIZERS, PRESETS, SURFACES, settings_of
from course_lib.optim.descent_explorer.run import run
from course_lib.optim.descent_explorer.words import WORDS
from course_lib.optim.quadratics import bowl, least_squares
from course_lib.optim.surfaces import Surface, himmelblau, plateau, rosenbrock, saddle
from course_lib.widgets import Explorable, ordered

RANGES = {  # low, high, only whole numbers
    "condition": [1, 1000, False],
    "angle": [-3.2, 3.2, False],
    "start": [-10, 10, False],
    "lrs": [1e-4, 10, False],
    "momentum": [0, 0.99, False],
    "noise": [0, 100, False],
    "batch_size": [0, 442, True],
    "seed": [0, 2**32 - 1, True],
    "steps": [1, 1000, True],
    "step": [0, 1000, True],
}
RULES = RANGES | {  # what a link may say
    "preset": [*PRESETS, ""],
    "surface": [*SURFACES],
    "optimizers": OPTIMIZERS,
    "focus": OPTIMIZERS,
}


class DescentExplorer(Explorable):
    """A surface seen from above, and optimizers that race down it from a start that you can drag.

    ``DescentExplorer(preset="ravine")`` starts elsewhere; ``DescentExplorer(surface="saddle",
    optimizers=["adam"], lrs={"adam": 0.05})`` shows your own race. In a running notebook every trait can be
    read after dragging, and :meth:`paths` computes with the library what the page shows.

    Traits
    ------
    preset : "bowl", "edge", "ravine", "rosenbrock", "himmelblau", "saddle", "plateau", "minibatch", "race",
        or "" for own settings
    surface : "bowl", "rosenbrock", "himmelblau", "saddle", "plateau" or "regression"
    condition : float in [1, 1000], larger curvature of the bowl; the smaller is 1
    angle : float, in radians, by which the bowl is turned
    start : [x, y], each in [-10, 10]
    optimizers : list out of "sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"
    lrs : dict, name → learning rate in [1e-4, 10]; names left out keep their rate
    momentum : float in [0, 0.99], for "momentum" and "nesterov"
    noise : float in [0, 100], standard deviation of Gaussian noise on each coordinate of the gradient; not
        for "regression"
    batch_size : int, rows drawn without replacement in each epoch of "regression"; 0 for all rows
    seed : int, of noise and batches
    steps : int in [1, 1000], length of the run
    step : int, the position that is shown
    focus : name of the optimizer whose gradient, m and v are drawn
    """

    alt = (
        "Contours of a bowl with curvatures 1 and 50, a ravine, seen from above. Plain gradient descent "
        "zigzags to its floor and crawls along it; momentum overshoots and swings in; Adam cuts across. "
        "Beside it the three losses over 60 steps on a logarithmic axis."
    )

    preset = traitlets.Enum([*PRESETS, ""], "bowl").tag(sync=True)
    surface = traitlets.Enum([*SURFACES], "bowl").tag(sync=True)
    condition = traitlets.Float(10.0).tag(sync=True)
    angle = traitlets.Float(0.0).tag(sync=True)
    start = traitlets.List(traitlets.Float(), [-3.5, 1.5], minlen=2, maxlen=2).tag(sync=True)
    optimizers = traitlets.List(traitlets.Enum(OPTIMIZERS), ["sgd"], minlen=1).tag(sync=True)
    lrs = traitlets.Dict(key_trait=traitlets.Unicode(), value_trait=traitlets.Float()).tag(sync=True)
    momentum = traitlets.Float(0.9).tag(sync=True)
    noise = traitlets.Float(0.0).tag(sync=True)
    batch_size = traitlets.Int(0).tag(sync=True)
    seed = traitlets.Int(0).tag(sync=True)
    steps = traitlets.Int(60).tag(sync=True)
    step = traitlets.Int(0).tag(sync=True)
    focus = traitlets.Enum(OPTIMIZERS, "sgd").tag(sync=True)
    _presets = ordered(PRESETS)
    _surfaces = traitlets.Dict(read_only=True).tag(sync=True)
    _rules = traitlets.Dict(RULES, read_only=True).tag(sync=True)
    _words = ordered(WORDS)
    _rows = traitlets.List(read_only=True).tag(sync=True)

    def __init__(self, **kwargs):
        preset = kwargs.get("preset", "" if "surface" in kwargs else "bowl")
        surface = kwargs.get("surface", "bowl")
        known = (
            preset in PRESETS or surface not in SURFACES
        )  # an unknown name is left to the trait's own error
        begin = PRESETS.get(preset, PRESETS["bowl"]) if known else settings_of(surface)
        begin = {name: value for name, value in begin.items() if name not in ("label", "comment")}
        kwargs["lrs"] = begin["lrs"] | dict(kwargs.get("lrs", {}))
        racing = kwargs.get("optimizers", begin["optimizers"])
        if begin["focus"] not in racing and len(racing):
            begin["focus"] = racing[0]
        super().__init__(**{"preset": preset, **begin, **kwargs})

    @traitlets.default("_surfaces")
    def _grounds(self):
        return {name: about | _measures(make_surface(name)) for name, about in SURFACES.items()}

    @traitlets.default("_rows")
    def _rows_of_the_patients(self):
        return patients()

    @traitlets.validate(
        "start", "lrs", "condition", "angle", "momentum", "noise", "batch_size", "seed", "steps", "step"
    )
    def _lies_in_its_range(self, proposal):
        name, value = proposal.trait.name, proposal.value
        low, high, _ = RANGES[name]
        if name == "lrs":
            value = self.lrs | value
            if unknown := sorted(set(value) - set(OPTIMIZERS)):
                raise traitlets.TraitError(f"lrs has no {unknown[0]!r}; it takes {', '.join(OPTIMIZERS)}")
        numbers = {"lrs": dict.values, "start": list}.get(name, lambda v: [v])(value)
        if not all(math.isfinite(v) and low <= v <= high for v in numbers):
            raise traitlets.TraitError(f"{name} must lie in [{low:g}, {high:g}], got {value}")
        return value

    @traitlets.validate("optimizers")
    def _each_races_once(self, proposal):
        if len(set(proposal.value)) < len(proposal.value):
            raise traitlets.TraitError(f"optimizers names one twice: {proposal.value}")
        return proposal.value

    @property
    def surface_object(self) -> Surface:
        """The surface as ``course_lib.optim`` makes it."""
        return make_surface(self.surface, self.condition, self.angle)

    def paths(self) -> dict[str, DescentPath]:
        """The path of every racer, from the start to the end of the run, computed by course_lib."""
        surface = self.surface_object
        if self.surface == "regression":
            noise = {"n_rows": len(self._rows), "batch_size": self.batch_size}
        else:
            noise = {"noise": self.noise}
        return {
            name: run(
                surface, name, self.start, self.lrs[name], self.steps, self.momentum, seed=self.seed, **noise
            )
            for name in self.optimizers
        }

    @property
    def edges(self) -> dict[str, float]:
        """The rate above which each of sgd, momentum and nesterov diverges.

        On "bowl" and "regression" that is so from every start. On the others λmax is that of the flattest
        minimum: above the edge no minimum holds the path.
        """
        sharpness = _measures(self.surface_object)["sharpness"]
        return {
            "sgd": max_stable_lr(sharpness),
            "momentum": max_stable_lr(sharpness, self.momentum),
            "nesterov": max_stable_lr(sharpness, self.momentum, nesterov=True),
        }


def make_surface(name: str, condition: float = 10.0, angle: float = 0.0) -> Surface:
    """One of the six surfaces by its name."""
    if name == "bowl":
        return bowl(condition, angle)
    if name == "regression":
        x, y = np.array(patients()).T
        return least_squares(np.column_stack([x, np.ones_like(x)]), y)
    return {"rosenbrock": rosenbrock, "himmelblau": himmelblau, "saddle": saddle, "plateau": plateau}[name]()


def _measures(surface: Surface) -> dict:
    """What the page need not compute: the part worth a picture, the minima, λmax at the flattest of them."""
    return {
        "domain": surface.domain,
        "minima": surface.minima.tolist(),
        "sharpness": float(min(np.linalg.eigvalsh(surface.hessian(x))[-1] for x in surface.minima)),
    }


@lru_cache
def patients() -> list[list[float]]:
    """Body mass index and disease progression of 442 patients, each in standard units of three decimals."""
    from course_lib.datasets import load_diabetes

    data = load_diabetes()
    both = np.column_stack([data.X[:, data.feature_names.index("bmi")], data.y])
    return ((both - both.mean(axis=0)) / both.std(axis=0)).round(3).tolist()
