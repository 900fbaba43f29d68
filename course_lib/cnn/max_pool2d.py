r"""Max pooling: of each window, the largest number alone goes on."""

import numpy as np

from course_lib.backprop.pair_checks import incoming
from course_lib.checks import Nested
from course_lib.cnn.pooling import pooled
from course_lib.cnn.sizes import Pair
from course_lib.shapes import Float, Real


def max_pool2d(
    x: Real[np.ndarray, "*channels H W"] | Nested,
    kernel_size: Pair,
    stride: Pair | None = None,
    padding: Pair = 0,
    dilation: Pair = 1,
    ceil_mode: bool = False,
) -> Float[np.ndarray, "*channels H_out W_out"]:
    r"""The largest number of each window.

    .. math:: y_{i,j} = \max_{a,b}\; x_{i s + a d - p,\; j s + b d - p}

    Parameters
    ----------
    x : (N, C, H, W), or (C, H, W)
    kernel_size : whole number, or a pair (vertical, horizontal)
    stride : s, by default the kernel size, so that windows do not overlap
    padding : p, at most half of the kernel; what lies outside is never the largest
    dilation : d
    ceil_mode : True takes one window more where pixels are left over, if it starts on the image

    Returns
    -------
    (N, C, H_out, W_out)

    Raises
    ------
    ValueError
        If x has fewer than two axes, the window is larger than the image, or the padding than half of it.

    Examples
    --------
    >>> print(max_pool2d([[[1.0, 2.0, 5.0, 6.0], [3.0, 4.0, 8.0, 7.0]]], 2))
    [[[4. 8.]]]
    """
    x, windows = pooled(x, kernel_size, stride, padding, dilation, ceil_mode)
    return _largest(x, windows)


def max_pool2d_backward(
    grad_output: Real[np.ndarray, "*channels H_out W_out"] | Nested,
    x: Real[np.ndarray, "*channels H W"] | Nested,
    kernel_size: Pair,
    stride: Pair | None = None,
    padding: Pair = 0,
    dilation: Pair = 1,
    ceil_mode: bool = False,
) -> tuple[Float[np.ndarray, "*channels H W"]]:
    r"""The gradient goes to the pixel that won, of equal ones to the first; to all others goes nothing.

    .. math:: \frac{\partial L}{\partial x_p} = \sum_{(i,j)\ \text{won by}\ p}
              \frac{\partial L}{\partial y_{i,j}}

    >>> print(*max_pool2d_backward([[[1.0, -2.0]]], [[[1.0, 2.0, 5.0, 6.0], [3.0, 4.0, 8.0, 7.0]]], 2))
    [[[ 0.  0.  0.  0.]
      [ 0.  1. -2.  0.]]]
    """
    x, windows = pooled(x, kernel_size, stride, padding, dilation, ceil_mode)
    left = incoming(grad_output, (*x.shape[:-2], *windows.out), x.dtype).copy()
    largest, grad_x = _largest(x, windows), np.zeros_like(x)
    for _, _, these, pixels in windows.places:
        won = (x[pixels] == largest[these]) | np.isnan(x[pixels])
        seen = grad_x[pixels]
        seen += np.where(won, left[these], 0)
        np.copyto(left[these], 0, where=won)  # it is handed out, nothing is left for those that are equal
    return (grad_x,)


def _largest(x, windows):
    """The largest number of each window; what is not a number wins, as in torch."""
    largest = np.full((*x.shape[:-2], *windows.out), -np.inf, x.dtype)
    for _, _, these, pixels in windows.places:
        np.maximum(largest[these], x[pixels], out=largest[these])
    return largest
