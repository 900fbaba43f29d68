r"""Convolution as one would explain it: seven loops, one line of arithmetic."""

import numpy as np

from course_lib.checks import Nested
from course_lib.cnn.conv2d import fitting
from course_lib.cnn.sizes import Pair
from course_lib.shapes import Float, Real


def conv2d_loops(
    x: Real[np.ndarray, "N C H W"] | Nested,
    weight: Real[np.ndarray, "C_out C_group kh kw"] | Nested,
    bias: Real[np.ndarray, " C_out"] | Nested | None = None,
    stride: Pair = 1,
    padding: Pair = 0,
    dilation: Pair = 1,
    groups: int | np.integer = 1,
) -> Float[np.ndarray, "N C_out H_out W_out"]:
    r"""The numbers of :func:`conv2d`, thousands of times slower: each product is a step of Python.

    .. math:: y_{n,o,i,j} = b_o + \sum_{c,a,b} w_{o,c,a,b}\; x_{n,\,c,\; i s + a d - p,\; j s + b d - p}

    Parameters
    ----------
    x, weight, bias, stride, padding, dilation, groups : as of :func:`conv2d`

    Returns
    -------
    (N, C_out, H_out, W_out)

    Raises
    ------
    ValueError
        If the shapes do not fit, or the kernel is larger than the image with its padding.

    Examples
    --------
    >>> print(conv2d_loops([[[[0.0, 0.0, 1.0, 1.0]]]], [[[[-1.0, 0.0, 1.0]]]]))
    [[[[1. 1.]]]]
    """
    x, weight, bias, windows = fitting(x, weight, bias, stride, padding, dilation, groups)
    bias = np.zeros(len(weight), x.dtype) if bias is None else bias
    n_images, _, height, width = x.shape
    n_filters, n_channels, kernel_height, kernel_width = weight.shape
    (down, across), (top, left) = windows.stride, windows.padding
    apart, beside = windows.dilation
    out_height, out_width = windows.out
    y = np.empty((n_images, n_filters, out_height, out_width), x.dtype)
    for n in range(n_images):
        for o in range(n_filters):
            first = o // (n_filters // groups) * n_channels  # channel of this filter's group
            for i in range(out_height):
                for j in range(out_width):
                    total = bias[o]
                    for c in range(n_channels):
                        for a in range(kernel_height):
                            for b in range(kernel_width):
                                row = i * down + a * apart - top
                                column = j * across + b * beside - left
                                if 0 <= row < height and 0 <= column < width:
                                    total += weight[o, c, a, b] * x[n, first + c, row, column]
                    y[n, o, i, j] = total
    return y
