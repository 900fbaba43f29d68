import math

import numpy as np
import pytest
import torch
from against_torch import assert_close, assert_matches_torch, torch_value_and_grad
from arrays import REDUCTIONS, arrays, equal_shapes, numbers
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats
from torch.nn import functional as F

from course_lib.gradcheck import check_gradient
from course_lib.losses import (
    gaussian_nll_loss,
    gaussian_nll_loss_grad,
    gaussian_nll_loss_grad_var,
    poisson_nll_loss,
    poisson_nll_loss_grad,
)

variances = st.just(0.0) | st.floats(1e-3, 10)  # 0 is clamped to eps
counts = st.integers(0, 20).map(float)


@st.composite
def with_variance(draw):
    """Predictions, targets and a variance: for each element, shared along one axis, or a number."""
    shape = draw(hnp.array_shapes(min_dims=1, max_dims=3, min_side=2, max_side=4))
    axis = draw(st.integers(0, len(shape) - 1))
    shared = (*shape[:axis], 1, *shape[axis + 1 :])
    var_shape = draw(st.sampled_from([shape, shared, shape[:-1]]))
    return draw(arrays(shape)), draw(arrays(shape)), draw(arrays(var_shape, variances))


def test_gaussian_by_hand():
    # log 4 / 2 = log 2, and residual 2 at variance 4 adds 4 / 4 / 2
    losses = gaussian_nll_loss([1.0, 3.0], [1.0, 1.0], var=4.0, reduction="none")
    np.testing.assert_allclose(losses, [math.log(2), math.log(2) + 0.5], rtol=1e-15)
    np.testing.assert_array_equal(gaussian_nll_loss_grad([1.0, 3.0], [1.0, 1.0], 4.0), [0, 0.25])
    np.testing.assert_array_equal(gaussian_nll_loss_grad_var([1.0, 3.0], [1.0, 1.0], [4.0, 4.0]), [0.0625, 0])


def test_full_gaussian_is_the_log_density():
    expected = -stats.norm.logpdf([0.3, -2.0], loc=1.0, scale=2.0)
    losses = gaussian_nll_loss([1.0, 1.0], [0.3, -2.0], var=4.0, full=True, reduction="none")
    np.testing.assert_allclose(losses, expected, rtol=1e-14)


def test_poisson_by_hand():
    # rate 2 and count 3: 2 - 3 log 2; log 3! is about 3 log 3 - 3 + log(6 pi) / 2
    loss = 2 - 3 * math.log(2)
    stirling = 3 * math.log(3) - 3 + math.log(6 * math.pi) / 2
    assert poisson_nll_loss(math.log(2), 3) == pytest.approx(loss, rel=1e-15)
    assert poisson_nll_loss(2.0, 3, log_input=False, eps=0.0) == pytest.approx(loss, rel=1e-15)
    assert poisson_nll_loss(math.log(2), 3, full=True) == pytest.approx(loss + stirling, rel=1e-15)
    assert poisson_nll_loss_grad(math.log(2), 3) == pytest.approx(-1, rel=1e-15)
    assert poisson_nll_loss_grad(2.0, 3, log_input=False, eps=0.0) == -0.5


def test_full_poisson_approximates_the_log_probability():
    losses = poisson_nll_loss([3.0, 3.0], [0, 30], full=True, reduction="none")
    np.testing.assert_allclose(losses, -stats.poisson.logpmf([0, 30], np.exp(3.0)), rtol=2e-3)


@pytest.mark.parametrize("reduction", REDUCTIONS)
@given(with_variance(), st.booleans(), st.sampled_from([1e-6, 0.5]))
def test_gaussian_matches_torch(reduction, drawn, full, eps):
    predictions, targets, var = drawn
    pair = gaussian_nll_loss, gaussian_nll_loss_grad, F.gaussian_nll_loss
    kwargs = {"full": full, "eps": eps, "reduction": reduction}
    assert_matches_torch(*pair, predictions, targets, var, **kwargs)
    _, grad = torch_value_and_grad(
        lambda v: F.gaussian_nll_loss(torch.tensor(predictions), torch.tensor(targets), v, **kwargs), var
    )
    assert_close(gaussian_nll_loss_grad_var(predictions, targets, var, **kwargs), grad)


@pytest.mark.parametrize("reduction", REDUCTIONS)
@given(equal_shapes(numbers, numbers), st.floats(1e-3, 10))
def test_gaussian_with_one_number_matches_torch(reduction, drawn, var):
    pair = gaussian_nll_loss, gaussian_nll_loss_grad, F.gaussian_nll_loss
    assert_matches_torch(*pair, *drawn, var, reduction=reduction)


@pytest.mark.parametrize("reduction", REDUCTIONS)
@given(equal_shapes(numbers, counts), st.booleans())
def test_poisson_with_log_rates_matches_torch(reduction, drawn, full):
    pair = poisson_nll_loss, poisson_nll_loss_grad, F.poisson_nll_loss
    assert_matches_torch(*pair, *drawn, full=full, reduction=reduction)


@pytest.mark.parametrize("reduction", REDUCTIONS)
@given(equal_shapes(numbers.map(abs), counts), st.booleans())
def test_poisson_with_rates_matches_torch(reduction, drawn, full):
    pair = poisson_nll_loss, poisson_nll_loss_grad, F.poisson_nll_loss
    kwargs = {"log_input": False, "full": full, "eps": 1e-3, "reduction": reduction}
    assert_matches_torch(*pair, *drawn, **kwargs)


@pytest.mark.parametrize("reduction", REDUCTIONS[1:])
@pytest.mark.parametrize("var_shape", [(), (4, 3), (4, 1), (1, 3), (4,)])
def test_gaussian_gradients_match_central_differences(var_shape, reduction):
    rng = np.random.default_rng(0)
    predictions, targets = rng.normal(size=(2, 4, 3))
    var = np.asarray(rng.uniform(0.5, 2, var_shape))

    def loss(predictions, var):
        return gaussian_nll_loss(predictions, targets, var, reduction=reduction)

    grad = gaussian_nll_loss_grad(predictions, targets, var, reduction=reduction)
    grad_var = gaussian_nll_loss_grad_var(predictions, targets, var, reduction=reduction)
    check_gradient(lambda x: loss(x, var), grad, predictions)
    check_gradient(lambda v: loss(predictions, v), grad_var, var)


@pytest.mark.parametrize("reduction", REDUCTIONS[1:])
@pytest.mark.parametrize("log_input", [True, False])
def test_poisson_gradient_matches_central_differences(log_input, reduction):
    rng = np.random.default_rng(0)
    predictions, targets = rng.uniform(0.5, 2, (4, 3)), rng.poisson(2, (4, 3))
    kwargs = {"log_input": log_input, "full": True, "reduction": reduction}
    grad = poisson_nll_loss_grad(predictions, targets, **kwargs)
    check_gradient(lambda x: poisson_nll_loss(x, targets, **kwargs), grad, predictions)


def test_extremes_stay_finite():
    predictions, targets = np.array([1e4, -1e4]), np.array([-1e4, 1e4])
    for function in (gaussian_nll_loss, gaussian_nll_loss_grad, gaussian_nll_loss_grad_var):
        assert np.isfinite(function(predictions, targets, np.zeros(2))).all()  # clamped to eps
    assert np.isfinite(poisson_nll_loss(np.array([-1e4, 700.0]), np.array([5, 5]), reduction="none")).all()
    assert np.isfinite(poisson_nll_loss([0.0], [5], log_input=False))


@pytest.mark.bad_input
@pytest.mark.parametrize("shape", [(3,), (2,), (2, 2), (1, 1, 3), (4, 3, 1)])
def test_gaussian_refuses_a_variance_that_does_not_fit(shape):
    with pytest.raises(ValueError, match="var must be a number or fit the shape of predictions") as error:
        gaussian_nll_loss(np.zeros((4, 3)), np.zeros((4, 3)), np.ones(shape))
    assert str(shape) in str(error.value)
    assert "(4, 3)" in str(error.value)


@pytest.mark.bad_input
def test_signs_are_checked():
    with pytest.raises(ValueError, match=r"var must lie in \[0, inf\], got -1.0"):
        gaussian_nll_loss([0.0], [0.0], -1.0)
    with pytest.raises(ValueError, match=r"targets must lie in \[0, inf\], got -2.0"):
        poisson_nll_loss([0.0], [-2])
    with pytest.raises(ValueError, match=r"predictions must lie in \[0, inf\], got -0.5"):
        poisson_nll_loss([-0.5], [2], log_input=False)


@pytest.mark.filterwarnings("error")
def test_a_rate_of_zero_rules_out_every_count_but_zero():
    losses = poisson_nll_loss([-np.inf, -np.inf], [0, 1], reduction="none")
    np.testing.assert_array_equal(losses, [0, np.inf])
    losses = poisson_nll_loss([0.0, 0.0], [0, 1], log_input=False, eps=0, reduction="none")
    np.testing.assert_array_equal(losses, [0, np.inf])
