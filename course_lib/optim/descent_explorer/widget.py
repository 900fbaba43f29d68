"""Click a start on the contours, race the optimizers, find the rate at which descent diverges."""

from functools import lru_cache
from typing import ClassVar

import numpy as np
import traitlets

from course_lib.optim.curvature import max_stable_lr
from course_lib.optim.descent import DescentPath
from course_lib.optim.descent_explorer.presets import PRESETS, SURFACES, entered
from course_lib.optim.descent_explorer.racers import OPTIMIZERS, RATES, WITH_MOMENTUM
from course_lib.optim.descent_explorer.run import run
from course_lib.optim.descent_explorer.words import WORDS
from course_lib.optim.quadratics import bowl, least_squares
from course_lib.optim.surfaces import Surface, himmelblau, plateau, rosenbrock, saddle
from course_lib.widgets import Explorable, ordered
from course_lib.widgets.settings import Choice, Number, Presets, within
from course_lib.widgets.several import List, Row, Table

BOWL, DATA = {"surface": ["bowl"]}, {"surface": ["regression"]}
PLAIN = {"surface": [name for name in SURFACES if name != "regression"]}


class DescentExplorer(Explorable):
    """A surface seen from above, and optimizers that race down it from a start that you can drag.

    ``DescentExplorer(preset="ravine")`` starts elsewhere; ``DescentExplorer(surface="saddle",
    optimizers=["adam"], lrs={"adam": 0.05})`` shows your own race. In a running notebook every trait can be
    read after dragging, and :meth:`paths` computes with the library what the page shows.
    """

    alt = (
        "Contours of a bowl with curvatures 1 and 50, a ravine, seen from above. Plain gradient descent "
        "zigzags to its floor and crawls along it; momentum overshoots and swings in; Adam cuts across. "
        "Beside it the three losses over 60 steps on a logarithmic axis."
    )

    parts: ClassVar = {
        "preset": "Surface and race", "predict": "Predict first", "comment": "Comment",
        "player": "The race, step by step",
        "race": "In the race", "rates": "Learning rates", "arrows": "Arrows of",
    }  # fmt: skip
    answers: ClassVar = {
        "edge": "the edge of divergence", "table": "how each stands",
        "future": "what comes after this step", "summary": "all in words",
        "code": "Copy as Python",
    }  # fmt: skip
    usual: ClassVar = (
        "preset", "comment", "predict", "condition", "batch_size", "player", "rates", "arrows"
    )  # fmt: skip
    spoilers: ClassVar = ("edge", "future")
    hints: ClassVar = spoilers

    preset = Presets(PRESETS, "bowl", back=None)
    surface = Choice("", "bowl", SURFACES)
    condition = Number(
        "Curvature across, κ", 10, 1, 1000, log=True, needs=BOWL, about="of the bowl; along, it is 1"
    )
    angle = Number("Turned by (radians)", 0, -3.2, 3.2, step=0.1, needs=BOWL)
    start = Row([-3.5, 1.5], {"x": within(-10, 10), "y": within(-10, 10)})
    optimizers = List(["sgd"], Choice("", "", OPTIMIZERS), 1, len(OPTIMIZERS), distinct=True)
    lrs = Table(
        entered("bowl")["lrs"], OPTIMIZERS, within(*RATES),
        about="learning rates; names left out keep their rate",
    )  # fmt: skip
    momentum = Number("Momentum μ", 0.9, 0, 0.99, step=0.01, needs={"optimizers": WITH_MOMENTUM})
    noise = Number(
        "Noise on the gradient", 0, 0, 100, track=(0, 10), step=0.1, needs=PLAIN,
        about="standard deviation in each coordinate",
    )  # fmt: skip
    batch_size = Number(
        "Batch size (0: all rows)", 0, 0, 442, whole=True, needs=DATA,
        about="rows drawn without replacement in each epoch",
    )  # fmt: skip
    seed = Number("Seed of the draws", 0, 0, 2**32 - 1, whole=True, track=(0, 99), about="noise and batches")
    steps = Number("Steps of the run", 60, 1, 1000, whole=True, track=(10, 1000), log=True)
    step = Number("", 0, 0, 1000, whole=True, about="the position that is shown")
    focus = Choice("", "sgd", OPTIMIZERS, about="whose gradient, m and v are drawn")
    _surfaces = traitlets.Dict(read_only=True).tag(sync=True)
    _words = ordered(WORDS)
    _rows = traitlets.List(read_only=True).tag(sync=True)

    def __init__(self, **given):
        begin = self.settings_of(given.get("preset", "" if "surface" in given else None))
        if not begin and given.get("surface", "bowl") in SURFACES:  # own settings, on a surface that is known
            begin = {"preset": ""} | entered(given.get("surface", "bowl"))
        if isinstance(given.get("lrs"), dict) and begin:
            given["lrs"] = begin["lrs"] | given["lrs"]
        begin |= given
        racing = [*begin.get("optimizers", ["sgd"])]
        if begin.get("focus", "sgd") not in racing and racing and "focus" not in given:
            begin["focus"] = racing[0]
        super().__init__(**begin)

    @traitlets.default("_surfaces")
    def _grounds(self):
        return {name: about | _measures(make_surface(name)) for name, about in SURFACES.items()}

    @traitlets.default("_rows")
    def _rows_of_the_patients(self):
        return patients()

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
