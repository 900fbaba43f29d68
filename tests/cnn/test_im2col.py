"""Columns beside torch's ``unfold`` and ``fold``; sizes and what one number has seen."""

import numpy as np
import pytest
import torch
from cnn.geometries import geometries
from hypothesis import given
from hypothesis import strategies as st
from torch.nn import functional as TF

from course_lib.cnn import col2im, conv2d, conv_output_size, im2col, receptive_field

rng = np.random.default_rng(0)


@given(geometries())
def test_columns_are_those_of_torch_and_go_back(geometry):
    image, kernel, options = geometry
    x = rng.normal(size=(2, 3, *image))
    columns = im2col(x, kernel, **options)
    np.testing.assert_array_equal(columns, TF.unfold(torch.tensor(x), kernel, **options).numpy())
    y = rng.normal(size=columns.shape)
    back = col2im(y, image, kernel, **options)
    np.testing.assert_allclose(
        back, TF.fold(torch.tensor(y), image, kernel, **options).numpy(), rtol=1e-13, atol=1e-13
    )
    assert abs((columns * y).sum() - (x * back).sum()) <= 1e-13 * np.abs(columns * y).sum()


def test_convolution_is_one_product_with_the_columns():
    x, weight = rng.normal(size=(2, 3, 6, 5)), rng.normal(size=(4, 3, 3, 2))
    product = weight.reshape(4, -1) @ im2col(x, (3, 2), stride=2, padding=1)
    np.testing.assert_allclose(
        product.reshape(2, 4, 3, 3), conv2d(x, weight, stride=2, padding=1), rtol=0, atol=1e-13
    )


@pytest.mark.bad_input
def test_what_is_refused():
    with pytest.raises(ValueError, match=r"x must be \(N, C, H, W\).*got \(3, 3\)"):
        im2col(np.ones((3, 3)), 2)
    with pytest.raises(
        ValueError, match=r"a multiple of 4, 4\) for a kernel \(2, 2\) on \(3, 3\), got \(1, 4, 9\)"
    ):
        col2im(np.ones((1, 4, 9)), 3, 2)
    with pytest.raises(ValueError, match=r"got \(1, 5, 4\)"):
        col2im(np.ones((1, 5, 4)), 3, 2)


@given(st.integers(1, 12), st.integers(1, 4), st.integers(1, 3), st.integers(0, 2), st.integers(1, 3))
def test_sizes(size, kernel, stride, padding, dilation):
    x = torch.zeros(1, 1, 1, size)
    options = {"stride": (1, stride), "padding": (0, padding), "dilation": (1, dilation)}
    if dilation * (kernel - 1) + 1 > size + 2 * padding:
        with pytest.raises(ValueError, match=f"does not fit on {size} pixels with {padding} of padding"):
            conv_output_size(size, kernel, stride, padding, dilation)
    else:
        theirs = TF.conv2d(x, torch.zeros(1, 1, 1, kernel), **options).shape[3]
        assert conv_output_size(size, kernel, stride, padding, dilation) == theirs


LAYERS = [(5, 1), (2, 2), (3, 1, 2), (3, 2), (1, 1), (2, 2)]


def test_the_receptive_field_is_where_the_gradient_arrives():
    """One number of the last layer, and the pixels that it depends on."""
    x = torch.zeros(1, 1, 1, 200, requires_grad=True)
    for depth, (size, jump) in enumerate(receptive_field(LAYERS), start=1):
        y = x
        for kernel, stride, dilation in ((*layer, 1)[:3] for layer in LAYERS[:depth]):
            y = TF.conv2d(y, torch.ones(1, 1, 1, kernel), stride=(1, stride), dilation=(1, dilation))
        one, next_one = (
            torch.autograd.grad(y[0, 0, 0, at], x, retain_graph=True)[0][0, 0, 0] for at in (0, 1)
        )
        reached = one.nonzero().ravel()
        assert int(reached[-1] - reached[0]) + 1 == size
        assert int(next_one.nonzero()[0]) - int(reached[0]) == jump


def test_a_layer_is_told_as_it_should_be():
    assert receptive_field([]) == []
    with pytest.raises(ValueError, match=r"layer 1 must be \(kernel_size, stride\[, dilation\]\), got 3"):
        receptive_field([(3, 1), 3])
    with pytest.raises(
        ValueError, match="each number of layer 0 must be a whole number of at least 1, got 0"
    ):
        receptive_field([(3, 0)])
