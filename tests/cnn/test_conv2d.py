"""Convolution beside torch's, beside its own loops, and beside its transpose."""

import numpy as np
import pytest
from backprop.tensors_beside_torch import assert_agrees
from cnn.geometries import geometries
from hypothesis import given
from hypothesis import strategies as st
from torch.nn import functional as TF

from course_lib.cnn import conv2d, conv2d_backward, conv2d_loops, conv_transpose2d
from course_lib.cnn import functions as F

rng = np.random.default_rng(0)
counts = st.integers(1, 3)


def normal(*shape):
    return rng.normal(size=shape)


@given(geometries(), counts, counts, counts, counts, st.booleans())
def test_torch_says_the_same_on_any_geometry(geometry, n, per_group, filters, groups, has_bias):
    image, kernel, options = geometry
    args = [normal(n, per_group * groups, *image), normal(filters * groups, per_group, *kernel)]
    args += [normal(filters * groups)] * has_bias
    assert_agrees(
        lambda *a: F.conv2d(*a, **options, groups=groups),
        args,
        lambda *a: TF.conv2d(*a, **options, groups=groups),
        rtol=1e-11,
    )


@given(geometries(largest=5), counts, counts)
def test_the_loops_say_the_same(geometry, filters, groups):
    image, kernel, options = geometry
    x, weight, bias = (
        normal(2, 2 * groups, *image),
        normal(filters * groups, 2, *kernel),
        normal(filters * groups),
    )
    for given_ in ((x, weight, bias), (x, weight)):
        fast = conv2d(*given_, **options, groups=groups)
        np.testing.assert_allclose(conv2d_loops(*given_, **options, groups=groups), fast, rtol=0, atol=1e-13)


@given(geometries(), counts, counts)
def test_the_gradient_by_x_is_the_transpose(geometry, filters, groups):
    r"""⟨conv x, y⟩ = ⟨x, convᵀ y⟩, and the same for the weights."""
    image, kernel, options = geometry
    x, weight = normal(2, 2 * groups, *image), normal(filters * groups, 2, *kernel)
    value = conv2d(x, weight, **options, groups=groups)
    y = normal(*value.shape)
    grad_x, grad_weight = conv2d_backward(y, x, weight, **options, groups=groups)
    across = np.abs(value * y).sum()
    assert abs((value * y).sum() - (x * grad_x).sum()) <= 1e-13 * across
    assert abs((value * y).sum() - (weight * grad_weight).sum()) <= 1e-13 * across


@given(geometries(), counts, counts, counts, st.booleans(), st.data())
def test_the_transpose_as_a_layer(geometry, n, filters, groups, has_bias, data):
    small, kernel, options = geometry
    strides = zip(options["stride"], options["dilation"], strict=True)
    options["output_padding"] = tuple(data.draw(st.integers(0, max(along) - 1)) for along in strides)
    sizes = zip(
        small, kernel, *(options[k] for k in ("stride", "padding", "dilation", "output_padding")), strict=True
    )
    if any((m - 1) * s - 2 * p + d * (k - 1) + q + 1 < 1 for m, k, s, p, d, q in sizes):
        with pytest.raises(ValueError, match="nothing is left"):
            conv_transpose2d(np.ones((1, 1, *small)), np.ones((1, 1, *kernel)), **options)
        return
    args = [normal(n, 2 * groups, *small), normal(2 * groups, filters, *kernel)]
    args += [normal(filters * groups)] * has_bias
    assert_agrees(
        lambda *a: F.conv_transpose2d(*a, **options, groups=groups),
        args,
        lambda *a: TF.conv_transpose2d(*a, **options, groups=groups),
        rtol=1e-11,
    )


def test_a_filter_by_hand():
    """Cross-correlation, as in torch: the filter is not turned."""
    image, weight = np.arange(9.0).reshape(1, 1, 3, 3), np.array([[[[1.0, 0.0], [0.0, -2.0]]]])
    np.testing.assert_array_equal(
        conv2d(image, weight)[0, 0], [[0 - 2 * 4, 1 - 2 * 5], [3 - 2 * 7, 4 - 2 * 8]]
    )
    padded = conv2d(image, weight, padding=1)
    assert padded.shape == (1, 1, 4, 4)
    assert padded[0, 0, 0, 0] == -2 * image[0, 0, 0, 0]
    assert padded[0, 0, 3, 3] == image[0, 0, 2, 2]


def test_gradients_by_differences_on_what_does_not_divide():
    args = [normal(2, 4, 6, 5), normal(4, 2, 3, 2), normal(4)]
    assert_agrees(
        lambda *a: F.conv2d(*a, stride=(2, 3), padding=(1, 0), dilation=(2, 1), groups=2),
        args,
        lambda *a: TF.conv2d(*a, stride=(2, 3), padding=(1, 0), dilation=(2, 1), groups=2),
        differences=True,
    )


def test_an_empty_batch_and_float32_go_through():
    x, weight = normal(0, 4, 6, 5), normal(4, 2, 3, 3)
    y = conv2d(x, weight, groups=2)
    assert y.shape == (0, 4, 4, 3)
    grad_x, grad_weight = conv2d_backward(y, x, weight, groups=2)
    assert grad_x.shape == x.shape
    np.testing.assert_array_equal(grad_weight, np.zeros((4, 2, 3, 3)))
    narrow = np.ones((1, 1, 4, 4), np.float32)
    for function in (conv2d, conv2d_loops):
        assert function(narrow, normal(1, 1, 3, 3)).dtype == np.float32


def test_the_arrays_of_one_call_are_not_those_of_the_next():
    x, weight = normal(2, 1, 4, 4), normal(1, 1, 3, 3)
    first = conv2d(x, weight, padding=1)
    kept = first.copy()
    conv2d(x + 1, weight, padding=1)
    np.testing.assert_array_equal(first, kept)


@pytest.mark.parametrize(
    ("x", "weight", "options", "told"),
    [
        ((3, 5, 5), (1, 3, 3, 3), {}, r"x must be \(N, C, H, W\).*got \(3, 5, 5\)"),
        ((1, 3, 5, 5), (1, 2, 3, 3), {}, r"agree in C.*got \(1, 3, 5, 5\) and \(1, 2, 3, 3\) with groups=1"),
        ((1, 4, 5, 5), (3, 2, 3, 3), {"groups": 2}, r"groups divide C_out; got .* with groups=2"),
        ((1, 3, 5, 5), (1, 3, 3), {}, r"got \(1, 3, 5, 5\) and \(1, 3, 3\)"),
        ((1, 1, 2, 5), (1, 1, 3, 3), {}, "spans 3 pixels does not fit on 2 pixels with 0 of padding"),
        ((1, 1, 5, 5), (1, 1, 3, 3), {"stride": 0}, "stride must be a whole number of at least 1, got 0"),
        ((1, 1, 5, 5), (1, 1, 3, 3), {"padding": -1}, "padding must be a whole number of at least 0, got -1"),
        (
            (1, 1, 5, 5),
            (1, 1, 3, 3),
            {"dilation": (1, 2, 3)},
            r"dilation must be one .* or two, got \(1, 2, 3\)",
        ),
        ((1, 1, 5, 5), (1, 1, 3, 3), {"bias": np.ones(2)}, r"bias must have shape \(1,\), got \(2,\)"),
    ],
)
@pytest.mark.bad_input
def test_what_is_refused(x, weight, options, told):
    for function in (conv2d, conv2d_loops):
        with pytest.raises(ValueError, match=told):
            function(np.ones(x), np.ones(weight), **options)


@pytest.mark.bad_input
def test_what_the_backward_passes_refuse():
    with pytest.raises(ValueError, match=r"output's shape \(1, 1, 3, 3\), got \(1, 1, 5, 5\)"):
        conv2d_backward(np.ones((1, 1, 5, 5)), np.ones((1, 1, 5, 5)), np.ones((1, 1, 3, 3)))
    with pytest.raises(ValueError, match="output_padding must be smaller than stride 2 or dilation 1, got 2"):
        conv_transpose2d(np.ones((1, 1, 5, 5)), np.ones((1, 1, 3, 3)), stride=2, output_padding=2)
    with pytest.raises(ValueError, match=r"got \(1, 2, 5, 5\) and \(1, 1, 3, 3\) with groups=1"):
        conv_transpose2d(np.ones((1, 2, 5, 5)), np.ones((1, 1, 3, 3)))
    with pytest.raises(TypeError, match="padding must be one number, got 'same'"):
        conv2d(np.ones((1, 1, 5, 5)), np.ones((1, 1, 3, 3)), padding="same")
