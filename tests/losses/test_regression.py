import numpy as np
import pytest
import torch
from against_torch import assert_matches_torch
from arrays import REDUCTIONS, equal_shapes, numbers
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import mean_pinball_loss
from torch.nn import functional as F

from course_lib.gradcheck import check_gradient
from course_lib.losses import (
    huber_loss,
    huber_loss_grad,
    l1_loss,
    l1_loss_grad,
    mse_loss,
    mse_loss_grad,
    quantile_loss,
    quantile_loss_grad,
)

PAIRS = [
    (mse_loss, mse_loss_grad, {}),
    (l1_loss, l1_loss_grad, {}),
    (huber_loss, huber_loss_grad, {"delta": 0.7}),
    (quantile_loss, quantile_loss_grad, {"q": 0.9}),
]
each_pair = pytest.mark.parametrize(
    ("loss", "grad", "kwargs"), PAIRS, ids=lambda p: getattr(p, "__name__", "")
)


def torch_quantile_loss(predictions, targets, q=0.5, reduction="mean"):
    error = targets - predictions
    losses = torch.maximum(q * error, (q - 1) * error)
    return losses if reduction == "none" else getattr(losses, reduction)()


# residuals 0, -2 and 4
PREDICTIONS, TARGETS = [1.0, 2.0, 7.0], [1.0, 4.0, 3.0]


@pytest.mark.parametrize(
    ("loss", "kwargs", "losses"),
    [
        (mse_loss, {}, [0, 4, 16]),
        (l1_loss, {}, [0, 2, 4]),
        (huber_loss, {}, [0, 1.5, 3.5]),
        (huber_loss, {"delta": 2.0}, [0, 2, 6]),
        (quantile_loss, {}, [0, 1, 2]),
        (quantile_loss, {"q": 0.25}, [0, 0.5, 3]),
    ],
)
def test_losses_by_hand(loss, kwargs, losses):
    np.testing.assert_array_equal(loss(PREDICTIONS, TARGETS, reduction="none", **kwargs), losses)
    assert loss(PREDICTIONS, TARGETS, reduction="sum", **kwargs) == sum(losses)
    assert loss(PREDICTIONS, TARGETS, **kwargs) == pytest.approx(sum(losses) / 3, rel=1e-15)


@pytest.mark.parametrize(
    ("grad", "kwargs", "grads"),
    [
        (mse_loss_grad, {}, [0, -4, 8]),
        (l1_loss_grad, {}, [0, -1, 1]),
        (huber_loss_grad, {}, [0, -1, 1]),
        (huber_loss_grad, {"delta": 3.0}, [0, -2, 3]),
        (quantile_loss_grad, {}, [0, -0.5, 0.5]),
        (quantile_loss_grad, {"q": 0.25}, [0.25, -0.25, 0.75]),
    ],
)
def test_gradients_by_hand(grad, kwargs, grads):
    np.testing.assert_array_equal(grad(PREDICTIONS, TARGETS, reduction="none", **kwargs), grads)
    np.testing.assert_array_equal(grad(PREDICTIONS, TARGETS, **kwargs), np.divide(grads, 3))


@pytest.mark.parametrize("reduction", REDUCTIONS)
@given(equal_shapes(numbers, numbers))
def test_mse_matches_torch(reduction, arrays):
    assert_matches_torch(mse_loss, mse_loss_grad, F.mse_loss, *arrays, reduction=reduction)


@pytest.mark.parametrize("reduction", REDUCTIONS)
@given(equal_shapes(numbers, numbers))
def test_l1_matches_torch(reduction, arrays):
    assert_matches_torch(l1_loss, l1_loss_grad, F.l1_loss, *arrays, reduction=reduction)


@pytest.mark.parametrize("reduction", REDUCTIONS)
@given(equal_shapes(numbers, numbers), st.sampled_from([0.125, 1.0, 3.3]))
def test_huber_matches_torch(reduction, arrays, delta):
    assert_matches_torch(huber_loss, huber_loss_grad, F.huber_loss, *arrays, reduction=reduction, delta=delta)


@pytest.mark.parametrize("reduction", REDUCTIONS)
@given(equal_shapes(numbers, numbers), st.floats(0.01, 0.99))
def test_quantile_matches_torch(reduction, arrays, q):
    pair = quantile_loss, quantile_loss_grad, torch_quantile_loss
    assert_matches_torch(*pair, *arrays, q=q, reduction=reduction)


@given(equal_shapes(numbers, numbers), st.floats(0.01, 0.99))
def test_quantile_matches_scikit_learn(arrays, q):
    predictions, targets = (array.ravel() for array in arrays)
    expected = mean_pinball_loss(targets, predictions, alpha=q)
    assert quantile_loss(predictions, targets, q) == pytest.approx(expected, rel=1e-12, abs=1e-13)


@pytest.mark.parametrize("residual", [0.0, 0.7, -0.7])
@pytest.mark.parametrize(("ours", "theirs"), [(l1_loss, F.l1_loss), (huber_loss, F.huber_loss)])
def test_kinks_follow_torch(ours, theirs, residual):
    grads = {l1_loss: l1_loss_grad, huber_loss: huber_loss_grad}
    kwargs = {"delta": 0.7} if ours is huber_loss else {}
    assert_matches_torch(ours, grads[ours], theirs, np.array([residual]), np.zeros(1), **kwargs)


@pytest.mark.parametrize("reduction", REDUCTIONS[1:])
@each_pair
def test_gradient_matches_central_differences(loss, grad, kwargs, reduction):
    rng = np.random.default_rng(0)
    predictions, targets = rng.normal(size=(2, 4, 3))
    kwargs = {**kwargs, "reduction": reduction}
    check_gradient(lambda x: loss(x, targets, **kwargs), grad(predictions, targets, **kwargs), predictions)


@pytest.mark.parametrize(
    ("loss", "kwargs", "best"),
    [
        (mse_loss, {}, np.mean),
        (l1_loss, {}, np.median),
        (quantile_loss, {"q": 0.9}, lambda y: np.quantile(y, 0.9)),
    ],
)
def test_best_constant_is_mean_median_and_quantile(loss, kwargs, best):
    targets = np.random.default_rng(1).exponential(
        size=1001
    )  # 0.9 * 1000 is an index: the quantile is unique
    constants = np.append(np.linspace(0, 4, 401), best(targets))
    losses = [loss(np.full_like(targets, c), targets, **kwargs) for c in constants]
    assert np.argmin(losses) == len(constants) - 1


def test_half_an_absolute_error_is_the_median_quantile():
    assert quantile_loss(PREDICTIONS, TARGETS, q=0.5) == l1_loss(PREDICTIONS, TARGETS) / 2


@each_pair
def test_huge_residuals_stay_finite(loss, grad, kwargs):
    predictions, targets = np.array([1e4, -1e4, 1e150]), np.array([-1e4, 1e4, 0])
    assert np.isfinite(loss(predictions, targets, **kwargs))
    assert np.isfinite(grad(predictions, targets, **kwargs)).all()


@pytest.mark.bad_input
@pytest.mark.parametrize("delta", [0.0, -1.0, np.nan, np.inf])
def test_huber_refuses_a_delta_that_is_not_positive(delta):
    for function in (huber_loss, huber_loss_grad):
        with pytest.raises(ValueError, match=f"delta must be positive and finite, got {delta}"):
            function([0.0], [1.0], delta=delta)


@pytest.mark.bad_input
@pytest.mark.parametrize("q", [0.0, 1.0, -0.5, 50.0, np.nan])
def test_quantile_refuses_q_outside_the_unit_interval(q):
    for function in (quantile_loss, quantile_loss_grad):
        with pytest.raises(ValueError, match=rf"q must be in \(0, 1\), got {q}"):
            function([0.0], [1.0], q=q)


@pytest.mark.bad_input
@pytest.mark.parametrize("function", [mse_loss, l1_loss, huber_loss, quantile_loss])
def test_float16_is_refused_and_said_why(function):
    """40,000 twos: their sum is beyond the largest float16, and the mean would be infinite."""
    twos, zeros = np.full(40_000, 2, np.float16), np.zeros(40_000, np.float16)
    with pytest.raises(TypeError, match=r"predictions must be float32 or float64, .* above 65,504"):
        function(twos, zeros)
    # beside float32 it is only a narrow way to write the same numbers
    assert function(twos.astype(np.float32), zeros) == function(twos.astype(np.float32), zeros.astype(float))
