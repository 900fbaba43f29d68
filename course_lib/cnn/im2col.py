r"""All windows of an image as columns of a matrix, and the way back: convolution becomes one product."""

import math

import numpy as np

from course_lib.checks import Nested, as_floats
from course_lib.cnn.sizes import Pair, pair
from course_lib.cnn.windows import Windows
from course_lib.shapes import Float, Real


def im2col(
    x: Real[np.ndarray, "N C H W"] | Nested,
    kernel_size: Pair,
    stride: Pair = 1,
    padding: Pair = 0,
    dilation: Pair = 1,
) -> Float[np.ndarray, "N K L"]:
    r"""Each window of the image as one column.

    .. math:: X_{(c,a,b),\,(i,j)} = x_{c,\; i s + a d - p,\; j s + b d - p}

    Parameters
    ----------
    x : (N, C, H, W)
    kernel_size, stride, padding, dilation : whole numbers, or pairs (vertical, horizontal)

    Returns
    -------
    (N, C · kernel height · kernel width, number of windows)

    Raises
    ------
    ValueError
        If x has not four axes, or the kernel does not fit on it.

    Examples
    --------
    >>> print(im2col(np.arange(9).reshape(1, 1, 3, 3), 2)[0])
    [[0. 1. 3. 4.]
     [1. 2. 4. 5.]
     [3. 4. 6. 7.]
     [4. 5. 7. 8.]]

    Notes
    -----
    The numbers of torch's ``unfold``, whose arguments stand in another order.
    """
    x = of_images(x)
    windows = Windows(x.shape[2:], kernel_size, stride, padding, dilation)
    columns = np.zeros((*x.shape[:2], *windows.kernel, *windows.out), x.dtype)
    for image, its_columns in zip(x, columns, strict=True):
        windows.gather(image, its_columns)
    return columns.reshape(len(x), math.prod(columns.shape[1:4]), math.prod(windows.out))


def col2im(
    columns: Real[np.ndarray, "N K L"] | Nested,
    output_size: Pair,
    kernel_size: Pair,
    stride: Pair = 1,
    padding: Pair = 0,
    dilation: Pair = 1,
) -> Float[np.ndarray, "N C H W"]:
    r"""The transpose of :func:`im2col`: numbers go back to their pixel, and add up where windows overlap.

    .. math:: \langle \text{im2col}(x), Y \rangle = \langle x, \text{col2im}(Y) \rangle

    Parameters
    ----------
    columns : (N, C · kernel height · kernel width, number of windows)
    output_size : (H, W) of the images
    kernel_size, stride, padding, dilation : as of :func:`im2col`

    Returns
    -------
    (N, C, H, W)

    Raises
    ------
    ValueError
        If the columns are not those of such windows.

    Examples
    --------
    How many windows see each pixel:

    >>> print(col2im(np.ones((1, 4, 4)), (3, 3), 2)[0, 0])
    [[1. 2. 1.]
     [2. 4. 2.]
     [1. 2. 1.]]
    """
    columns = as_floats(columns, "columns")
    height, width = pair(output_size, "output_size")
    windows = Windows((height, width), kernel_size, stride, padding, dilation)
    places, total = math.prod(windows.kernel), math.prod(windows.out)
    if columns.ndim != 3 or columns.shape[1] % places or columns.shape[2] != total:
        raise ValueError(
            f"columns must be (N, a multiple of {places}, {total}) for a kernel {windows.kernel} on "
            f"{(height, width)}, got {columns.shape}"
        )
    x = np.zeros((len(columns), columns.shape[1] // places, height, width), columns.dtype)
    columns = columns.reshape(*x.shape[:2], *windows.kernel, *windows.out)
    for its_columns, image in zip(columns, x, strict=True):
        windows.scatter(its_columns, image)
    return x


def of_images(x, name="x"):
    """``x`` as floats, if it is (N, C, H, W)."""
    x = as_floats(x, name)
    if x.ndim != 4:
        raise ValueError(f"{name} must be (N, C, H, W): images, channels, height, width; got {x.shape}")
    return x
