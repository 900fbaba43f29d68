r"""Convolution: one small set of weights is laid on every place of the image.

One image at a time: its columns, the windows of :mod:`course_lib.cnn.im2col`, are few enough to stay in the
processor's cache, and the same memory serves for all images. benchmarks/conv.py tells what that brings.
"""

import math

import numpy as np

from course_lib.backprop.pair_checks import given, incoming, of_shape
from course_lib.checks import Nested, as_floats, count
from course_lib.cnn.im2col import of_images
from course_lib.cnn.sizes import Pair
from course_lib.cnn.windows import Windows
from course_lib.shapes import Float, Real


def conv2d(
    x: Real[np.ndarray, "N C H W"] | Nested,
    weight: Real[np.ndarray, "C_out C_group kh kw"] | Nested,
    bias: Real[np.ndarray, " C_out"] | Nested | None = None,
    stride: Pair = 1,
    padding: Pair = 0,
    dilation: Pair = 1,
    groups: int | np.integer = 1,
) -> Float[np.ndarray, "N C_out H_out W_out"]:
    r"""Weighted sums of each window of the image, one for each filter.

    .. math:: y_{n,o,i,j} = b_o + \sum_{c,a,b} w_{o,c,a,b}\; x_{n,\,c,\; i s + a d - p,\; j s + b d - p}

    Parameters
    ----------
    x : (N, C, H, W); outside of the image it is 0
    weight : (C_out, C / groups, kernel height, kernel width), a filter for each output
    bias : (C_out,), or None for 0
    stride : s, pixels from one window to the next
    padding : p, zeros on each side
    dilation : d, pixels from one weight to the next
    groups : the channels are cut into so many parts, and so are the filters; each part sees its own alone

    Returns
    -------
    (N, C_out, H_out, W_out), of the size that :func:`conv_output_size` says

    Raises
    ------
    ValueError
        If the shapes do not fit, or the kernel is larger than the image with its padding.

    Examples
    --------
    A filter that finds edges: right neighbor less left.

    >>> image = [[[[0.0, 0.0, 1.0, 1.0]]]]
    >>> print(conv2d(image, [[[[-1.0, 0.0, 1.0]]]]))
    [[[[1. 1.]]]]
    """
    x, weight, bias, windows = fitting(x, weight, bias, stride, padding, dilation, groups)
    y = correlate(x, weight, windows, groups)
    if bias is not None:
        y += bias[:, None, None]
    return y


def conv2d_backward(
    grad_output: Real[np.ndarray, "N C_out H_out W_out"] | Nested,
    x: Real[np.ndarray, "N C H W"] | Nested,
    weight: Real[np.ndarray, "C_out C_group kh kw"] | Nested,
    bias: Real[np.ndarray, " C_out"] | Nested | None = None,
    stride: Pair = 1,
    padding: Pair = 0,
    dilation: Pair = 1,
    groups: int | np.integer = 1,
) -> tuple[np.ndarray, ...]:
    r"""Gradients of :func:`conv2d` by x, weight and, where there is one, bias.

    A weight is used on every window, so its gradient is a sum over all of them; a pixel is seen by several
    windows, so its gradient is a sum over those.

    .. math:: \frac{\partial L}{\partial W} = \sum_n G_n X_n^\top, \qquad
              \frac{\partial L}{\partial x_n} = \text{col2im}(W^\top G_n), \qquad
              \frac{\partial L}{\partial b} = \sum_{n,i,j} G_{n,\cdot,i,j}

    >>> for grad in conv2d_backward([[[[1.0, 1.0]]]], [[[[0.0, 0.0, 1.0, 1.0]]]], [[[[-1.0, 0.0, 1.0]]]]):
    ...     print(grad.ravel())
    [-1. -1.  1.  1.]
    [0. 1. 2.]
    """
    x, weight, bias, windows = fitting(x, weight, bias, stride, padding, dilation, groups)
    grad_output = incoming(grad_output, (len(x), len(weight), *windows.out), x.dtype)
    return given(
        (x, spread(grad_output, weight, windows, groups)),
        (weight, weigh(grad_output, x, windows, groups)),
        (bias, grad_output.sum(axis=(0, 2, 3))),
    )


def correlate(x, weight, windows, groups):
    """y = W X, image by image: linear in x, and in the weights."""
    rows = weight.reshape(groups, len(weight) // groups, weight[0].size)
    y = np.empty((len(x), len(weight), *windows.out), x.dtype)
    columns = windows.columns(x.shape[1], x.dtype)
    for image, its_y in zip(x, _cut(y, groups), strict=True):
        windows.gather(image, columns)
        np.matmul(rows, _cut(columns[None], groups)[0], out=its_y)
    return y


def spread(grad_output, weight, windows, groups):
    """The transpose of ``correlate`` as a map of x: WᵀG, each number back on its pixel."""
    rows = weight.reshape(groups, len(weight) // groups, weight[0].size).swapaxes(1, 2)
    channels = weight.shape[1] * groups
    grad_x = np.zeros((len(grad_output), channels, *windows.image), grad_output.dtype)
    columns = windows.columns(channels, grad_output.dtype)
    for grad, its_x in zip(_cut(grad_output, groups), grad_x, strict=True):
        np.matmul(rows, grad, out=_cut(columns[None], groups)[0])
        windows.scatter(columns, its_x)
    return grad_x


def weigh(grad_output, x, windows, groups):
    """The transpose of ``correlate`` as a map of the weights: GXᵀ, the sum over all images."""
    filters, channels = grad_output.shape[1], x.shape[1]
    columns = windows.columns(channels, x.dtype)
    turned = _cut(columns[None], groups)[0].swapaxes(1, 2)
    grad_weight = np.zeros((groups, filters // groups, turned.shape[2]), x.dtype)
    part = np.empty_like(grad_weight)
    for grad, image in zip(_cut(grad_output, groups), x, strict=True):
        windows.gather(image, columns)
        grad_weight += np.matmul(grad, turned, out=part)
    return grad_weight.reshape(filters, channels // groups, *windows.kernel)


def _cut(arrays, groups):
    """(N, C, ..., H, W) as (N, groups, rows, H · W): one matrix for each group. A view, no copy."""
    rows, total = math.prod(arrays.shape[1:-2]), arrays.shape[-2] * arrays.shape[-1]
    return arrays.reshape(len(arrays), groups, rows // groups, total)


def fitting(x, weight, bias, stride, padding, dilation, groups):
    """Floats of shapes that fit, and the windows of the filters over one image."""
    x = of_images(x)
    weight = as_floats(weight, "weight", dtype=x.dtype)
    groups = count(groups, "groups")
    if weight.ndim != 4 or x.shape[1] != weight.shape[1] * groups or len(weight) % groups:
        raise ValueError(
            "x (N, C, H, W) and weight (C_out, C / groups, kernel height, kernel width) must agree in C, and "
            f"groups divide C_out; got {x.shape} and {weight.shape} with groups={groups}"
        )
    windows = Windows(x.shape[2:], weight.shape[2:], stride, padding, dilation)
    return x, weight, of_shape(bias, (len(weight),), "bias", x.dtype), windows
