"""The playground's presets show what they say, and its question has its answer."""

import numpy as np
import pytest
from widgets.playground.ends import node_ends

from course_lib.backprop.playground import Playground

SETTINGS = {name: about["settings"] for name, about in Playground.presets().items()}


def asked(preset, epochs, changes):
    """What the page's engine says after so many epochs."""
    settings = SETTINGS[preset] | changes
    return node_ends(settings | {"epochs": n} for n in epochs)


def ends(preset, epochs, **changes):
    """Training and test loss, and all weights, where the page's engine ends after so many epochs."""
    found = asked(preset, epochs, changes)
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


def gradients(**changes):
    """The gradient's length, from the first layer's weights to the last's, before the first step."""
    return np.array([layer["norm"] for layer in asked("deep", [0], changes)[0]["layers"]])


@pytest.mark.parametrize("seed", range(5))
def test_gradients_vanish_on_their_way_back_through_six_sigmoids(seed):
    norms = gradients(seed=seed)
    assert (np.diff(norms[1:]) > 0).all()
    assert norms[0] < 1e-3 * norms[-1]
    better = gradients(seed=seed, **layers(*[8] * 6, activation="relu"), initializer="kaiming_normal")
    assert better[0] > 0.02 * better[-1]


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
