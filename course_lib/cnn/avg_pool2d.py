r"""Average pooling: of each window, the mean."""

import numpy as np

from course_lib.backprop.pair_checks import incoming
from course_lib.checks import Nested
from course_lib.cnn.pooling import pooled
from course_lib.cnn.sizes import Pair
from course_lib.shapes import Float, Real


def avg_pool2d(
    x: Real[np.ndarray, "*channels H W"] | Nested,
    kernel_size: Pair,
    stride: Pair | None = None,
    padding: Pair = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
) -> Float[np.ndarray, "*channels H_out W_out"]:
    r"""The mean of each window.

    .. math:: y_{i,j} = \frac{1}{m_{i,j}} \sum_{a,b} x_{i s + a - p,\; j s + b - p}

    Parameters
    ----------
    x : (N, C, H, W), or (C, H, W)
    kernel_size : whole number, or a pair (vertical, horizontal)
    stride : s, by default the kernel size, so that windows do not overlap
    padding : p, zeros on each side, at most half of the kernel
    ceil_mode : True takes one window more where pixels are left over, if it starts on the image
    count_include_pad : whether m counts the zeros of the padding

    Returns
    -------
    (N, C, H_out, W_out)

    Raises
    ------
    ValueError
        If x has fewer than two axes, the window is larger than the image, or the padding than half of it.

    Examples
    --------
    >>> print(avg_pool2d([[[1.0, 2.0, 5.0, 6.0], [3.0, 4.0, 8.0, 7.0]]], 2))
    [[[2.5 6.5]]]
    """
    x, windows = pooled(x, kernel_size, stride, padding, ceil_mode=ceil_mode)
    total = np.zeros((*x.shape[:-2], *windows.out), x.dtype)
    for _, _, these, pixels in windows.places:
        sums = total[these]
        sums += x[pixels]
    return total / _counted(windows, count_include_pad, x.dtype)


def avg_pool2d_backward(
    grad_output: Real[np.ndarray, "*channels H_out W_out"] | Nested,
    x: Real[np.ndarray, "*channels H W"] | Nested,
    kernel_size: Pair,
    stride: Pair | None = None,
    padding: Pair = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
) -> tuple[Float[np.ndarray, "*channels H W"]]:
    r"""Each pixel of a window gets the same share.

    .. math:: \frac{\partial L}{\partial x_p} = \sum_{(i,j)\ \text{that see}\ p}
              \frac{1}{m_{i,j}} \frac{\partial L}{\partial y_{i,j}}

    >>> print(*avg_pool2d_backward([[[1.0, -2.0]]], [[[1.0, 2.0, 5.0, 6.0], [3.0, 4.0, 8.0, 7.0]]], 2))
    [[[ 0.25  0.25 -0.5  -0.5 ]
      [ 0.25  0.25 -0.5  -0.5 ]]]
    """
    x, windows = pooled(x, kernel_size, stride, padding, ceil_mode=ceil_mode)
    grad_output = incoming(grad_output, (*x.shape[:-2], *windows.out), x.dtype)
    share, grad_x = grad_output / _counted(windows, count_include_pad, x.dtype), np.zeros_like(x)
    for _, _, these, pixels in windows.places:
        seen = grad_x[pixels]
        seen += share[these]
    return (grad_x,)


def _counted(windows, count_include_pad, dtype):
    """How many numbers each window takes the mean of; beyond the padding there are none to count."""
    along = []
    for size, out, k, s, p in zip(
        windows.image, windows.out, windows.kernel, windows.stride, windows.padding, strict=True
    ):
        start = np.arange(out) * s - p
        low, high = (-p, size + p) if count_include_pad else (0, size)
        along.append(np.minimum(start + k, high) - np.maximum(start, low))
    return np.outer(*along).astype(dtype)
