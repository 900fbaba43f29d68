"""What does not fit is told before anything starts, with the shapes."""

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F

from course_lib.training import fit

CPU = torch.device("cpu")
X, y = np.zeros((6, 4)), np.zeros(6, dtype=np.int64)


def train(model=None, inputs=X, targets=y, **given):
    given = {"loss": F.cross_entropy, "epochs": 1, "device": CPU, "progress": False} | given
    return fit(model or nn.Linear(4, 2), inputs, targets, **given)


@pytest.mark.parametrize(
    ("inputs", "targets", "told"),
    [
        (X, y[:5], r"X and y need equally many rows, at least one, got \(6, 4\) and \(5,\)"),
        (X[:0], y[:0], r"at least one, got \(0, 4\) and \(0,\)"),
        (np.zeros(()), y, r"got \(\) and \(6,\)"),
    ],
)
def test_lengths(inputs, targets, told):
    with pytest.raises(ValueError, match=told):
        train(inputs=inputs, targets=targets)


def test_things_that_are_no_numbers():
    with pytest.raises(TypeError, match=r"y must hold numbers, got shape \(6,\) of <U3"):
        train(targets=np.array(["cat"] * 6))


def test_lists_are_taken():
    assert list(train(inputs=X.tolist(), targets=y.tolist())) == ["loss"]


@pytest.mark.parametrize(
    ("given", "error", "told"),
    [
        ({"batch_size": 0}, ValueError, "at least 1, got 1 and 0"),
        ({"epochs": 0}, ValueError, "at least 1, got 0 and 64"),
        ({"seed": -1}, ValueError, r"seed must lie in \[0, 2\*\*32\), got -1"),
        ({"loss": nn.CrossEntropyLoss(reduction="sum")}, ValueError, "got reduction='sum'"),
        ({"lr": -1.0}, ValueError, r"lr must be finite and at least 0, got -1\.0"),
        ({"lr": float("nan")}, ValueError, "lr must be finite and at least 0, got nan"),
        ({"targets": np.full(6, -100)}, ValueError, "the loss ignores every target in y"),
        ({"loss": "mse"}, TypeError, "loss must be a function of predictions and targets, got str"),
        (
            {"loss": lambda p, t: p},
            ValueError,
            r"one number, the mean over the batch, as a tensor; got shape \(6, 2\)",
        ),
        ({"loss": lambda p, t: 0.5}, ValueError, "as a tensor; got float"),
        ({"validation": X}, TypeError, r"validation must be a pair \(X, y\), got ndarray"),
        ({"validation": (X, y[:3])}, ValueError, r"validation X and validation y .* got \(6, 4\) and \(3,\)"),
        (
            {"validation": (X[0], y[:4])},
            ValueError,
            r"validation of shapes \(4,\) and \(4,\) does not go with X \(6, 4\) and y \(6,\)",
        ),
        ({"device": "gpu"}, ValueError, "prefer='gpu' is no device"),
    ],
)
def test_arguments(given, error, told):
    with pytest.raises(error, match=told):
        train(**given)


@pytest.mark.bad_input
@pytest.mark.parametrize("given", [{"epochs": 1.5}, {"batch_size": "8"}, {"seed": None}])
def test_whole_numbers(given):
    with pytest.raises(TypeError, match="cannot be interpreted as an integer"):
        train(**given)


def test_a_model_that_is_none():
    with pytest.raises(TypeError, match=r"model must be a torch\.nn\.Module, got function"):
        train(lambda x: x)


def test_nothing_to_train():
    with pytest.raises(ValueError, match="Linear has no parameter that requires a gradient"):
        train(nn.Linear(4, 2).requires_grad_(False))


def test_frozen_parameters_stay():
    model = nn.Sequential(nn.Linear(4, 3).requires_grad_(False), nn.Linear(3, 2))
    before = model[0].weight.clone(), model[1].weight.clone()
    train(model, inputs=X + 1)
    assert torch.equal(model[0].weight, before[0])
    assert not torch.equal(model[1].weight, before[1])


def test_an_optimizer_of_an_earlier_model():
    optimizer = torch.optim.SGD(nn.Linear(5, 3).parameters(), lr=0.1)
    with pytest.raises(
        ValueError, match=r"not this model's, the first of shape \(3, 5\): make it anew after"
    ):
        train(optimizer=optimizer)


def test_two_learning_rates():
    model = nn.Linear(4, 2)
    with pytest.raises(ValueError, match=r"has its own learning rate; leave lr=0\.5 out"):
        train(model, optimizer=torch.optim.SGD(model.parameters(), lr=0.1), lr=0.5)


def test_a_schedule_of_another_optimizer():
    model = nn.Linear(4, 2)
    one, other = (torch.optim.SGD(model.parameters(), lr=0.1) for _ in range(2))
    schedule = torch.optim.lr_scheduler.StepLR(other, 1)
    with pytest.raises(ValueError, match="the schedule belongs to another optimizer"):
        train(model, optimizer=one, schedule=schedule)
    with pytest.raises(ValueError, match="ReduceLROnPlateau waits for a measurement"):
        train(schedule=torch.optim.lr_scheduler.ReduceLROnPlateau)


@pytest.mark.parametrize(("out", "shape"), [((6, 1), (6,)), ((6,), (6, 1))])
def test_predictions_and_targets_that_would_be_broadcast(out, shape):
    model = nn.Sequential(nn.Linear(4, 1), nn.Flatten(0) if len(out) == 1 else nn.Identity())
    with pytest.raises(ValueError, match="give both the same shape") as caught:
        train(model, targets=np.zeros(shape), loss=F.mse_loss)
    assert f"predictions {out} and targets {shape}" in str(caught.value)


def test_a_model_that_does_not_take_these_inputs():
    with pytest.raises(RuntimeError, match="mat1 and mat2 shapes cannot be multiplied") as caught:
        train(nn.Linear(5, 2))
    assert caught.value.__notes__ == ["epoch 1, step 1: X (6, 4), y (6,)"]
