"""The Python side of every explorable: what it declares, checks, says of itself and saves."""

import json

import numpy as np
import pytest
import traitlets
from make_posters import explorables

from course_lib.backprop.playground import Playground
from course_lib.losses.logit_explorer import LogitExplorer
from course_lib.losses.loss_explorer import LossExplorer
from course_lib.optim.descent_explorer import DescentExplorer
from course_lib.widgets import Explorable

EVERY = list(explorables().values())


def name(cls):
    return cls.__name__


@pytest.mark.parametrize("cls", EVERY, ids=name)
def test_saved_state_is_all_that_the_static_book_needs(cls):
    state = cls().get_state(drop_defaults=False)
    assert "export" in state["_esm"]
    assert state["_poster"] == "/".join(cls.__module__.split(".")[1:3])
    assert len(state["_alt"]) > 100
    assert set(cls.settings()) <= set(state)


@pytest.mark.parametrize("cls", EVERY, ids=name)
def test_repr_says_what_differs_and_no_address(cls):
    assert repr(cls()) == repr(cls())
    assert "0x" not in repr(cls())
    other = [*cls.presets()][1]
    assert f"preset={other!r}" in repr(cls(preset=other))
    assert "preset" not in repr(cls())


@pytest.mark.parametrize("cls", EVERY, ids=name)
def test_output_carries_the_widget_view(cls):
    bundle = cls()._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert "application/vnd.jupyter.widget-view+json" in data


@pytest.mark.parametrize("cls", EVERY, ids=name)
def test_unknown_settings_are_refused_with_the_known_ones(cls):
    with pytest.raises(TypeError, match=r"has no 'unheard_of'; it takes .*preset"):
        cls(unheard_of=1)


def test_an_explorable_without_a_poster_says_so():
    with pytest.raises(NotImplementedError, match=r"needs base/poster.py with draw\(\)"):
        Explorable.poster()


@pytest.mark.parametrize(
    ("cls", "name", "value", "told"),
    [
        (LossExplorer, "guess", [np.nan, 1], "left of guess must lie in"),
        (LossExplorer, "guess", [1], r"guess needs \[left, right\]"),
        (LossExplorer, "points", [[0, 1]], "points takes 2 to 30 entries, got 1"),
        (LossExplorer, "points", [[0, 1], [0, np.inf]], "target of points must lie in .*, got inf"),
        (LossExplorer, "lr", np.nan, "lr must lie in .*, got nan"),
        (LossExplorer, "lr", "fast", r"lr must be a number in \(0, 1e\+12\], got 'fast'"),
        (LossExplorer, "delta", True, "delta must be a number .*, got True"),
        (LossExplorer, "y_range", [2, 1], "y_range needs low < high, got"),
        (LossExplorer, "y_range", [np.nan, 1], "low of y_range must lie in"),
        (LossExplorer, "outlier", 1.5, "outlier must be a whole number"),
        (LossExplorer, "loss", "mean", "loss must be one of 'mse', 'l1', .*, got 'mean'"),
        (LossExplorer, "labels", ["x", 1], "y of labels must be text, got 1"),
        (LossExplorer, "compare", 1, "compare must be True or False, got 1"),
        (LogitExplorer, "target", -1, r"target must lie in \[0, 5\], got -1"),
        (LogitExplorer, "target", 3, "3 logits and target 3"),
        (LogitExplorer, "logits", [1, 2, np.nan], r"logits must lie in \[-100, 100\], got nan"),
        (LogitExplorer, "classes", ["a", "b"], "2 classes, 3 logits"),
        (LogitExplorer, "picture", [0.0] * 63 + [17], r"picture must lie in \[0, 16\], got 17"),
        (LogitExplorer, "label", 2, "label must be one of 0, 1, got 2"),
        (DescentExplorer, "start", [0, np.nan], "y of start must lie in"),
        (DescentExplorer, "lrs", {"sgd": np.nan}, "lrs must lie in .*, got nan"),
        (DescentExplorer, "optimizers", ["sgd", "sgd"], "entries of optimizers must differ"),
        (DescentExplorer, "steps", 2.5, "steps must be a whole number"),
        (Playground, "loss", "nothing", "loss must be one of"),
        (Playground, "hidden", [0], r"hidden must lie in \[1, 8\], got 0"),
        (Playground, "edits", [[0, 4, 0, 1]], "inside the network"),
        (Playground, "edits", [[0, 0, 0, np.nan]], "value of edits must lie in"),
        (Playground, "dropout", [0.5], "dropout needs one entry for each of the 2 hidden layers"),
    ],
)
def test_a_later_assignment_is_checked_as_the_first_and_leaves_the_old_value(cls, name, value, told):
    explorable = cls()
    before = getattr(explorable, name)
    with pytest.raises(traitlets.TraitError, match=told):
        setattr(explorable, name, value)
    assert getattr(explorable, name) == before
    json.dumps(explorable.get_state(name), allow_nan=False)
    with pytest.raises((traitlets.TraitError, ValueError)):
        cls(**{name: value})


WRONG = [np.nan, 1j, None, object(), 10**400, {"a": np.nan}, [np.nan], [object()], [[-np.inf] * 3] * 3]


@pytest.mark.parametrize("cls", EVERY, ids=name)
def test_whatever_a_setting_is_set_to_the_state_stays_one_that_a_page_can_read(cls):
    explorable = cls()
    for setting in cls.settings():
        before = getattr(explorable, setting)
        for wrong in WRONG:
            with pytest.raises(traitlets.TraitError):
                setattr(explorable, setting, wrong)
            assert getattr(explorable, setting) == before, f"{setting} = {wrong!r}"
        json.dumps(explorable.get_state(setting), allow_nan=False)


def test_settings_that_hang_together_are_checked_whichever_of_them_changes():
    playground = Playground(loss="hinge", points=[[0, 0, 2]], n_classes=3)
    with pytest.raises(traitlets.TraitError, match="data 'hills' are numbers"):
        playground.data = "hills"
    with pytest.raises(traitlets.TraitError, match="a class of 0 … 1"):
        playground.n_classes = 2
    explorer = LogitExplorer()
    with pytest.raises(traitlets.TraitError, match="3 classes, 2 logits and target 2"):
        explorer.logits = [1, 2]
    with explorer.hold_trait_notifications():
        explorer.classes, explorer.logits, explorer.target = ["a", "b"], [1, 2], 0
    assert explorer.logits == [1, 2]


@pytest.mark.parametrize("cls", EVERY, ids=name)
def test_what_is_declared_is_documented_controlled_and_a_rule(cls):
    declared = cls.declared()
    assert {*declared, "name"} == set(cls.settings())
    explorable = cls()
    assert set(explorable._rules) == set(declared)
    for setting, rule in explorable._rules.items():
        assert f"\n{setting} : " in cls.__doc__
        json.dumps(rule, allow_nan=False)
    for setting, control in explorable._controls.items():
        assert control["label"] == declared[setting].label
        if control["kind"] == "slider":
            rule = explorable._rules[setting]
            assert rule["low"] <= control["min"] < control["max"] <= rule["high"]


@pytest.mark.parametrize("cls", EVERY, ids=name)
def test_every_preset_has_a_label_a_comment_and_allowed_settings(cls):
    for preset, about in cls.presets().items():
        assert set(about) == {"label", "comment", "settings"}, preset
        assert all(getattr(cls(preset=preset), key) == value for key, value in about["settings"].items())


def test_each_explorable_has_its_own_lists():
    first, second = Playground(), Playground()
    first.hidden.append(3)
    assert second.hidden == [4, 2]
    assert Playground.declared()["hidden"].default() == [4, 2]
