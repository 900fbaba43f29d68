r"""The transpose of a convolution as a layer of its own: it spreads each number over a window."""

import numpy as np

from course_lib.backprop.pair_checks import given, incoming, of_shape
from course_lib.checks import Nested, as_floats, count
from course_lib.cnn.conv2d import correlate, spread, weigh
from course_lib.cnn.im2col import of_images
from course_lib.cnn.sizes import Pair, pair
from course_lib.cnn.windows import Windows
from course_lib.shapes import Float, Real


def conv_transpose2d(
    x: Real[np.ndarray, "N C H W"] | Nested,
    weight: Real[np.ndarray, "C C_group kh kw"] | Nested,
    bias: Real[np.ndarray, " C_out"] | Nested | None = None,
    stride: Pair = 1,
    padding: Pair = 0,
    output_padding: Pair = 0,
    groups: int | np.integer = 1,
    dilation: Pair = 1,
) -> Float[np.ndarray, "N C_out H_out W_out"]:
    r"""What :func:`conv2d_backward` does to the gradient of the image: images become larger.

    .. math:: \langle \text{conv}(u), x \rangle = \langle u, \text{conv}^\top(x) \rangle, \qquad
              n_{\text{out}} = (n - 1)\, s - 2p + d\,(k - 1) + q + 1

    Parameters
    ----------
    x : (N, C, H, W)
    weight : (C, C_out / groups, kernel height, kernel width)
    bias : (C_out,), or None for 0
    stride, padding, dilation, groups : those of the convolution that it is the transpose of
    output_padding : q, rows and columns more at the lower right, where several sizes shrink to the same

    Returns
    -------
    (N, C_out, H_out, W_out)

    Raises
    ------
    ValueError
        If the shapes do not fit, or output_padding is not smaller than stride or dilation.

    Examples
    --------
    >>> print(conv_transpose2d([[[[1.0, 2.0]]]], [[[[1.0, 10.0]]]], stride=(1, 2)))
    [[[[ 1. 10.  2. 20.]]]]
    """
    x, weight, bias, windows = _fitting(x, weight, bias, stride, padding, output_padding, groups, dilation)
    y = spread(x, weight, windows, groups)
    if bias is not None:
        y += bias[:, None, None]
    return y


def conv_transpose2d_backward(
    grad_output: Real[np.ndarray, "N C_out H_out W_out"] | Nested,
    x: Real[np.ndarray, "N C H W"] | Nested,
    weight: Real[np.ndarray, "C C_group kh kw"] | Nested,
    bias: Real[np.ndarray, " C_out"] | Nested | None = None,
    stride: Pair = 1,
    padding: Pair = 0,
    output_padding: Pair = 0,
    groups: int | np.integer = 1,
    dilation: Pair = 1,
) -> tuple[np.ndarray, ...]:
    r"""Gradients of :func:`conv_transpose2d` by x, weight and, where there is one, bias.

    The transpose of the transpose is the convolution itself.

    .. math:: \frac{\partial L}{\partial x} = \text{conv}(G)

    >>> print(conv_transpose2d_backward([[[[1.0, 0.0, 0.0, 1.0]]]], [[[[1.0, 2.0]]]], [[[[1.0, 10.0]]]],
    ...                                 stride=(1, 2))[0])
    [[[[ 1. 10.]]]]
    """
    x, weight, bias, windows = _fitting(x, weight, bias, stride, padding, output_padding, groups, dilation)
    grad_output = incoming(grad_output, (len(x), weight.shape[1] * groups, *windows.image), x.dtype)
    return given(
        (x, correlate(grad_output, weight, windows, groups)),
        (weight, weigh(x, grad_output, windows, groups)),
        (bias, grad_output.sum(axis=(0, 2, 3))),
    )


def _fitting(x, weight, bias, stride, padding, output_padding, groups, dilation):
    x = of_images(x)
    weight = as_floats(weight, "weight", dtype=x.dtype)
    groups = count(groups, "groups")
    if weight.ndim != 4 or x.shape[1] != len(weight) or len(weight) % groups:
        raise ValueError(
            "x (N, C, H, W) and weight (C, C_out / groups, kernel height, kernel width) must agree in C, and "
            f"groups divide it; got {x.shape} and {weight.shape} with groups={groups}"
        )
    image = [
        _size(*along)
        for along in zip(
            x.shape[2:],
            weight.shape[2:],
            pair(stride, "stride"),
            pair(padding, "padding", low=0),
            pair(output_padding, "output_padding", low=0),
            pair(dilation, "dilation"),
            strict=True,
        )
    ]
    windows = Windows(image, weight.shape[2:], stride, padding, dilation, out=x.shape[2:])
    return x, weight, of_shape(bias, (weight.shape[1] * groups,), "bias", x.dtype), windows


def _size(size, kernel_size, stride, padding, output_padding, dilation):
    if output_padding >= max(stride, dilation):
        raise ValueError(
            f"output_padding must be smaller than stride {stride} or dilation {dilation}, got "
            f"{output_padding}"
        )
    out = (size - 1) * stride - 2 * padding + dilation * (kernel_size - 1) + output_padding + 1
    if out < 1:
        raise ValueError(f"nothing is left of {size} pixels: the output would have {out}")
    return out
