import numpy as np
import pytest
import torch
from against_torch import assert_matches_torch
from arrays import REDUCTIONS, equal_shapes, numbers
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from torch.nn import functional as F

from course_lib.gradcheck import check_gradient
from course_lib.losses import hinge_loss, hinge_loss_grad, triplet_margin_loss, triplet_margin_loss_grad

signs = st.sampled_from([-1.0, 1.0])
vectors = hnp.array_shapes(min_dims=1, max_dims=2, min_side=1, max_side=4)
# torch takes |x|^(p-1) of differences as they are; below 1e-100 that underflows, so these are eighths
eighths = st.integers(-40, 40).map(lambda k: k / 8)


def torch_hinge_loss(predictions, targets, reduction="mean"):
    zeros = torch.zeros_like(predictions)
    return F.margin_ranking_loss(predictions, zeros, targets, margin=1, reduction=reduction)


def test_hinge_by_hand():
    scores, targets = [2.0, 0.5, -1.0, 0.5], [1, 1, 1, -1]
    np.testing.assert_array_equal(hinge_loss(scores, targets, reduction="none"), [0, 0.5, 2, 1.5])
    assert hinge_loss(scores, targets) == 1
    np.testing.assert_array_equal(hinge_loss_grad(scores, targets, reduction="sum"), [0, -1, -1, 1])
    np.testing.assert_array_equal(hinge_loss_grad(scores, targets), [0, -0.25, -0.25, 0.25])


def test_triplet_by_hand():
    # distances 5 to the positive and 5.5 to the negative; only 0.5 of the margin 1 is kept
    triplet = np.array([[0.0, 0.0]]), np.array([[3.0, 4.0]]), np.array([[0.0, 5.5]])
    np.testing.assert_allclose(triplet_margin_loss(*triplet, eps=0.0), 0.5, rtol=1e-15)
    np.testing.assert_allclose(triplet_margin_loss_grad(*triplet, eps=0.0), [[-0.6, 0.2]], rtol=1e-14)
    # with p = 1 the distances are 7 and 5.5
    np.testing.assert_allclose(triplet_margin_loss(*triplet, p=1.0, eps=0.0), 2.5, rtol=1e-15)
    # positive and negative are sqrt(9 + 2.25) = 3.354 apart, and the swap takes that
    swapped = triplet_margin_loss(*triplet, eps=0.0, swap=True)
    np.testing.assert_allclose(swapped, 5 - np.sqrt(11.25) + 1, rtol=1e-15)
    grad = triplet_margin_loss_grad(*triplet, eps=0.0, swap=True)
    np.testing.assert_allclose(grad, [[-0.6, -0.8]], rtol=1e-15)


@pytest.mark.parametrize("reduction", REDUCTIONS)
@given(equal_shapes(numbers, signs))
def test_hinge_matches_torch(reduction, drawn):
    assert_matches_torch(hinge_loss, hinge_loss_grad, torch_hinge_loss, *drawn, reduction=reduction)


def test_the_hinge_itself_follows_torch():
    scores, targets = np.array([1.0, -1.0]), np.array([1.0, -1.0])
    assert_matches_torch(hinge_loss, hinge_loss_grad, torch_hinge_loss, scores, targets, reduction="sum")
    np.testing.assert_array_equal(hinge_loss_grad(scores, targets, reduction="sum"), [-1, 1])


@pytest.mark.parametrize("reduction", REDUCTIONS)
@given(
    equal_shapes(eighths, eighths, eighths, shapes=vectors),
    st.sampled_from([0.5, 1.0, 10.0]),
    st.sampled_from([1.0, 1.5, 2.0, 3.0]),
    st.booleans(),
)
def test_triplet_matches_torch(reduction, drawn, margin, p, swap):
    kwargs = {"margin": margin, "p": p, "swap": swap, "reduction": reduction}
    pair = triplet_margin_loss, triplet_margin_loss_grad, F.triplet_margin_loss
    assert_matches_torch(*pair, *drawn, **kwargs)


@pytest.mark.parametrize("swap", [False, True])
def test_triplet_ties_follow_torch(swap):
    pair = triplet_margin_loss, triplet_margin_loss_grad, F.triplet_margin_loss
    # equal distances d(a, n) = d(p, n); the loss just reaching 0; all three points the same
    for anchor, positive, negative in ([[0, 1], [0, -1], [2, 0]], [[0, 0], [1, 0], [0, 2]], [[1, 1]] * 3):
        points = (np.array(point, dtype=float) for point in (anchor, positive, negative))
        assert_matches_torch(*pair, *points, eps=0.0, swap=swap)


@pytest.mark.parametrize("reduction", REDUCTIONS[1:])
def test_gradients_match_central_differences(reduction):
    rng = np.random.default_rng(0)
    anchor, positive, negative = rng.normal(size=(3, 5, 4))
    labels = rng.choice([-1, 1], (5, 4))
    kwargs = {"reduction": reduction}
    check_gradient(
        lambda x: hinge_loss(x, labels, **kwargs), hinge_loss_grad(anchor, labels, **kwargs), anchor
    )
    for p in (1.0, 2.0, 3.5):
        for swap in (False, True):
            kwargs = {"margin": 3.0, "p": p, "swap": swap, "reduction": reduction}
            grad = triplet_margin_loss_grad(anchor, positive, negative, **kwargs)
            check_gradient(
                lambda x, kw=kwargs: triplet_margin_loss(x, positive, negative, **kw), grad, anchor
            )


def test_extremes_stay_finite():
    np.testing.assert_array_equal(hinge_loss([1e4, -1e4], [1, 1], reduction="none"), [0, 10001])
    far, near = np.full((1, 3), 1e4), np.full((1, 3), -1e4)
    assert np.isfinite(triplet_margin_loss(far, near, far))
    assert np.isfinite(triplet_margin_loss_grad(far, near, far)).all()


@pytest.mark.bad_input
@pytest.mark.parametrize("function", [hinge_loss, hinge_loss_grad])
def test_hinge_wants_signs(function):
    with pytest.raises(ValueError, match=r"targets must be one of \(-1, 1\), got 0.0"):
        function([0.5, 0.5], [1, 0])


@pytest.mark.bad_input
@pytest.mark.parametrize("function", [triplet_margin_loss, triplet_margin_loss_grad])
def test_triplet_refuses_bad_arguments(function):
    points = np.zeros((3, 2, 4))
    with pytest.raises(
        ValueError, match=r"anchor and negative must have the same shape, got \(2, 4\) and \(4,\)"
    ):
        function(points[0], points[1], points[2, 0])
    with pytest.raises(ValueError, match="anchor must have a feature axis"):
        function(0.0, 1.0, 2.0)
    with pytest.raises(ValueError, match="margin must be positive and finite, got 0"):
        function(*points, margin=0.0)
    for p in (0.5, np.inf, np.nan):
        with pytest.raises(ValueError, match=f"p must be at least 1 and finite, got {p}"):
            function(*points, p=p)
