"""The loop for arrays names bad input and bad answers before anything moves."""

import numpy as np
import pytest
from training.arrays.line import train

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
