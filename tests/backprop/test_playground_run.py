"""What a run of the playground draws: weights of the right spread, whole epochs, masks that keep the mean."""

import numpy as np
import pytest
import torch

from course_lib.backprop.playground.run import (
    INITIALIZERS,
    batches,
    dropout_masks,
    encode_targets,
    initial_parameters,
)

FAN_IN, FAN_OUT = 120, 80
SPREAD = {
    "zeros": 0,
    "normal": 0.1,
    "large_normal": 1.0,
    "uniform": 0.5 / np.sqrt(3),
    "xavier_uniform": np.sqrt(2 / 200),
    "xavier_normal": np.sqrt(2 / 200),
    "kaiming_normal": np.sqrt(2 / FAN_IN),
    "kaiming_uniform": 1 / np.sqrt(3 * FAN_IN),
}


@pytest.mark.parametrize("name", INITIALIZERS)
def test_weights_have_mean_zero_and_their_spread(name):
    weight, bias = initial_parameters([FAN_IN, FAN_OUT], name, seed=1)[0]
    assert weight.shape == (FAN_OUT, FAN_IN)
    assert weight.std() == pytest.approx(SPREAD[name], rel=0.04)
    assert abs(weight.mean()) <= 4 * SPREAD[name] / np.sqrt(weight.size)
    assert bias.any() == (name == "kaiming_uniform")


@pytest.mark.parametrize(
    ("name", "initialize"),
    [
        ("xavier_uniform", torch.nn.init.xavier_uniform_),
        ("xavier_normal", torch.nn.init.xavier_normal_),
        ("kaiming_normal", torch.nn.init.kaiming_normal_),
        ("kaiming_uniform", lambda w: torch.nn.init.kaiming_uniform_(w, a=5**0.5)),
    ],
)
def test_spread_is_torchs(name, initialize):
    torch.manual_seed(0)
    theirs = initialize(torch.empty(FAN_OUT, FAN_IN))
    ours = initial_parameters([FAN_IN, FAN_OUT], name, seed=1)[0][0]
    assert ours.std() == pytest.approx(theirs.std().item(), rel=0.05)
    if name.endswith("uniform"):
        assert np.abs(ours).max() == pytest.approx(theirs.abs().max().item(), rel=0.01)


def test_kaiming_uniform_is_what_linear_does():
    torch.manual_seed(0)
    layer = torch.nn.Linear(FAN_IN, 4000)
    weight, bias = initial_parameters([FAN_IN, 4000], seed=1)[0]
    assert bias.std() == pytest.approx(layer.bias.std().item(), rel=0.05)
    assert weight.std() == pytest.approx(layer.weight.std().item(), rel=0.02)


def test_an_epoch_takes_every_row_once_and_the_next_in_another_order():
    first, again, second = (batches(23, 5, seed=1, epoch=e) for e in (0, 0, 1))
    assert [len(rows) for rows in first] == [5, 5, 5, 5, 3]
    assert sorted(np.concatenate(first)) == list(range(23))
    assert np.array_equal(np.concatenate(first), np.concatenate(again))
    assert not np.array_equal(np.concatenate(first), np.concatenate(second))
    assert batches(0, 5) == []
    assert len(batches(3, 100)[0]) == 3


@pytest.mark.parametrize("rate", [0, 0.3, 0.9])
def test_masks_keep_the_mean(rate):
    wide, narrow = dropout_masks([200, 3], 500, rate, seed=2, step=5)
    assert wide.shape == (500, 200)
    assert narrow.shape == (500, 3)
    np.testing.assert_allclose(np.unique(wide), np.unique([0, 1 / (1 - rate)])[-2 if rate else -1 :])
    assert (wide == 0).mean() == pytest.approx(rate, abs=0.01)
    assert wide.mean() == pytest.approx(1, abs=0.05)
    assert rate == 0 or not np.array_equal(wide, dropout_masks([200], 500, rate, seed=2, step=6)[0])


def test_each_hidden_layer_may_have_its_own_rate():
    wide, narrow = dropout_masks([200, 3], 500, [0.5, 0], seed=2, step=5)
    assert np.array_equal(wide, dropout_masks([200, 3], 500, 0.5, seed=2, step=5)[0])
    assert (narrow == 1).all()


def test_targets_by_hand():
    y = np.array([0, 2, 1])
    one_hot = np.eye(3)[y]
    for loss in ("cross_entropy", "binary_cross_entropy_with_logits"):
        np.testing.assert_array_equal(encode_targets(loss, y, 3), one_hot)
    for loss in ("mse", "l1", "huber", "hinge"):
        np.testing.assert_array_equal(encode_targets(loss, y, 3), 2 * one_hot - 1)
    pair = np.array([0, 1])
    np.testing.assert_array_equal(encode_targets("cross_entropy", pair, 2), np.eye(2))
    np.testing.assert_array_equal(encode_targets("binary_cross_entropy_with_logits", pair, 2), [[0], [1]])
    np.testing.assert_array_equal(encode_targets("hinge", pair, 2), [[-1], [1]])
    np.testing.assert_array_equal(encode_targets("mse", np.array([0.5, -3]), 0), [[0.5], [-3]])


def test_bad_requests_say_what_was_expected():
    with pytest.raises(ValueError, match="initializer must be one of zeros, normal"):
        initial_parameters([2, 1], "random")
    with pytest.raises(ValueError, match=r"rate must be in \[0, 1\), got 1"):
        dropout_masks([3], 5, 1)
    with pytest.raises(ValueError, match=r"rate must be in \[0, 1\), got \[0.5, -1\]"):
        dropout_masks([3, 3], 5, [0.5, -1])
    with pytest.raises(ValueError, match="one rate for each of 2 hidden layers, got 1"):
        dropout_masks([3, 3], 5, [0.5])
