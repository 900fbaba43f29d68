"""The loop for arrays: the right path, every example once, a clear end when it blows up."""

import numpy as np
import pytest
import torch

from course_lib.losses import mse_loss, mse_loss_grad
from course_lib.training import fit_arrays


def line(params, X, y):
    predictions = X @ params[0]
    return mse_loss(predictions, y), [X.T @ mse_loss_grad(predictions, y)]


@pytest.fixture
def data():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(23, 3))
    return X, X @ [1.0, -2.0, 0.5] + 0.1 * rng.normal(size=23)


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


@pytest.mark.parametrize(
    ("rows", "batch_size", "told"), [(22, None, r"\(23, 3\) and \(22,\)"), (23, 0, "at least 1")]
)
def test_bad_input(data, rows, batch_size, told):
    X, y = data
    with pytest.raises(ValueError, match=told):
        fit_arrays(line, [np.zeros(3)], X, y[:rows], lr=0.1, epochs=1, batch_size=batch_size)


class Momentum:
    """Any object with `step(grads)` will do."""

    def __init__(self, params, lr):
        self.params, self.lr, self.velocity = params, lr, [np.zeros_like(p) for p in params]

    def step(self, grads):
        for param, velocity, grad in zip(self.params, self.velocity, grads, strict=True):
            velocity *= 0.9
            velocity += grad
            param -= self.lr * velocity


def test_an_optimizer_brings_its_own_rule(data):
    X, y = data
    params = [np.zeros(3)]
    fit_arrays(line, params, X, y, optimizer=Momentum(params, 0.02), epochs=30)
    leaf = torch.zeros(3, dtype=torch.float64, requires_grad=True)
    sgd = torch.optim.SGD([leaf], lr=0.02, momentum=0.9)
    for _ in range(30):
        sgd.zero_grad()
        torch.nn.functional.mse_loss(torch.tensor(X) @ leaf, torch.tensor(y)).backward()
        sgd.step()
    np.testing.assert_allclose(params[0], leaf.detach(), rtol=1e-12)


def test_divergence_with_an_optimizer(data):
    params = [np.zeros(3)]
    with (
        np.errstate(over="ignore"),
        pytest.raises(FloatingPointError, match="try a smaller learning rate, and"),
    ):
        fit_arrays(line, params, *data, optimizer=Momentum(params, 1e3), epochs=1000)


@pytest.mark.parametrize("given", [{}, {"lr": 0.1, "optimizer": Momentum([], 0.1)}])
def test_either_lr_or_optimizer(data, given):
    with pytest.raises(ValueError, match="give lr or optimizer"):
        fit_arrays(line, [np.zeros(3)], *data, epochs=1, **given)


def test_the_bar_leaves_nothing_behind(data, capfd):
    fit_arrays(line, [np.zeros(3)], *data, lr=0.1, epochs=3)
    last = capfd.readouterr().err.split("\r")[-1]
    assert last.strip() == ""
