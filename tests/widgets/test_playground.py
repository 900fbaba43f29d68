"""The playground's Python side: settings and their errors, what notebooks read, and what its presets say."""

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest
import traitlets

from course_lib.backprop.playground import PRESETS, Playground
from course_lib.backprop.playground.code import CODE
from course_lib.backprop.playground.data import DATASETS, FEATURES, make_data
from course_lib.backprop.playground.run import INITIALIZERS, initial_parameters
from course_lib.backprop.playground.words import WORDS

HERE = Path(__file__).parent
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


# --- what the presets say ---------------------------------------------------------------------------


def ends(preset, epochs, **changes):
    """Training and test loss, and all weights, where the page's engine ends after so many epochs."""
    settings = SETTINGS[preset] | changes
    rows = [settings | {"epochs": n} for n in epochs]
    done = subprocess.run(
        ["node", "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", HERE / "playground_ends.mjs"],
        input=json.dumps({"texts": CODE, "states": rows}), capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = json.loads(done.stdout)
    return [np.array([row[k] for row in found], dtype=float) for k in ("train", "test", "params")]


def layers(*units, activation="tanh"):
    return {"hidden": [*units], "activation": [activation] * len(units), "dropout": [0.0] * len(units)}


def test_rings_are_closed_in():
    _, (start, end), _ = ends("circle", [0, 100])
    assert start > 0.9
    assert end < 0.06


def test_xor_needs_its_four_units():
    losses = [ends("xor", [300], **layers(*[n] * (n > 0)))[1][0] for n in range(5)]
    assert (np.diff(losses) < 0).all()
    assert losses[4] < 0.1 < 0.3 < losses[3]


def test_the_spiral_takes_about_a_hundred_epochs():
    _, (early, late), _ = ends("spiral", [10, 100])
    assert early > 0.6
    assert late < 0.1


def test_three_classes_are_learned():
    _, (start, end), _ = ends("three_classes", [0, 300])
    assert start > np.log(3) * 0.95
    assert end < 0.5 * start


def test_overfitting_lowers_one_loss_and_raises_the_other():
    train, test, params = ends("overfit", [0, 5, 20, 100, 300])
    assert train[-1] < 1e-3
    assert test.argmin() in (1, 2)
    assert test[-1] > 3 * test.min()
    assert params.shape[1] == 177


def test_single_points_make_a_restless_run_and_the_whole_set_a_smooth_one():
    one, all_ = (ends(name, range(101, 141))[0] for name in ("batch_of_one", "full_batch"))
    assert (np.diff(one) > 0).sum() > 10
    assert (np.diff(all_) < 0).all()
    assert one.mean() < all_.mean()  # 250 steps an epoch get further than one


def test_hills_are_fitted():
    _, (start, end), _ = ends("hills", [0, 300])
    assert end < 0.2 * start


def test_a_relu_at_the_output_cannot_reach_negative_targets():
    stuck, free = (ends("output_relu", [300], output_activation=f)[0][0] for f in ("relu", "linear"))
    targets = Playground(preset="output_relu").dataset.y
    below = np.mean(np.minimum(targets, 0) ** 2)  # what is left when all positive ones are met
    assert stuck == pytest.approx(below, rel=0.15)
    assert free < 0.01 * stuck


def test_zero_weights_stay_equal_in_every_hidden_unit():
    _, _, (first, later) = ends("zeros", [0, 200])
    assert not first.any()
    weights, biases, out = later[:8].reshape(4, 2), later[8:12], later[12:16]
    assert weights.any()
    for values in (weights, biases, out):
        assert (values == values[0]).all()


def test_one_large_input_makes_large_rates_explode():
    at = lambda lr, **more: ends("unscaled", [100], lr=lr, **more)[0][0]  # noqa: E731
    assert at(0.003) < 0.1
    assert at(0.0037) < 0.1
    assert at(0.0043) > 1e6
    assert at(0.07, features=["x1", "x2"]) < 1e-4


def test_the_question_has_the_answer_that_the_page_tells():
    # without hidden layers the rings are not learned; with the two squares they are
    (start, plain), _, _ = ends("circle", [0, 100], **layers())
    (_, squared), _, _ = ends(
        "circle", [0, 100], features=["x1", "x2", "x1_squared", "x2_squared"], **layers()
    )
    assert plain > 0.9
    assert squared < 0.05 < start
