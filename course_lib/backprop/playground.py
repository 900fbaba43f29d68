"""A small network that trains in the page: settings, presets and what notebooks read from it."""

import math

import numpy as np
import traitlets

from course_lib.backprop._playground_code import CODE
from course_lib.backprop._playground_presets import PRESETS, START
from course_lib.backprop._playground_words import CONTROLS, HIDEABLE, LIMITS, MOST, WORDS
from course_lib.backprop.playground_data import make_data
from course_lib.backprop.playground_run import initial_parameters
from course_lib.datasets.types import Dataset
from course_lib.widgets import Explorable


def _choice(key):
    return traitlets.Enum([*WORDS[key]], START[key]).tag(sync=True)


def _number(key):
    kind = traitlets.Int if len(LIMITS[key]) == 3 else traitlets.Float
    return kind(START[key]).tag(sync=True)


def _list(key, trait):
    low, high = MOST[key]
    return traitlets.List(trait, START.get(key, []), minlen=low, maxlen=high).tag(sync=True)


def _switch(key):
    return traitlets.Bool(START[key]).tag(sync=True)


class Playground(Explorable):
    """PLACEHOLDER"""

    alt = "placeholder " * 12

    preset = traitlets.Enum([*PRESETS, ""], "circle").tag(sync=True)
    data = _choice("data")
    points = _list("points", traitlets.List(traitlets.Float(), minlen=3, maxlen=3))
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
    edits = _list("edits", traitlets.List(traitlets.Float(), minlen=4, maxlen=4))
    epochs = _number("epochs")
    links = _choice("links")
    discretize = _switch("discretize")
    show_test = _switch("show_test")
    hide = _list("hide", traitlets.Enum(HIDEABLE))

    _presets = traitlets.Dict(PRESETS, read_only=True).tag(sync=True)
    _start = traitlets.Dict(START, read_only=True).tag(sync=True)
    _words = traitlets.Dict(WORDS, read_only=True).tag(sync=True)
    _limits = traitlets.Dict(LIMITS, read_only=True).tag(sync=True)
    _most = traitlets.Dict(MOST, read_only=True).tag(sync=True)
    _controls = traitlets.Dict(CONTROLS, read_only=True).tag(sync=True)
    _code = traitlets.Dict(CODE, read_only=True).tag(sync=True)

    def __init__(self, **kwargs):
        chosen = PRESETS.get(kwargs.get("preset", "circle"), PRESETS["circle"])
        start = {k: v for k, v in chosen.items() if k not in ("label", "comment")}
        super().__init__(**{**START, **start, **kwargs})
