import numpy as np
import pytest
import torch
from arrays import arrays
from hypothesis import given
from hypothesis import strategies as st
from torch_paths import assert_same_arrays

from course_lib.optim import clip_grad_norm, clip_grad_value

norm_types = st.sampled_from([1.0, 1.5, 2.0, 3.0, np.inf])
gradients = st.lists(arrays((2, 3)) | arrays((4,)) | arrays(()), min_size=1, max_size=3)


def leaves_of(grads):
    leaves = [torch.zeros(np.shape(grad), dtype=torch.tensor(grad).dtype) for grad in grads]
    for leaf, grad in zip(leaves, grads, strict=True):
        leaf.grad = torch.tensor(grad)
    return leaves


def test_the_norm_by_hand():
    grads = [np.array([3.0]), np.array([[0.0, -4.0]])]
    assert clip_grad_norm(grads, max_norm=10) == 5
    np.testing.assert_array_equal(grads[1], [[0, -4]])  # short enough: untouched
    assert clip_grad_norm(grads, max_norm=0.5) == 5
    np.testing.assert_allclose(grads[0], [0.3], rtol=1e-6)
    np.testing.assert_allclose(grads[1], [[0, -0.4]], rtol=1e-6)
    assert clip_grad_norm([np.array([3.0]), np.array([0.0, -4.0])], 1, norm_type=1) == 7
    assert clip_grad_norm([np.array([3.0]), np.array([0.0, -4.0])], 1, norm_type=np.inf) == 4


def test_values_by_hand():
    grads = [np.array([3.0, -0.5]), np.array(-9.0)]
    assert clip_grad_value(grads, 1) is None
    np.testing.assert_array_equal(grads[0], [1, -0.5])
    assert grads[1] == -1


@given(gradients, st.floats(0, 10), norm_types)
def test_norm_clipping_is_torchs(grads, max_norm, norm_type):
    grads, leaves = [np.array(grad) for grad in grads], leaves_of(grads)
    total = torch.nn.utils.clip_grad_norm_(leaves, max_norm, norm_type)
    # a square below 1e-308 vanishes; torch takes the size of a single number without squaring it
    np.testing.assert_allclose(
        clip_grad_norm(grads, max_norm, norm_type), total.item(), rtol=1e-12, atol=1e-100
    )
    assert_same_arrays(grads, [leaf.grad.numpy() for leaf in leaves])


@given(gradients, st.floats(0, 10))
def test_value_clipping_is_torchs(grads, limit):
    grads, leaves = [np.array(grad) for grad in grads], leaves_of(grads)
    torch.nn.utils.clip_grad_value_(leaves, limit)
    clip_grad_value(grads, limit)
    assert_same_arrays(grads, [leaf.grad.numpy() for leaf in leaves], tol=0)


@given(gradients, st.floats(0.01, 10))
def test_norm_clipping_keeps_the_direction_and_the_limit(grads, max_norm):
    before, grads = np.concatenate([np.ravel(g) for g in grads]), [np.array(g) for g in grads]
    clip_grad_norm(grads, max_norm)
    after = np.concatenate([np.ravel(g) for g in grads])
    assert np.linalg.norm(after) <= max_norm * (1 + 1e-12)
    np.testing.assert_allclose(after * np.linalg.norm(before), before * np.linalg.norm(after), atol=1e-10)


def test_value_clipping_can_turn_the_direction():
    grads = [np.array([1.0, 100.0])]
    clip_grad_value(grads, 1)
    np.testing.assert_array_equal(grads[0], [1, 1])


@pytest.mark.parametrize("bad", [np.nan, np.inf])
@pytest.mark.parametrize("norm_type", [2.0, np.inf])
def test_what_is_not_finite_spreads_as_in_torch(bad, norm_type):
    grads = [np.array([1.0, bad]), np.array(2.0)]
    leaves = leaves_of(grads)
    expected = torch.nn.utils.clip_grad_norm_(leaves, 1.0, norm_type)
    np.testing.assert_array_equal(clip_grad_norm(grads, 1.0, norm_type), expected.numpy())
    for grad, leaf in zip(grads, leaves, strict=True):
        np.testing.assert_array_equal(grad, leaf.grad.numpy())


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_on_request_what_is_not_finite_is_an_error_and_nothing_changes(bad):
    grads = [np.array([1.0, bad])]
    with pytest.raises(RuntimeError, match=f"the norm of the gradients is {bad}"):
        clip_grad_norm(grads, 1.0, error_if_nonfinite=True)
    np.testing.assert_array_equal(grads[0], [1, bad])
    assert clip_grad_norm([np.array([1.0])], 1.0, error_if_nonfinite=True) == 1


def test_zero_empty_and_dtype():
    assert clip_grad_norm([], 1.0) == 0
    assert clip_grad_norm([np.zeros(0), np.zeros(2)], 1.0, np.inf) == 0
    grads = [np.full(4, 5, np.float32)]
    assert clip_grad_norm(grads, np.float64(1)) == 10
    clip_grad_value(grads, np.float64(0.25))
    assert grads[0].dtype == np.float32
    assert grads[0][0] == 0.25


@pytest.mark.bad_input
def test_bad_input_is_refused():
    for limit in (-1.0, np.nan):
        with pytest.raises(ValueError, match=f"max_norm must be finite and at least 0, got {limit}"):
            clip_grad_norm([np.ones(1)], limit)
        with pytest.raises(ValueError, match=f"clip_value must be finite and at least 0, got {limit}"):
            clip_grad_value([np.ones(1)], limit)
    with pytest.raises(ValueError, match="norm_type must be positive, got 0"):
        clip_grad_norm([np.ones(1)], 1.0, norm_type=0)
    with pytest.raises(TypeError, match=r"grads must be a list of arrays, got one array of shape \(2,\)"):
        clip_grad_norm(np.ones(2), 1.0)
    with pytest.raises(TypeError, match=r"grads\[0\] must hold floats, got dtype int64"):
        clip_grad_value([np.arange(3)], 1.0)
