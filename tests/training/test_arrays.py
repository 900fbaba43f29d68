"""The loop for arrays: the right path, every example once, a clear end when it blows up."""

import numpy as np
import pytest
import torch

from course_lib.losses import cross_entropy, cross_entropy_grad, mse_loss, mse_loss_grad
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


ZEROS = np.zeros((4, 3)), np.zeros(4)


def train(loss_and_grads=line, params=None, X=ZEROS[0], y=ZEROS[1], **given):
    given = {"lr": 0.1, "epochs": 1, "progress": False} | given
    return fit_arrays(loss_and_grads, [np.zeros(3)] if params is None else params, X, y, **given)


READ_ONLY = np.zeros(3)
READ_ONLY.flags.writeable = False
TWICE = np.zeros(3)


@pytest.mark.parametrize(
    ("given", "error", "told"),
    [
        ({"y": np.zeros(3)}, ValueError, r"at least one, got \(4, 3\) and \(3,\)"),
        ({"X": np.zeros((0, 3)), "y": np.zeros(0)}, ValueError, r"at least one, got \(0, 3\) and \(0,\)"),
        ({"X": np.float64(1)}, ValueError, r"got \(\) and \(4,\)"),
        ({"batch_size": 0}, ValueError, "batch_size must be at least 1, got 0"),
        ({"epochs": 0}, ValueError, "epochs must be at least 1, got 0"),
        ({"epochs": -1}, ValueError, "epochs must be at least 1, got -1"),
        ({"seed": -1}, ValueError, "seed must not be negative, got -1"),
        ({"lr": -0.1}, ValueError, r"lr must be finite and at least 0, got -0\.1"),
        ({"lr": float("nan")}, ValueError, "lr must be finite and at least 0, got nan"),
        ({"lr": float("inf")}, ValueError, "lr must be finite and at least 0, got inf"),
        ({"params": []}, TypeError, "params must be a list of arrays, at least one, got list"),
        ({"params": np.zeros(3)}, TypeError, "must be a list of arrays, at least one, got ndarray"),
        ({"params": [[0.0, 0.0, 0.0]]}, TypeError, r"params\[0\] must be an array of floats.*got list"),
        ({"params": [np.zeros(3, int)]}, TypeError, r"params\[0\] must be an array of floats.*dtype int64"),
        ({"params": [READ_ONLY]}, ValueError, r"params\[0\] is read-only"),
        ({"params": [TWICE, TWICE]}, ValueError, r"params\[1\] shares memory with an array before it"),
        ({"params": [TWICE, TWICE[1:]]}, ValueError, r"params\[1\] shares memory with an array before it"),
    ],
)
def test_bad_input_is_named_before_anything_moves(given, error, told):
    def never(params, X, y):
        pytest.fail("training began")

    with pytest.raises(error, match=told):
        train(never, **given)


@pytest.mark.parametrize("given", [{"epochs": 1.5}, {"batch_size": "8"}, {"seed": None}])
def test_whole_numbers(given):
    with pytest.raises(TypeError, match="cannot be interpreted as an integer"):
        train(**given)


@pytest.mark.parametrize(
    ("answer", "error", "told"),
    [
        (
            (0.0, [np.zeros(1)]),
            ValueError,
            r"step 0: grads\[0\] must have the shape .* got \(1,\) and \(3,\)",
        ),
        ((0.0, [np.zeros((3, 1))]), ValueError, r"got \(3, 1\) and \(3,\)"),
        ((0.0, []), ValueError, "step 0: 1 parameters need as many gradients, got 0"),
        ((0.0, [np.zeros(3)] * 2), ValueError, "as many gradients, got 2"),
        ((np.zeros(4), [np.zeros(3)]), TypeError, r"step 0: the loss must be one number, got shape \(4,\)"),
        ((0.0, [np.array([0, np.nan, 0])]), FloatingPointError, r"grads\[0\] is not finite at step 0: try a"),
        ((0.0, [np.array([0, np.inf, 0])]), FloatingPointError, r"grads\[0\] is not finite at step 0: try a"),
        ((np.nan, [np.zeros(3)]), FloatingPointError, "the loss became nan at step 0: try a smaller lr"),
    ],
)
def test_a_step_that_cannot_be_right_is_not_made(answer, error, told):
    w = np.ones(3)
    with pytest.raises(error, match=told):
        train(lambda *_: answer, [w])
    assert w.tolist() == [1, 1, 1]


def test_nan_in_the_data_is_named(data):
    X = data[0].copy()
    X[3, 1] = np.nan
    with pytest.raises(FloatingPointError, match="at step 0: X itself holds nan or inf in this batch"):
        train(X=X, y=data[1])


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


def test_a_half_applied_step_is_taken_back(data):
    class Pressed(Momentum):
        """Stopped between the first parameter and the second."""

        def step(self, grads):
            self.params[0] -= 1
            raise KeyboardInterrupt

    params = [np.zeros(3), np.ones(2)]
    both = lambda params, X, y: (line(params, X, y)[0], [np.ones(3), np.ones(2)])  # noqa: E731
    assert train(both, params, *data, lr=None, optimizer=Pressed(params, 0.1)) == {"loss": []}
    assert params[0].tolist() == [0, 0, 0]


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
    out, err = capfd.readouterr()
    assert "0/3" in err, "there was a bar"
    assert (out, err.split("\r")[-1].strip()) == ("", "")
