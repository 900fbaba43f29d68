"""Pooling beside torch's: any window, whatever is left over, ties, what is not a number."""

import numpy as np
import pytest
import torch
from backprop.tensors_beside_torch import assert_agrees
from hypothesis import assume, given
from hypothesis import strategies as st
from torch.nn import functional as TF

from course_lib.cnn import (
    adaptive_avg_pool2d,
    avg_pool2d,
    avg_pool2d_backward,
    max_pool2d,
    max_pool2d_backward,
)
from course_lib.cnn import functions as F

rng = np.random.default_rng(0)


@st.composite
def poolings(draw, dilated):
    """An image and how it is pooled; the window fits, and the padding is at most half of it."""
    along = []
    for _ in range(2):
        kernel, dilation = draw(st.integers(1, 4)), draw(st.integers(1, 2)) if dilated else 1
        span = dilation * (kernel - 1) + 1
        padding, stride = draw(st.integers(0, kernel // 2)), draw(st.integers(1, 4))
        size = draw(st.integers(max(1, span - 2 * padding), 9))
        along.append((size, kernel, stride, padding, dilation))
    image, kernel, stride, padding, dilation = (tuple(both) for both in zip(*along, strict=True))
    options = {"stride": stride, "padding": padding, "ceil_mode": draw(st.booleans())}
    return image, kernel, options | ({"dilation": dilation} if dilated else {})


@given(poolings(dilated=True), st.booleans())
def test_max_pooling(pooling, ties):
    """All numbers are negative, so that a padding of 0 would win; of equal ones the first does."""
    image, kernel, options = pooling
    x = rng.integers(-2, 0, (2, 2, *image)).astype(float) if ties else rng.normal(size=(2, 2, *image)) - 10
    assume(np.isfinite(max_pool2d(x, kernel, **options)).all())  # a dilated window may see no pixel at all
    assert_agrees(
        lambda a: F.max_pool2d(a, kernel, **options), [x], lambda a: TF.max_pool2d(a, kernel, **options)
    )


@given(poolings(dilated=False), st.booleans())
def test_average_pooling(pooling, count_include_pad):
    image, kernel, options = pooling
    options["count_include_pad"] = count_include_pad
    x = rng.normal(size=(2, 2, *image))
    assert_agrees(
        lambda a: F.avg_pool2d(a, kernel, **options), [x], lambda a: TF.avg_pool2d(a, kernel, **options)
    )


@given(st.tuples(*[st.integers(1, 7)] * 2), st.tuples(*[st.integers(1, 9)] * 2))
def test_adaptive_pooling(image, output_size):
    x = rng.normal(size=(2, 2, *image))
    assert_agrees(
        lambda a: F.adaptive_avg_pool2d(a, output_size), [x], lambda a: TF.adaptive_avg_pool2d(a, output_size)
    )


def test_a_window_by_hand():
    x = np.array([[[1.0, 3.0, 2.0], [3.0, 0.0, -1.0]]])
    np.testing.assert_array_equal(max_pool2d(x, 2, stride=1), [[[3.0, 3.0]]])
    (grad,) = max_pool2d_backward([[[1.0, 10.0]]], x, 2, stride=1)
    np.testing.assert_array_equal(grad, [[[0.0, 11.0, 0.0], [0.0, 0.0, 0.0]]])  # the upper 3 comes first
    np.testing.assert_array_equal(avg_pool2d(x, 2, ceil_mode=True), [[[7 / 4, 1 / 2]]])
    padded = avg_pool2d(x, 2, padding=1)
    np.testing.assert_array_equal(padded, [[[1 / 4, 5 / 4], [3 / 4, -1 / 4]]])
    np.testing.assert_array_equal(
        avg_pool2d(x, 2, padding=1, count_include_pad=False), [[[1.0, 5 / 2], [3.0, -1 / 2]]]
    )
    (share,) = avg_pool2d_backward([[[8.0]]], x[..., :2], 2)
    np.testing.assert_array_equal(share, np.full((1, 2, 2), 2.0))
    np.testing.assert_array_equal(adaptive_avg_pool2d(x, 1), [[[8 / 6]]])


def test_a_window_of_minus_infinity_has_its_pixel():
    """Its gradient reaches a pixel of the image, not the padding."""
    x = np.full((1, 2, 2), -np.inf)
    assert_agrees(lambda a: F.max_pool2d(a, 2, padding=1), [x], lambda a: TF.max_pool2d(a, 2, padding=1))
    (grad,) = max_pool2d_backward(np.ones((1, 2, 2)), x, 2, padding=1)
    np.testing.assert_array_equal(grad, np.ones((1, 2, 2)))


def test_what_is_not_a_number_is_not_hidden():
    x = np.arange(16.0).reshape(1, 4, 4)
    x[0, 0, 0] = np.nan
    for ours, theirs in ((max_pool2d, TF.max_pool2d), (avg_pool2d, TF.avg_pool2d)):
        np.testing.assert_array_equal(ours(x, 2), theirs(torch.tensor(x), 2).numpy())
        assert np.isnan(ours(x, 2)[0, 0, 0])
    assert_agrees(lambda a: F.max_pool2d(a, 2, 1), [x], lambda a: TF.max_pool2d(a, 2, 1))


@pytest.mark.bad_input
def test_what_is_refused():
    x = np.ones((1, 1, 4, 4))
    for pool in (max_pool2d, avg_pool2d):
        with pytest.raises(ValueError, match="padding must be at most half of kernel_size, got 2 for 3"):
            pool(x, 3, padding=2)
        with pytest.raises(ValueError, match="spans 5 pixels does not fit on 4 pixels"):
            pool(x, 5)
        with pytest.raises(ValueError, match=r"x must be \(N, C, H, W\), got \(4,\)"):
            pool(x[0, 0, 0], 2)
    with pytest.raises(ValueError, match="stride must be a whole number of at least 1, got 0"):
        max_pool2d(x, 2, stride=0)
    with pytest.raises(ValueError, match=r"output's shape \(1, 1, 2, 2\), got \(1, 1, 4, 4\)"):
        max_pool2d_backward(x, x, 2)
    with pytest.raises(ValueError, match=r"output_size must be one whole number or two, got \(1, 2, 3\)"):
        adaptive_avg_pool2d(x, (1, 2, 3))
    with pytest.raises(ValueError, match=r"x must be \(N, C, H, W\), got \(4,\)"):
        adaptive_avg_pool2d(x[0, 0, 0], 1)
