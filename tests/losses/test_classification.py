"""Cross-entropy by hand, at the extremes, and the inputs that it refuses."""

import numpy as np
import pytest
import torch
from against_torch import assert_close, torch_value_and_grad
from arrays import REDUCTIONS
from torch.nn import functional as F

from course_lib.losses import cross_entropy, cross_entropy_grad, softmax

LOGITS = np.log([[1.0, 1.0, 2.0], [5.0, 2.0, 1.0]])  # probabilities in quarters and eighths


def test_by_hand():
    np.testing.assert_allclose(cross_entropy(LOGITS, [2, 1], reduction="none"), np.log([2, 4]), rtol=1e-15)
    np.testing.assert_allclose(cross_entropy(LOGITS, [2, 1]), np.log(8) / 2, rtol=1e-15)
    grads = [[1 / 4, 1 / 4, -1 / 2], [5 / 8, -3 / 4, 1 / 8]]
    np.testing.assert_allclose(cross_entropy_grad(LOGITS, [2, 1], reduction="none"), grads, rtol=1e-14)
    np.testing.assert_allclose(cross_entropy_grad(LOGITS, [2, 1]), np.divide(grads, 2), rtol=1e-14)


def test_weighted_mean_by_hand():
    weight = [1.0, 3.0, 7.0]
    expected = (7 * np.log(2) + 3 * np.log(4)) / (7 + 3)
    np.testing.assert_allclose(cross_entropy(LOGITS, [2, 1], weight), expected, rtol=1e-15)
    # class probabilities: the mean divides by the number of targets
    one_hot = np.eye(3)[[2, 1]]
    np.testing.assert_allclose(cross_entropy(LOGITS, one_hot, weight), expected * 10 / 2, rtol=1e-15)


def test_ignored_and_smoothed_by_hand():
    np.testing.assert_allclose(cross_entropy(LOGITS, [2, -100]), np.log(2), rtol=1e-15)
    np.testing.assert_array_equal(cross_entropy_grad(LOGITS, [2, -100])[1], 0)
    # eps = 0.3 of 3 classes: 0.8 of the target, 0.1 of each other class
    expected = 0.8 * np.log(2) + 0.2 * np.log(4)
    np.testing.assert_allclose(cross_entropy(LOGITS[0], 2, label_smoothing=0.3), expected, rtol=1e-15)


def test_a_model_that_knows_nothing_pays_log_c():
    assert cross_entropy(np.zeros((5, 10)), np.arange(5)) == pytest.approx(np.log(10), rel=1e-15)


@pytest.mark.parametrize("label_smoothing", [0.0, 0.1])
@pytest.mark.parametrize("weight", [None, np.array([1.0, 2.0, 3.0])])
@pytest.mark.parametrize("reduction", REDUCTIONS)
def test_all_targets_ignored_follows_torch(reduction, weight, label_smoothing):
    targets = np.array([-100, -100])
    kwargs = {"weight": weight, "reduction": reduction, "label_smoothing": label_smoothing}
    value, grad = torch_value_and_grad(F.cross_entropy, LOGITS, targets, **kwargs)
    assert_close(cross_entropy(LOGITS, targets, **kwargs), value)  # the mean is NaN
    assert_close(cross_entropy_grad(LOGITS, targets, **kwargs), grad)
    assert not grad.any()


def test_huge_logits_stay_finite():
    logits = np.array([[1e4, -1e4], [1e4, -1e4]])
    np.testing.assert_array_equal(cross_entropy(logits, [0, 1], reduction="none"), [0, 2e4])
    np.testing.assert_array_equal(cross_entropy_grad(logits, [0, 1], reduction="none"), [[0, 0], [1, -1]])


def test_a_class_ruled_out_costs_nothing_unless_it_is_the_target():
    logits = [[-np.inf, 0.0], [-np.inf, 0.0]]
    np.testing.assert_array_equal(cross_entropy(logits, [1, 0], reduction="none"), [0, np.inf])
    np.testing.assert_array_equal(cross_entropy_grad(logits, [1, 0], reduction="sum"), [[0, 0], [-1, 1]])
    assert F.cross_entropy(torch.tensor(logits), torch.tensor([1, 0])).item() == np.inf


def test_nan_shows_unless_its_target_is_ignored():
    logits = np.array([[np.nan, 0.0], [1.0, 1.0]])
    np.testing.assert_array_equal(np.isnan(cross_entropy(logits, [1, 0], reduction="none")), [True, False])
    assert cross_entropy(logits, [-100, 0]) == pytest.approx(np.log(2), rel=1e-15)


def test_one_hot_integers_are_probabilities():
    assert cross_entropy(LOGITS, [[0, 0, 1], [0, 1, 0]]) == cross_entropy(LOGITS, [2, 1])


@pytest.mark.bad_input
@pytest.mark.parametrize("function", [cross_entropy, cross_entropy_grad])
class TestBadInput:
    def test_shapes(self, function):
        for shape in ((3,), (2, 1), (2, 4), ()):
            with pytest.raises(ValueError, match="targets must be class indices of shape") as error:
                function(LOGITS, np.zeros(shape, dtype=int))
            assert f"got {shape}" in str(error.value)
            assert "(2, 3)" in str(error.value)
        with pytest.raises(ValueError, match=r"logits must have a class axis, .* got \(\)"):
            function(1.0, 0)

    @pytest.mark.parametrize("wrong", [3, -1, 255])
    def test_labels_out_of_range(self, function, wrong):
        with pytest.raises(
            ValueError, match=rf"targets must be in \[0, 3\) or ignore_index=-100, got {wrong}"
        ):
            function(LOGITS, [0, wrong])

    def test_labels_that_are_no_integers(self, function):
        with pytest.raises(TypeError, match="class indices must be integers, got dtype float64"):
            function(LOGITS, [0.0, 1.0])
        with pytest.raises(TypeError, match="class indices must be integers, got dtype bool"):
            function(LOGITS, [True, False])

    def test_probabilities_out_of_range(self, function):
        with pytest.raises(ValueError, match=r"targets must lie in \[0, 1\], got 1.5"):
            function(LOGITS, [[1.5, -0.5, 0], [0, 0, 1]])

    def test_weights(self, function):
        for weight in ([1.0, 2.0], [[1.0, 2.0, 3.0]], 2.0):
            with pytest.raises(ValueError, match=r"weight must have shape \(C,\) = \(3,\)") as error:
                function(LOGITS, [0, 1], weight)
            assert str(np.shape(weight)) in str(error.value)

    def test_options(self, function):
        for smoothing in (-0.1, 1.5):
            with pytest.raises(ValueError, match=rf"label_smoothing must be in \[0, 1\], got {smoothing}"):
                function(LOGITS, [0, 1], label_smoothing=smoothing)
        with pytest.raises(ValueError, match="ignore_index=0 needs class indices"):
            function(LOGITS, softmax(LOGITS), ignore_index=0)


@pytest.mark.parametrize(("dtype", "large"), [(np.float32, 1e8), (np.float64, 1e17)])
def test_equal_huge_logits_cost_log_2(dtype, large):
    logits = np.array([[large, large]], dtype)
    np.testing.assert_allclose(cross_entropy(logits, [0]), np.log(2), rtol=1e-7)
    np.testing.assert_array_equal(cross_entropy_grad(logits, [0]), [[-0.5, 0.5]])


def test_a_target_of_more_than_63_bits_is_no_ignored_one():
    targets = np.array([1, 2**64 - 100], np.uint64)  # as int64 that is -100
    for function in (cross_entropy, cross_entropy_grad):
        with pytest.raises(ValueError, match=r"targets must be in \[0, 2\) or ignore_index=-100, got 18446"):
            function([[0.0, 1.0], [2.0, 3.0]], targets)
    assert cross_entropy([[0.0, 0.0]], np.array([1], np.uint8)) == np.log(2)


def test_probabilities_may_be_off_by_rounding():
    targets = np.array([[1 + 4e-16, -4e-16]])
    assert cross_entropy([[0.0, 0.0]], targets) == cross_entropy([[0.0, 0.0]], [[1.0, 0.0]])
    np.testing.assert_array_equal(cross_entropy_grad([[0.0, 0.0]], targets), [[-0.5, 0.5]])
