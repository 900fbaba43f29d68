r"""Adaptive average pooling: means of as many equal parts as are asked for, of an image of any size."""

import numpy as np

from course_lib.backprop.pair_checks import incoming
from course_lib.checks import Nested
from course_lib.cnn.pooling import planes
from course_lib.cnn.sizes import Pair, pair
from course_lib.shapes import Float, Real


def adaptive_avg_pool2d(
    x: Real[np.ndarray, "*channels H W"] | Nested, output_size: Pair
) -> Float[np.ndarray, "*channels H_out W_out"]:
    r"""Means over as many parts as are asked for; ``output_size=1`` is the mean of the whole image.

    .. math:: y = A_{\text{rows}}\; x\; A_{\text{columns}}^\top, \qquad \text{part } i \text{ of } m: \;
              \lfloor i n / m \rfloor \;\dots\; \lceil (i + 1)\, n / m \rceil - 1

    Parameters
    ----------
    x : (N, C, H, W), or (C, H, W)
    output_size : whole number, or a pair (vertical, horizontal)
        Where it does not divide the image, neighbors share a row or a column.

    Returns
    -------
    (N, C, H_out, W_out), whatever the size of x

    Raises
    ------
    ValueError
        If x has fewer than two axes, or output_size is not one or two whole numbers of at least 1.

    Examples
    --------
    >>> print(adaptive_avg_pool2d([[[1.0, 2.0, 6.0], [3.0, 4.0, 8.0]]], (1, 2)))
    [[[2.5 5. ]]]
    """
    x, rows, columns = _parts(x, output_size)
    return rows @ x @ columns.T


def adaptive_avg_pool2d_backward(
    grad_output: Real[np.ndarray, "*channels H_out W_out"] | Nested,
    x: Real[np.ndarray, "*channels H W"] | Nested,
    output_size: Pair,
) -> tuple[Float[np.ndarray, "*channels H W"]]:
    r"""Each pixel of a part gets the same share.

    .. math:: \frac{\partial L}{\partial x} = A_{\text{rows}}^\top
              \frac{\partial L}{\partial y}\, A_{\text{columns}}

    >>> print(*adaptive_avg_pool2d_backward([[[4.0]]], [[[1.0, 2.0], [3.0, 4.0]]], 1))
    [[[1. 1.]
      [1. 1.]]]
    """
    x, rows, columns = _parts(x, output_size)
    grad_output = incoming(grad_output, (*x.shape[:-2], len(rows), len(columns)), x.dtype)
    return (rows.T @ grad_output @ columns,)


def _parts(x, output_size):
    """Two matrices, a row for each part: 1 / its length where the part is, 0 elsewhere."""
    x, both = planes(x), []
    for size, parts in zip(x.shape[-2:], pair(output_size, "output_size"), strict=True):
        part, at = np.arange(parts)[:, None], np.arange(size)
        inside = (at >= part * size // parts) & (at < -(-(part + 1) * size // parts))
        both.append((inside / inside.sum(axis=1, keepdims=True)).astype(x.dtype))
    return x, *both
