"""The descent explorer's Python side: settings and their errors, and what it says of itself."""

import json

import numpy as np
import pytest
import traitlets

from course_lib.optim.descent_explorer import PRESETS, RACERS, SURFACES, DescentExplorer
from course_lib.optim.descent_explorer.presets import entered


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_sets_every_setting_and_every_setting_is_allowed(preset):
    explorer = DescentExplorer(preset=preset)
    settings = DescentExplorer.presets()[preset]["settings"]
    assert settings.keys() | {"preset", "name", *explorer.of_the_page()} == set(explorer.settings())
    assert {k: getattr(explorer, k) for k in settings} == settings
    assert explorer.focus in explorer.optimizers
    assert 0 <= explorer.step <= explorer.steps
    assert len(PRESETS[preset]["comment"]) > 60


def test_every_surface_has_a_preset_and_every_racer_its_own_look():
    assert {preset["settings"]["surface"] for preset in PRESETS.values()} == set(SURFACES)
    for what in ("label", "marker", "look"):
        assert len({getattr(racer, what) for racer in RACERS.values()}) == len(RACERS), what
    assert all(len(racer.rates) == len(SURFACES) for racer in RACERS.values())


def test_saved_state_is_all_that_the_static_book_needs():
    state = DescentExplorer().get_state(drop_defaults=False)
    assert "export" in state["_esm"]
    assert state["_poster"] == "optim/descent_explorer"
    assert len(state["_alt"]) > 100
    assert len(json.dumps({k: v for k, v in state.items() if k != "_esm"})) < 25_000
    data = DescentExplorer()._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in (data[0] if isinstance(data, tuple) else data)


def test_repr_says_what_differs_and_no_address():
    assert "lr=" not in repr(DescentExplorer())
    assert "condition=20.0" in repr(DescentExplorer(condition=20))
    assert "0x" not in repr(DescentExplorer(preset="race"))


def test_a_surface_alone_brings_a_start_and_rates_that_suit_it():
    explorer = DescentExplorer(surface="rosenbrock", optimizers=["adam"], lrs={"adam": 0.05})
    assert explorer.preset == ""
    assert explorer.focus == "adam"
    assert explorer.start == SURFACES["rosenbrock"]["start"]
    assert explorer.lrs == entered("rosenbrock")["lrs"] | {"adam": 0.05}
    assert DescentExplorer().preset == "bowl"


def test_rates_that_are_left_out_keep_their_value():
    explorer = DescentExplorer(preset="ravine", lrs={"momentum": 0.02})
    explorer.lrs = {"sgd": 0.01}
    assert explorer.lrs == PRESETS["ravine"]["settings"]["lrs"] | {"momentum": 0.02, "sgd": 0.01}


@pytest.mark.parametrize(
    ("settings", "error", "told"),
    [
        ({"learning_rate": 1}, TypeError, "has no 'learning_rate'; it takes .*lrs"),
        ({"preset": "nothing"}, traitlets.TraitError, "nothing"),
        ({"surface": "nothing"}, traitlets.TraitError, "nothing"),
        ({"start": [1]}, traitlets.TraitError, r"start needs \[x, y\], got \[1\]"),
        ({"start": [0, 11]}, traitlets.TraitError, r"y of start must lie in \[-10, 10\], got 11"),
        ({"start": [0, np.nan]}, traitlets.TraitError, "y of start must lie in .*, got nan"),
        ({"optimizers": []}, traitlets.TraitError, "optimizers takes 1 to [0-9]+ entries, got 0"),
        ({"optimizers": ["sgd", "sgd"]}, traitlets.TraitError, "must differ from each other"),
        ({"optimizers": ["lbfgs"]}, traitlets.TraitError, "lbfgs"),
        ({"lrs": {"lbfgs": 1.0}}, traitlets.TraitError, "lrs has no 'lbfgs'; it takes sgd, momentum"),
        ({"lrs": {"sgd": 0.0}}, traitlets.TraitError, r"lrs must lie in \[0.0001, 10\]"),
        ({"condition": 0.5}, traitlets.TraitError, r"condition must lie in \[1, 1000\], got 0.5"),
        ({"angle": np.inf}, traitlets.TraitError, "angle must lie in"),
        ({"momentum": 1}, traitlets.TraitError, r"momentum must lie in \[0, 0.99\], got 1"),
        ({"noise": -1}, traitlets.TraitError, "noise must lie in"),
        ({"batch_size": 443}, traitlets.TraitError, r"batch_size must lie in \[0, 442\]"),
        ({"seed": -1}, traitlets.TraitError, "seed must lie in"),
        ({"steps": 0}, traitlets.TraitError, r"steps must lie in \[1, 1000\], got 0"),
        ({"step": -1}, traitlets.TraitError, "step must lie in"),
        ({"focus": "nobody"}, traitlets.TraitError, "nobody"),
    ],
)
def test_bad_settings_are_named(settings, error, told):
    with pytest.raises(error, match=told):
        DescentExplorer(**settings)
