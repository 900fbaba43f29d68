import numpy as np
import pytest
from against_torch import assert_matches_torch
from arrays import REDUCTIONS, arrays, equal_shapes, numbers
from hypothesis import given
from hypothesis import strategies as st
from torch.nn import functional as F

from course_lib.gradcheck import check_gradient
from course_lib.losses import (
    binary_cross_entropy_with_logits as bce,
)
from course_lib.losses import (
    binary_cross_entropy_with_logits_grad as bce_grad,
)
from course_lib.losses import (
    focal_loss,
    focal_loss_grad,
)

probabilities = st.sampled_from([0.0, 1.0]) | st.floats(0, 1)
labels = st.sampled_from([0.0, 1.0])
weights = st.floats(0, 5)
LOG_2, LOG_3 = np.log(2.0), np.log(3.0)


def torchvision_focal_loss(inputs, targets, alpha=0.25, gamma=2.0, reduction="mean"):
    """The lines of torchvision.ops.sigmoid_focal_loss, which the course does not install."""
    p = inputs.sigmoid()
    ce_loss = F.binary_cross_entropy_with_logits(inputs, targets, reduction="none")
    p_t = p * targets + (1 - p) * (1 - targets)
    loss = ce_loss * ((1 - p_t) ** gamma)
    if alpha >= 0:
        alpha_t = alpha * targets + (1 - alpha) * (1 - targets)
        loss = alpha_t * loss
    return loss if reduction == "none" else getattr(loss, reduction)()


def test_bce_by_hand():
    # sigmoid(log 3) = 3/4: a yes costs log 4/3, a no log 4
    logits, targets = [LOG_3, LOG_3, LOG_3], [1, 0, 0.5]
    losses = [np.log(4 / 3), np.log(4), np.log(16 / 3) / 2]
    np.testing.assert_allclose(bce(logits, targets, reduction="none"), losses, rtol=1e-15)
    np.testing.assert_allclose(bce(logits, targets), sum(losses) / 3, rtol=1e-15)
    np.testing.assert_allclose(bce_grad(logits, targets, reduction="sum"), [-1 / 4, 3 / 4, 1 / 4], rtol=1e-15)


def test_bce_weights_by_hand():
    logits, targets, weight = np.array([LOG_3, LOG_3]), np.array([1, 0]), np.array([2.0, 10.0])
    losses = bce(logits, targets, weight, reduction="none", pos_weight=3.0)
    np.testing.assert_allclose(losses, [6 * np.log(4 / 3), 10 * np.log(4)], rtol=1e-15)
    # the mean divides by 2 elements, not by the weights
    np.testing.assert_allclose(bce(logits, targets, weight, pos_weight=3.0), losses.sum() / 2, rtol=1e-15)
    grads = bce_grad(logits, targets, weight, reduction="none", pos_weight=3.0)
    np.testing.assert_allclose(grads, [-6 / 4, 30 / 4], rtol=1e-15)


def test_focal_by_hand():
    # p_t = 3/4 for the yes and 1/4 for the no
    losses = focal_loss([LOG_3, LOG_3], [1, 0], reduction="none")
    np.testing.assert_allclose(losses, [np.log(4 / 3) / 64, 27 / 64 * np.log(4)], rtol=1e-14)
    grads = focal_loss_grad([LOG_3], [1], reduction="sum")
    np.testing.assert_allclose(grads, [(2 * 3 / 4 * np.log(3 / 4) - 1 / 4) / 64], rtol=1e-14)


@st.composite
def weighted(draw):
    """Logits, targets, and weights that fit: None, one number for each class, or for each element."""
    logits, targets = draw(equal_shapes(numbers, probabilities))
    fitting = st.none() | arrays(logits.shape[-1:], weights) | arrays(logits.shape, weights)
    return logits, targets, draw(fitting), draw(fitting)


@pytest.mark.parametrize("reduction", REDUCTIONS)
@given(weighted())
def test_bce_matches_torch(reduction, drawn):
    logits, targets, weight, pos_weight = drawn
    kwargs = {"weight": weight, "reduction": reduction, "pos_weight": pos_weight}
    assert_matches_torch(bce, bce_grad, F.binary_cross_entropy_with_logits, logits, targets, **kwargs)


# (1 - p_t) in torch loses digits for large logits, so these stay below 5
@pytest.mark.parametrize("reduction", REDUCTIONS)
@given(
    equal_shapes(numbers.map(lambda z: z / 2), labels),
    st.sampled_from([0.25, 0.0, 1.0, -1]),
    st.sampled_from([0.0, 0.5, 1.0, 2.0, 5.0]),
)
def test_focal_matches_torchvision(reduction, drawn, alpha, gamma):
    kwargs = {"alpha": alpha, "gamma": gamma, "reduction": reduction}
    assert_matches_torch(focal_loss, focal_loss_grad, torchvision_focal_loss, *drawn, **kwargs)


@pytest.mark.parametrize("reduction", REDUCTIONS)
@given(equal_shapes(numbers, labels))
def test_focal_without_focus_is_bce(reduction, drawn):
    focal = focal_loss(*drawn, alpha=-1, gamma=0.0, reduction=reduction)
    np.testing.assert_allclose(focal, bce(*drawn, reduction=reduction), rtol=1e-14)


@pytest.mark.parametrize("reduction", REDUCTIONS[1:])
def test_gradients_match_central_differences(reduction):
    rng = np.random.default_rng(0)
    logits, targets = rng.normal(size=(4, 3)), rng.integers(0, 2, (4, 3))
    weights = {"weight": rng.uniform(size=(4, 3)), "pos_weight": rng.uniform(1, 5, 3), "reduction": reduction}
    check_gradient(lambda x: bce(x, targets, **weights), bce_grad(logits, targets, **weights), logits)
    for gamma in (0.0, 0.5, 2.0):
        kwargs = {"gamma": gamma, "reduction": reduction}
        grad = focal_loss_grad(logits, targets, **kwargs)
        check_gradient(lambda x, kwargs=kwargs: focal_loss(x, targets, **kwargs), grad, logits)


def test_huge_logits_stay_finite():
    logits, targets = np.array([1e4, -1e4, 1e4, -1e4]), np.array([1, 1, 0, 0])
    np.testing.assert_array_equal(bce(logits, targets, reduction="none"), [0, 1e4, 1e4, 0])
    np.testing.assert_array_equal(bce_grad(logits, targets, reduction="none"), [0, -1, 1, 0])
    for gamma in (0.0, 0.5, 2.0):
        losses = focal_loss(logits, targets, gamma=gamma, reduction="none")
        np.testing.assert_array_equal(losses, [0, 2500, 7500, 0])
        grads = focal_loss_grad(logits, targets, gamma=gamma, reduction="none")
        np.testing.assert_array_equal(grads, [0, -0.25, 0.75, 0])


def test_boolean_targets_are_labels():
    assert bce([1.0, 2.0], np.array([True, False])) == bce([1.0, 2.0], [1, 0])


@pytest.mark.bad_input
@pytest.mark.parametrize("function", [bce, bce_grad])
def test_bce_refuses_what_is_no_probability(function):
    for wrong in (-1, 2, 1.5):
        with pytest.raises(ValueError, match=rf"targets must lie in \[0, 1\], got {float(wrong)}"):
            function([0.0, 0.0], [1, wrong])


@pytest.mark.bad_input
@pytest.mark.parametrize("name", ["weight", "pos_weight"])
@pytest.mark.parametrize("function", [bce, bce_grad])
def test_bce_refuses_weights_that_do_not_fit(function, name):
    for shape in ((2,), (2, 3), (5, 4, 3)):
        with pytest.raises(ValueError, match=f"{name} must broadcast to the shape of logits") as error:
            function(np.zeros((4, 3)), np.zeros((4, 3)), **{name: np.ones(shape)})
        assert str(shape) in str(error.value)
        assert "(4, 3)" in str(error.value)


@pytest.mark.bad_input
@pytest.mark.parametrize("function", [focal_loss, focal_loss_grad])
def test_focal_refuses_bad_arguments(function):
    with pytest.raises(ValueError, match=r"targets must be one of \(0, 1\), got 0.5"):
        function([0.0, 0.0], [1, 0.5])
    with pytest.raises(ValueError, match=r"alpha must be in \[0, 1\], or -1 for no weights, got 1.5"):
        function([0.0], [1], alpha=1.5)
    with pytest.raises(ValueError, match="gamma must be finite and at least 0, got -1"):
        function([0.0], [1], gamma=-1.0)


@pytest.mark.filterwarnings("error")
def test_certain_and_right_costs_nothing():
    """0 · ∞: the part of the loss that does not count is infinite."""
    certain = np.array([np.inf, -np.inf, np.inf, -np.inf])
    targets = np.array([1.0, 0.0, 0.0, 1.0])
    np.testing.assert_array_equal(bce(certain, targets, reduction="none"), [0, 0, np.inf, np.inf])
    np.testing.assert_array_equal(bce_grad(certain, targets, reduction="none"), [0, 0, 1, -1])
    np.testing.assert_array_equal(bce(certain, targets, weight=[1.0, 1.0, 0.0, 0.0], reduction="none"), 0)
    assert bce([np.inf], [0.5]) == np.inf
    losses = focal_loss(certain, targets, reduction="none")
    np.testing.assert_array_equal(losses, [0, 0, np.inf, np.inf])
    np.testing.assert_array_equal(focal_loss(certain[:3], targets[:3], alpha=1.0, reduction="none"), 0)
    grads = focal_loss_grad(certain, targets, reduction="none")
    np.testing.assert_array_equal(grads, [0, 0, 0.75, -0.25])


def test_a_nan_is_not_hidden_by_a_weight_of_zero():
    assert np.isnan(bce([np.nan, 0.0], [0, 0], weight=[0.0, 1.0]))
    assert np.isnan(focal_loss([np.nan], [1], alpha=0.0))


def test_a_target_may_be_off_by_rounding():
    assert bce([0.5], [1 + 4e-16]) == bce([0.5], [1.0])
    assert bce([0.5], [-4e-16]) == bce([0.5], [0.0])
