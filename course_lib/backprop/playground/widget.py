"""A small network that trains in the page: its settings, their errors, and what notebooks read from it."""

import math

import numpy as np
import traitlets

from course_lib.backprop.playground.code import CODE
from course_lib.backprop.playground.data import make_data
from course_lib.backprop.playground.presets import PRESETS, START
from course_lib.backprop.playground.run import initial_parameters
from course_lib.backprop.playground.words import CONTROLS, LIMITS, MOST, WORDS
from course_lib.datasets.types import Dataset
from course_lib.widgets import Explorable, ordered

REGRESSION = ("plane", "hills")
NUMBER_LOSSES = ("mse", "l1", "huber")


def _choice(key: str):
    return traitlets.Enum([*WORDS[key]], START[key]).tag(sync=True)


def _number(key: str):
    kind = traitlets.Int if len(LIMITS[key]) == 3 else traitlets.Float
    return kind(START[key]).tag(sync=True)


def _list(key: str, trait):
    return traitlets.List(trait, START.get(key, [])).tag(sync=True)


def _rows(key: str, length: int):
    return _list(key, traitlets.List(traitlets.Float(), minlen=length, maxlen=length))


class Playground(Explorable):
    """A small network on points of the plane, trained step by step, with everything in sight and in reach.

    ``Playground(preset="overfit")`` starts elsewhere, ``Playground(hidden=[3], activation="relu")`` changes
    the start. In a running notebook every trait can be read and set.

    Traits
    ------
    preset : name of a ready-made state, of ``PRESETS``; or "" for your own
    data : "circle" (rings), "xor", "gauss" (clouds), "spiral"; numbers: "plane", "hills"; or "own"
    points : list of [x1, x2, class], each coordinate in [-6, 6]: the data "own"
    n_samples, n_classes, noise, seed : of ``make_data``; the seed also draws the split, weights and batches
    train_share : float in [0.1, 1], of the points
    features : list of names of ``FEATURES``, the inputs
    hidden : list of 0 to 6 layers' units, 1 to 8 each
    activation, dropout : list, one a hidden layer; the constructor takes one for all
    output_activation : "linear", "relu", "tanh" or "sigmoid"
    loss : "mse", "l1", "huber"; for classes also "hinge", "binary_cross_entropy_with_logits", "cross_entropy"
    optimizer : "sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam" or "adamw", with torch's defaults
    lr, momentum, batch_size, l1, l2 : numbers; momentum is for "momentum" and "nesterov"
    initializer : a name of ``playground_run.INITIALIZERS``
    edits : list of [layer, unit, input, value], first weights set by hand; input -1 is the bias
    epochs : int, where the run stands; the page writes it when it rests
    links : "weights" or "gradients", what the lines show
    discretize, show_test : bool, hard edges of the map; show the test points
    hide : list of what to leave out, for class: traits, or "preset", "predict", "player", "speed", "picked",
        "code", "summary" or "class", which is the page's own list of what to hide
    """

    alt = (
        "A network with inputs x1 and x2, four and two hidden units with tanh, and one output, trained for "
        "100 epochs on two rings. Each unit is drawn as a map of the plane: the first layer holds four "
        "straight edges, the output a closed region around the inner ring. Lines between the units show the "
        "weights, and a curve shows training and test loss falling towards zero."
    )

    preset = traitlets.Enum([*PRESETS, ""], "circle").tag(sync=True)
    data = _choice("data")
    points = _rows("points", 3)
    n_samples = _number("n_samples")
    n_classes = _number("n_classes")
    noise = _number("noise")
    train_share = _number("train_share")
    features = _list("features", traitlets.Enum([*WORDS["features"]]))
    hidden = _list("hidden", traitlets.Int())
    activation = _list("activation", traitlets.Enum([*WORDS["activation"]]))
    dropout = _list("dropout", traitlets.Float())
    output_activation = _choice("output_activation")
    loss = _choice("loss")
    optimizer = _choice("optimizer")
    lr = _number("lr")
    momentum = _number("momentum")
    batch_size = _number("batch_size")
    l1 = _number("l1")
    l2 = _number("l2")
    initializer = _choice("initializer")
    seed = _number("seed")
    edits = _rows("edits", 4)
    epochs = _number("epochs")
    links = _choice("links")
    discretize = traitlets.Bool(False).tag(sync=True)
    show_test = traitlets.Bool(False).tag(sync=True)
    hide = _list("hide", traitlets.Enum([*WORDS["hide"]]))

    _presets = ordered(PRESETS)
    _start = traitlets.Dict(START, read_only=True).tag(sync=True)
    _words = ordered(WORDS)
    _limits = traitlets.Dict(LIMITS, read_only=True).tag(sync=True)
    _most = traitlets.Dict(MOST, read_only=True).tag(sync=True)
    _controls = ordered(CONTROLS)
    _code = traitlets.Dict(CODE, read_only=True).tag(sync=True)

    def __init__(self, **kwargs):
        if len(kwargs.get("points", ())):
            kwargs = {"data": "own", **kwargs, "points": np.asarray(kwargs["points"], dtype=float).tolist()}
        chosen = PRESETS.get(kwargs.get("preset", "circle"), PRESETS["circle"])
        start = {k: v for k, v in chosen.items() if k not in ("label", "comment")}
        traits = {**START, **start, **kwargs}
        if "data" in kwargs and "preset" not in kwargs:
            traits["preset"] = ""
        layers = len(traits["hidden"])
        for key, kind in (("activation", str), ("dropout", int | float)):
            if isinstance(traits[key], kind):
                traits[key] = [traits[key]] * layers
            elif "hidden" in kwargs and key not in kwargs:
                traits[key] = _stretched(traits[key], layers, START[key][0])
        super().__init__(**traits)

    @traitlets.validate(*LIMITS)
    def _lies_within(self, proposal):
        key, value = proposal.trait.name, proposal.value
        low, high = LIMITS[key][:2]
        for v in value if isinstance(value, list) else [value]:
            if not (math.isfinite(v) and low <= v <= high):
                raise traitlets.TraitError(f"{key} must lie in [{low}, {high}], got {v}")
        return self._has_its_length(proposal) if isinstance(value, list) else value

    @traitlets.validate("activation", "features", "hide")
    def _has_its_length(self, proposal):
        key, value = proposal.trait.name, proposal.value
        low, high = MOST[key]
        if not low <= len(value) <= high:
            raise traitlets.TraitError(f"{key} takes {low} to {high} entries, got {len(value)}: {value}")
        if key == "features" and len(set(value)) < len(value):
            raise traitlets.TraitError(f"features must differ from each other, got {value}")
        if key in ("activation", "dropout") and len(value) != len(self.hidden):
            raise traitlets.TraitError(
                f"{key} needs one entry for each of the {len(self.hidden)} hidden layers, got {value}"
            )
        return value

    @traitlets.validate("loss", "data")
    def _loss_fits_the_data(self, proposal):
        if self.data in REGRESSION and self.loss not in NUMBER_LOSSES:
            raise traitlets.TraitError(
                f"data {self.data!r} are numbers: loss must be one of {', '.join(NUMBER_LOSSES)}, "
                f"got {self.loss!r}"
            )
        return proposal.value

    @traitlets.validate("points")
    def _points_are_usable(self, proposal):
        if len(proposal.value) > MOST["points"][1]:
            raise traitlets.TraitError(f"points takes at most 500 rows, got {len(proposal.value)}")
        for row in proposal.value:
            x1, x2, y = row
            if not (abs(x1) <= 6 and abs(x2) <= 6 and y in range(self.n_classes)):
                raise traitlets.TraitError(
                    f"points needs rows [x1, x2, class] with coordinates in [-6, 6] and a class of "
                    f"0 … {self.n_classes - 1}, got {row}"
                )
        return proposal.value

    @traitlets.validate("edits")
    def _edits_are_inside(self, proposal):
        sizes = self.sizes
        for row in proposal.value:
            k, unit, source, value = row
            inside = k in range(len(sizes) - 1) and unit in range(sizes[int(k) + 1])
            if not (inside and source in range(-1, sizes[int(k)]) and abs(value) <= 1000):
                raise traitlets.TraitError(
                    f"edits needs rows [layer, unit, input, value] inside the network {sizes}, value up to "
                    f"1000; got {row}"
                )
        return proposal.value

    @traitlets.observe("hidden")
    def _layers_keep_their_settings(self, change):
        for key in ("activation", "dropout"):
            setattr(self, key, _stretched(getattr(self, key), len(self.hidden), START[key][0]))

    @traitlets.observe("features", "hidden", "loss", "data", "n_classes")
    def _edits_go_with_their_network(self, change):
        sizes = self.sizes
        fits = [
            e
            for e in self.edits
            if e[0] < len(sizes) - 1 and e[1] < sizes[int(e[0]) + 1] and e[2] < sizes[int(e[0])]
        ]
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
        return Dataset(
            rows[:, :2],
            rows[:, 2].astype(np.int64),
            "drawn by hand",
            ("x₁", "x₂"),
            ("", ""),
            "class",
            "",
            names,
        )

    @property
    def first_parameters(self) -> list[tuple[np.ndarray, np.ndarray]]:
        """Weight (out, in) and bias (out,) of each layer before the first step, edits included."""
        layers = initial_parameters(self.sizes, self.initializer, self.seed)
        for k, unit, source, value in self.edits:
            weight, bias = layers[int(k)]
            if source < 0:
                bias[int(unit)] = value
            else:
                weight[int(unit), int(source)] = value
        return layers


def _stretched(values: list, length: int, default) -> list:
    """The list at another length: its last entry goes on."""
    return [*values[:length], *[values[-1] if values else default] * (length - len(values))]
