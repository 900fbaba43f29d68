"""The associative scan: by hand, against the loop, against torch, at the extremes, bad input."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.gradcheck import check_gradient
from course_lib.rnn import linear_scan, linear_scan_backward


def loop(a, b):
    h, states = 0, []
    for t in range(a.shape[1]):
        h = a[:, t] * h + b[:, t]
        states.append(h)
    return states


def drawn(seed, *shape):
    rng = np.random.default_rng(seed)
    return rng.uniform(-1.1, 1.1, shape), rng.normal(size=shape), rng.normal(size=shape)


def test_by_hand():
    """h = 1, then 0.5 · 1 + 1, then 2 · 1.5 − 4."""
    a, b = np.array([[[9.0], [0.5], [2.0]]]), np.array([[[1.0], [1.0], [-4.0]]])
    np.testing.assert_array_equal(linear_scan(a, b)[0, :, 0], [1, 1.5, -1])
    grad_a, grad_b = linear_scan_backward(np.array([[[0.0], [0.0], [1.0]]]), a, b)
    np.testing.assert_array_equal(grad_b[0, :, 0], [1, 2, 1])
    np.testing.assert_array_equal(grad_a[0, :, 0], [0, 2, 1.5])


SHAPES = st.tuples(st.integers(1, 3), st.integers(1, 70), st.integers(1, 3))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), SHAPES)
def test_it_is_the_loop(seed, shape):
    a, b, _ = drawn(seed, *shape)
    np.testing.assert_allclose(linear_scan(a, b), np.stack(loop(a, b), axis=1), rtol=1e-11, atol=1e-11)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), SHAPES)
def test_the_way_back_is_torchs(seed, shape):
    a, b, grad = drawn(seed, *shape)
    ta, tb = (torch.tensor(array, requires_grad=True) for array in (a, b))
    (torch.stack(loop(ta, tb), dim=1) * torch.tensor(grad)).sum().backward()
    ours = linear_scan_backward(grad, a, b)
    theirs = ta.grad, tb.grad
    for mine, gradient in zip(ours, theirs, strict=True):
        right = np.zeros_like(a) if gradient is None else gradient.numpy()
        np.testing.assert_allclose(mine, right, rtol=1e-11, atol=1e-11)


def test_against_torch_to_twelve_digits():
    a, b, grad = drawn(0, 2, 33, 4)
    a = np.abs(a) / 1.1
    ta, tb = (torch.tensor(array, requires_grad=True) for array in (a, b))
    states = torch.stack(loop(ta, tb), dim=1)
    (states * torch.tensor(grad)).sum().backward()
    ours = linear_scan(a, b), *linear_scan_backward(grad, a, b)
    for mine, theirs in zip(ours, (states.detach(), ta.grad, tb.grad), strict=True):
        np.testing.assert_allclose(mine, theirs.numpy(), rtol=1e-12, atol=1e-12)


def test_against_central_differences():
    a, b, grad = drawn(3, 1, 6, 2)
    grad_a, grad_b = linear_scan_backward(grad, a, b)
    check_gradient(lambda v: (grad * linear_scan(v, b)).sum(), grad_a, a)
    check_gradient(lambda v: (grad * linear_scan(a, v)).sum(), grad_b, b)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 40))
def test_properties(seed, T):
    a, b, c = drawn(seed, 2, T, 2)
    h = linear_scan(a, b)
    np.testing.assert_allclose(linear_scan(a, 2 * b + c), 2 * h + linear_scan(a, c), atol=1e-10)
    np.testing.assert_array_equal(linear_scan(np.zeros_like(a), b), b)
    np.testing.assert_allclose(linear_scan(np.ones_like(a), b), np.cumsum(b, axis=1), atol=1e-12)
    later = b.copy()
    later[:, -1] += 1  # the future is not read
    np.testing.assert_array_equal(linear_scan(a, later)[:, :-1], h[:, :-1])


def test_nothing_that_is_given_is_changed():
    a, b, grad = drawn(1, 2, 9, 2)
    before = a.copy(), b.copy(), grad.copy()
    linear_scan(a, b)
    linear_scan_backward(grad, a, b)
    for now, then in zip((a, b, grad), before, strict=True):
        np.testing.assert_array_equal(now, then)


def test_extremes():
    assert linear_scan(np.zeros((1, 0, 2)), np.zeros((1, 0, 2))).shape == (1, 0, 2)
    small = np.full((1, 4000, 1), 0.5)
    np.testing.assert_allclose(linear_scan(small, np.ones_like(small))[0, -1, 0], 2)
    f32 = np.ones((1, 5, 1), dtype=np.float32)
    assert linear_scan(f32, f32).dtype == np.float32


@pytest.mark.bad_input
def test_bad_input_is_told():
    with pytest.raises(ValueError, match=r"\(1, 3, 1\).*\(1, 4, 1\)"):
        linear_scan(np.ones((1, 3, 1)), np.ones((1, 4, 1)))
    with pytest.raises(ValueError, match=r"shape \(N, T, D\), got \(3,\)"):
        linear_scan(np.ones(3), np.ones(3))
