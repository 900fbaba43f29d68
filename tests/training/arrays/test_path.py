"""The loop for arrays: the right path, every example once, a clear end when it blows up."""

import numpy as np
import pytest
import torch
from training.arrays.line import line, train

from course_lib.losses import cross_entropy, cross_entropy_grad, mse_loss
from course_lib.training import fit_arrays


def test_one_step_by_hand():
    w = np.array([0.0])
    history = fit_arrays(line, [w], np.array([[1.0], [2.0]]), np.array([1.0, 2.0]), lr=0.1, epochs=1)
    # residuals -1, -2: loss (1 + 4) / 2, gradient 2 (-1·1 - 2·2) / 2 = -5
    assert history["loss"] == [2.5]
    assert w == pytest.approx([0.5])


def test_full_batch_path_equals_torch(data):
    X, y = data
    w = np.zeros(3)
    history = fit_arrays(line, [w], X, y, lr=0.1, epochs=50)
    leaf = torch.zeros(3, dtype=torch.float64, requires_grad=True)
    sgd = torch.optim.SGD([leaf], lr=0.1)
    losses = []
    for _ in range(50):
        sgd.zero_grad()
        loss = torch.nn.functional.mse_loss(torch.tensor(X) @ leaf, torch.tensor(y))
        loss.backward()
        sgd.step()
        losses.append(loss.item())
    np.testing.assert_allclose(w, leaf.detach(), rtol=1e-12)
    np.testing.assert_allclose(history["loss"], losses, rtol=1e-12)


def test_each_epoch_sees_every_example_once_and_the_last_batch_is_smaller(data):
    X, y = data
    seen = []

    def spy(params, X_batch, y_batch):
        seen.append(y_batch.copy())
        return line(params, X_batch, y_batch)

    fit_arrays(spy, [np.zeros(3)], X, y, lr=0.01, epochs=2, batch_size=10)
    assert [len(b) for b in seen] == [10, 10, 3, 10, 10, 3]
    for epoch in (seen[:3], seen[3:]):
        np.testing.assert_array_equal(np.sort(np.concatenate(epoch)), np.sort(y))
    assert not np.array_equal(seen[0], seen[3]), "each epoch shuffles anew"


def test_epoch_loss_weighs_every_example_the_same(data):
    X, y = data
    history = fit_arrays(line, [np.zeros(3)], X, y, lr=1e-300, epochs=1, batch_size=10)
    assert history["loss"][0] == pytest.approx(mse_loss(np.zeros(23), y), rel=1e-12)


def test_equal_seeds_give_equal_paths(data):
    ends = []
    for seed in (1, 1, 2):
        w = np.zeros(3)
        fit_arrays(line, [w], *data, lr=0.05, epochs=3, batch_size=5, seed=seed)
        ends.append(w)
    np.testing.assert_array_equal(ends[0], ends[1])
    assert not np.array_equal(ends[0], ends[2])


def test_divergence_stops_with_the_step_and_a_hint(data):
    w = np.zeros(3)
    with np.errstate(over="ignore"), pytest.raises(FloatingPointError, match=r"step \d+: try a smaller lr"):
        fit_arrays(line, [w], *data, lr=1e3, epochs=1000)
    assert np.isfinite(w).all()


def weighted(params, X, y):
    """Cross-entropy with class weights and ignored targets, as in torch."""
    logits = X @ params[0]
    weights = np.array([1.0, 5.0, 0.5])
    weight = weights[y[y != -100]].sum()
    if not weight:
        return np.nan, [np.full((3, 3), np.nan)], weight
    options = {"weight": weights, "ignore_index": -100}
    return cross_entropy(logits, y, **options), [X.T @ cross_entropy_grad(logits, y, **options)], weight


def test_a_loss_that_does_not_weigh_alike_gives_its_weights(data):
    X, y = data[0], data[0].argmax(axis=1)
    y[4:8], y[9], y[20] = -100, -100, -100
    W = np.zeros((3, 3))
    whole = weighted([W + 0.5], X, y)[0]
    in_batches = train(weighted, [W + 0.5], X, y, batch_size=1, lr=0.0)
    assert in_batches["loss"] == [pytest.approx(whole, rel=1e-12)]
    train(weighted, [W], X[4:8], np.append(y[4:7], 1), batch_size=2, seed=0)
    assert np.isfinite(W).all()
    assert W.any(), "one of two batches makes a step"
    with pytest.raises(ValueError, match="the loss ignores every target in y"):
        train(weighted, [W], X[4:8], y[4:8])


def test_an_interrupt_returns_the_history_so_far(data, capsys):
    calls = []

    def pressed(params, X, y):
        calls.append(1)
        if len(calls) == 3 * 2 + 2:  # second step of the third epoch
            raise KeyboardInterrupt
        return line(params, X, y)

    ours, theirs = np.zeros(3), np.zeros(3)
    history = train(pressed, [ours], *data, epochs=5, batch_size=8)
    assert capsys.readouterr().out == "Interrupted after 2 of 5 epochs, 7 steps\n"
    assert history == train(line, [theirs], *data, epochs=2, batch_size=8)
    order = np.random.default_rng(0)
    third = [order.permutation(23) for _ in range(3)][-1][:8]
    train(line, [theirs], data[0][third], data[1][third])
    np.testing.assert_array_equal(ours, theirs)


def test_the_bar_leaves_nothing_behind(data, capfd):
    fit_arrays(line, [np.zeros(3)], *data, lr=0.1, epochs=3)
    out, err = capfd.readouterr()
    assert "0/3" in err, "there was a bar"
    assert (out, err.split("\r")[-1].strip()) == ("", "")
