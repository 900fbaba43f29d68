"""A small network that trains in the page: its settings, and what notebooks read from it."""

import numpy as np
import traitlets

from course_lib.backprop.playground.code import CODE
from course_lib.backprop.playground.data import make_data
from course_lib.backprop.playground.edits import inside, stretched
from course_lib.backprop.playground.presets import PRESETS
from course_lib.backprop.playground.run import initial_parameters
from course_lib.backprop.playground.words import ANSWERS, HIDE, HIDE_LAST, IN_PAGE, PARTS, USUAL, WORDS
from course_lib.datasets.types import Dataset
from course_lib.widgets import Explorable, ordered
from course_lib.widgets.settings import Choice, Number, Presets, Toggle, labels, within
from course_lib.widgets.several import List, Row

REGRESSION = ("plane", "hills")
NUMBER_LOSSES = ("mse", "l1", "huber")
DRAWN = {"data": [name for name in WORDS["data"] if name != "own"]}
CLASSES = {"data": ["circle", "gauss", "spiral", "own"]}


class Playground(Explorable):
    """A small network on points of the plane, trained step by step, with everything in sight and in reach.

    ``Playground(preset="overfit")`` starts elsewhere, ``Playground(hidden=[3], activation="relu")`` changes
    the start. In a running notebook every trait can be read and set.
    """

    alt = (
        "A network with inputs x1 and x2, four and two hidden units with tanh, and one output, trained for "
        "100 epochs on two rings. Each unit is drawn as a map of the plane: the first layer holds four "
        "straight edges, the output a closed region around the inner ring. Lines between the units show the "
        "weights, and a curve shows training and test loss falling towards zero."
    )

    parts, answers, usual, spoilers = PARTS, ANSWERS, USUAL, ("curve", "results", "layers", "summary")

    preset = Presets(PRESETS, "circle", back=None, but=("hide",))
    data = Choice("", "circle", WORDS["data"], about='numbers for "plane" and "hills", else classes')
    points = List(
        [], Row([], {"x1": within(-6, 6), "x2": within(-6, 6), "class": within(0, 4, whole=True)}), 0, 500,
        about='the data "own"',
    )  # fmt: skip
    features = List(["x1", "x2"], Choice("", "", WORDS["features"]), 1, 7, distinct=True, about="the inputs")
    hidden = List([4, 2], within(1, 8, whole=True), 0, 6, about="units of each hidden layer")
    activation = List(
        ["tanh", "tanh"], Choice("", "", WORDS["activation"]), 0, 6,
        about="one a hidden layer; the constructor takes one for all",
    )  # fmt: skip
    dropout = List(
        [0, 0], within(0, 0.9), 0, 6, about="one a hidden layer; the constructor takes one for all"
    )
    output_activation = Choice("", "tanh", WORDS["output_activation"])

    n_classes = Choice("Classes", 2, range(2, 6), needs=CLASSES)
    links = Choice("Lines show", "weights", WORDS["links"])
    flow = Choice("Numbers at the units", "off", WORDS["flow"], about="values forward, gradients backward")
    point = Number("Training point", 0, 0, 1999, whole=True, track=(0, 249), needs={"flow": ["point"]})
    histograms = Toggle("Histograms by layer")
    show_test = Toggle("Test points ○")
    discretize = Toggle("Hard edges", about="of the map")
    loss = Choice("Loss", "mse", WORDS["loss"], kind="select", about="the last three are for classes")
    optimizer = Choice("Optimizer", "sgd", WORDS["optimizer"], kind="select", about="with torch's defaults")
    lr = Number("Learning rate", 0.03, 1e-6, 100, track=(1e-4, 10), log=True)
    momentum = Number(
        "Momentum", 0.9, 0, 0.999, track=(0, 0.99), step=0.01, needs={"optimizer": ["momentum", "nesterov"]}
    )
    initializer = Choice("First weights", "kaiming_uniform", WORDS["initializer"], kind="select")
    batch_size = Number("Batch size", 10, 1, 2000, whole=True, track=(1, 1000), log=True)
    l1 = Number("L1 penalty", 0, 0, 10, track=(0, 0.1), step=0.001)
    l2 = Number("L2 penalty", 0, 0, 10, track=(0, 0.1), step=0.001)
    n_samples = Number("Points", 500, 10, 2000, whole=True, track=(20, 1000), step=10, needs=DRAWN)
    noise = Number("Noise", 0.3, 0, 5, track=(0, 2), step=0.05, needs=DRAWN)
    train_share = Number("Share for training", 0.5, 0.1, 1, step=0.05)
    seed = Number(
        "Seed", 0, 0, 2**31, whole=True, track=(0, 99), about="of the data, the split, weights and batches"
    )
    edits = List(
        [],
        Row(
            [],
            {
                "layer": within(0, 6, whole=True), "unit": within(0, 7, whole=True),
                "input": within(-1, 7, whole=True), "value": within(-1000, 1000),
            },
        ),
        0, 500, about="first weights set by hand; input -1 is the bias",
    )  # fmt: skip
    epochs = Number("", 0, 0, 100_000, whole=True, about="where the run stands; the page writes it at rest")
    hide = List([], Choice("", "", HIDE | labels(vars()) | HIDE_LAST), 0, 50, about="for class, what to hide")

    _words = ordered(IN_PAGE | {"hide": hide.each.options})
    _code = traitlets.Dict(CODE, read_only=True).tag(sync=True)

    def __init__(self, **given):
        if len(given.get("points", ())):
            given = {"data": "own", **given, "points": np.asarray(given["points"], dtype=float).tolist()}
        if "data" in given:
            given.setdefault("preset", "")
        start = self.settings_of(given.get("preset")) or self.settings_of()
        layers = given.get("hidden", start["hidden"])
        layers = len(layers) if isinstance(layers, list | tuple) else 0
        for key, kind in (("activation", str), ("dropout", int | float)):
            if isinstance(given.get(key), kind):
                given[key] = [given[key]] * layers
            elif "hidden" in given and key not in given:
                given[key] = stretched(start[key], layers, self.declared()[key].default()[0])
        super().__init__(**start | given)

    @traitlets.validate("activation", "dropout")
    def _one_entry_a_layer(self, proposal):
        if len(proposal.value) != len(self.hidden):
            raise traitlets.TraitError(
                f"{proposal.trait.name} needs one entry for each of the {len(self.hidden)} hidden layers, "
                f"got {proposal.value}"
            )
        return proposal.value

    @traitlets.validate("loss", "data")
    def _loss_fits_the_data(self, proposal):
        new = self.with_proposed(proposal)
        if new["data"] in REGRESSION and new["loss"] not in NUMBER_LOSSES:
            raise traitlets.TraitError(
                f"data {new['data']!r} are numbers: loss must be one of {', '.join(NUMBER_LOSSES)}, "
                f"got {new['loss']!r}"
            )
        return proposal.value

    @traitlets.validate("points", "n_classes")
    def _points_have_known_classes(self, proposal):
        new = self.with_proposed(proposal)
        for row in new["points"]:
            if row[2] >= new["n_classes"]:
                raise traitlets.TraitError(
                    f"points needs rows [x1, x2, class] with a class of 0 … {new['n_classes'] - 1}, got {row}"
                )
        return proposal.value

    @traitlets.validate("edits")
    def _edits_areinside(self, proposal):
        for row in proposal.value:
            if not inside(self.sizes, row):
                raise traitlets.TraitError(
                    f"edits needs rows [layer, unit, input, value] inside the network {self.sizes}, got {row}"
                )
        return proposal.value

    @traitlets.observe("hidden")
    def _layers_keep_their_settings(self, change):
        for key in ("activation", "dropout"):
            default = self.declared()[key].default()[0]
            setattr(self, key, stretched(getattr(self, key), len(self.hidden), default))

    @traitlets.observe("features", "hidden", "loss", "data", "n_classes")
    def _edits_go_with_their_network(self, change):
        sizes = self.sizes
        fits = [row for row in self.edits if inside(sizes, row)]
        if len(fits) < len(self.edits):
            self.edits = fits

    @property
    def classes(self) -> int:
        """How many classes the data have; 0 for numbers."""
        return 0 if self.data in REGRESSION else 2 if self.data == "xor" else self.n_classes

    @property
    def sizes(self) -> list[int]:
        """Units of each layer, from the inputs to the outputs."""
        single = self.classes < 2 or (self.classes == 2 and self.loss != "cross_entropy")
        return [len(self.features), *self.hidden, 1 if single else self.classes]

    @property
    def dataset(self) -> Dataset:
        """The points and their classes or numbers, all of them, before the split."""
        if self.data != "own":
            return make_data(self.data, self.n_samples, self.n_classes, self.noise, self.seed)
        rows = np.array(self.points, dtype=float).reshape(-1, 3)
        names = tuple(f"class {k}" for k in range(self.n_classes))
        labels, axes = rows[:, 2].astype(np.int64), (("x₁", "x₂"), ("", ""))
        return Dataset(rows[:, :2], labels, "drawn by hand", *axes, "class", "", names)

    @property
    def first_parameters(self) -> list[tuple[np.ndarray, np.ndarray]]:
        """Weight (out, in) and bias (out,) of each layer before the first step, edits included."""
        layers = initial_parameters(self.sizes, self.initializer, self.seed)
        for k, unit, source, value in self.edits:
            weight, bias = layers[k]
            if source < 0:
                bias[unit] = value
            else:
                weight[unit, source] = value
        return layers
