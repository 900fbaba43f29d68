"""The playground's Python side: settings and their errors, and what notebooks read."""

import numpy as np
import pytest
import traitlets

from course_lib.backprop.playground import PRESETS, Playground
from course_lib.backprop.playground.code import CODE
from course_lib.backprop.playground.data import DATASETS, FEATURES, make_data
from course_lib.backprop.playground.run import INITIALIZERS, initial_parameters
from course_lib.backprop.playground.words import WORDS

SETTINGS = {name: about["settings"] for name, about in Playground.presets().items()}


# --- settings ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_is_a_valid_state_and_sets_every_trait(preset):
    playground = Playground(preset=preset)
    assert set(SETTINGS[preset]) | {"preset", "name", "hide", *Playground.of_the_page()} == set(
        Playground.settings()
    )
    for name, value in SETTINGS[preset].items():
        assert getattr(playground, name) == value


def test_it_starts_where_the_preset_of_its_own_name_stands():
    defaults = {name: setting.default() for name, setting in Playground.declared().items()}
    assert all(getattr(Playground(), name) == value for name, value in defaults.items())
    assert repr(Playground()) == repr(Playground(preset="circle"))


def test_words_cover_what_the_engine_knows():
    assert [*WORDS["data"]] == [*DATASETS, "own"]
    assert [*WORDS["features"]] == [*FEATURES]
    assert {*WORDS["initializer"]} == {*INITIALIZERS}
    assert {*WORDS["optimizer"]} == {*CODE["optimizers"]}
    assert {*WORDS["activation"]} == {*CODE["activations"]}
    assert {*WORDS["loss"]} == {*CODE["python"]["losses"]}


def test_one_activation_and_one_rate_are_for_every_hidden_layer():
    playground = Playground(hidden=[3, 2, 5], activation="relu", dropout=0.25)
    assert playground.activation == ["relu"] * 3
    assert playground.dropout == [0.25] * 3
    assert Playground(hidden=[3, 2, 5]).activation == ["tanh"] * 3
    assert Playground(hidden=[]).dropout == []


def test_layers_that_come_and_go_take_their_settings_along():
    playground = Playground(
        activation=["relu", "gelu"], dropout=[0.1, 0.2], edits=[[1, 0, 3, 2], [0, 1, -1, 1]]
    )
    playground.hidden = [4, 2, 2]
    assert playground.activation == ["relu", "gelu", "gelu"]
    assert playground.edits == [[1, 0, 3, 2], [0, 1, -1, 1]]
    playground.hidden = [3]
    assert playground.activation == ["relu"]
    assert playground.dropout == [0.1]
    assert playground.edits == [[0, 1, -1, 1]]  # the other weight is gone


def test_points_make_their_own_data():
    playground = Playground(points=np.array([[1, 2, 0], [-3, 4, 2]]), n_classes=3, loss="cross_entropy")
    assert playground.data == "own"
    assert playground.preset == ""
    np.testing.assert_array_equal(playground.dataset.X, [[1, 2], [-3, 4]])
    np.testing.assert_array_equal(playground.dataset.y, [0, 2])
    assert playground.dataset.y.dtype == np.int64
    assert len(Playground(data="own").dataset.X) == 0


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"preset": "nothing"}, "nothing"),
        ({"data": "moons"}, "moons"),
        ({"hidden": [9]}, r"hidden must lie in \[1, 8\], got 9"),
        ({"hidden": [1] * 7}, r"takes 0 to 6 entries, got 7"),
        (
            {"activation": ["relu"]},
            r"activation needs one entry for each of the 2 hidden layers, got \['relu'\]",
        ),
        ({"dropout": [0.1, 0.95]}, r"dropout must lie in \[0, 0.9\], got 0.95"),
        ({"features": []}, "features takes 1 to 7 entries, got 0"),
        ({"features": ["x1", "x1"]}, "entries of features must differ"),
        ({"data": "hills", "loss": "hinge"}, "data 'hills' are numbers: loss must be one of mse, l1, huber"),
        ({"lr": 0}, r"lr must lie in \[1e-06, 100\], got 0"),
        ({"lr": float("nan")}, "got nan"),
        ({"momentum": 1}, "momentum must lie in"),
        ({"n_classes": 6}, "n_classes must be one of 2, 3, 4, 5, got 6"),
        ({"noise": -1}, "noise must lie in"),
        ({"seed": -1}, "seed must lie in"),
        ({"epochs": -1}, "epochs must lie in"),
        ({"points": [[7, 0, 0]]}, r"x1 of points must lie in \[-6, 6\], got 7"),
        ({"points": [[1, 0, 2]]}, r"a class of 0 … 1, got \[1.0, 0.0, 2\]"),
        ({"points": [[1, 0]]}, r"points needs \[x1, x2, class\], got \[1.0, 0.0\]"),
        ({"edits": [[0, 4, 0, 1]]}, r"inside the network \[2, 4, 2, 1\]"),
        ({"edits": [[0, 0, -2, 1]]}, r"input of edits must lie in \[-1, 7\], got -2"),
        ({"edits": [[0, 0, 0, 1e4]]}, r"value of edits must lie in \[-1000, 1000\]"),
        ({"hide": ["everything"]}, "everything"),
    ],
)
def test_bad_settings_are_named(settings, told):
    with pytest.raises(traitlets.TraitError, match=told):
        Playground(**settings)


def test_a_refused_setting_leaves_the_old_one():
    playground = Playground()
    with pytest.raises(traitlets.TraitError, match="entry for each"):
        playground.activation = ["relu"]
    assert playground.activation == ["tanh", "tanh"]


# --- for notebooks ----------------------------------------------------------------------------------


@pytest.mark.parametrize("preset", PRESETS)
def test_data_and_first_weights_are_those_of_the_twins(preset):
    playground = Playground(preset=preset)
    s = SETTINGS[preset]
    data = make_data(s["data"], s["n_samples"], s["n_classes"], s["noise"], s["seed"])
    np.testing.assert_array_equal(playground.dataset.X, data.X)
    np.testing.assert_array_equal(playground.dataset.y, data.y)
    first = initial_parameters(playground.sizes, s["initializer"], s["seed"])
    for (weight, bias), (w, b) in zip(playground.first_parameters, first, strict=True):
        np.testing.assert_array_equal(weight, w)
        np.testing.assert_array_equal(bias, b)


def test_the_network_has_an_output_for_each_class_where_the_loss_asks_for_it():
    assert Playground(n_classes=2).sizes[-1] == 1
    assert Playground(n_classes=2, loss="cross_entropy").sizes[-1] == 2
    assert Playground(n_classes=4).sizes[-1] == 4
    assert Playground(n_classes=4, data="xor").sizes[-1] == 1
    assert Playground(n_classes=4, data="hills").sizes[-1] == 1


def test_edits_are_part_of_the_first_weights():
    plain = Playground().first_parameters
    edited = Playground(edits=[[0, 2, 1, -3], [1, 1, -1, 0.5]]).first_parameters
    assert edited[0][0][2, 1] == -3
    assert edited[1][1][1] == 0.5
    edited[0][0][2, 1], edited[1][1][1] = plain[0][0][2, 1], plain[1][1][1]
    assert all(
        np.array_equal(a, b) for x, y in zip(plain, edited, strict=True) for a, b in zip(x, y, strict=True)
    )
