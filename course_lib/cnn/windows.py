r"""Where the windows of a kernel lie on an image: one geometry for convolution and for pooling.

The padding is never stored. For each place of the kernel it is known which windows have a pixel there, and
which pixels those are; what lies outside of the image is left as it is.
"""

import itertools

import numpy as np

from course_lib.cnn.sizes import conv_output_size, pair


class Windows:
    """The windows over one image.

    ``image`` is its height and width, ``out`` how many windows there are, down and across.
    ``places`` lists for each place (i, j) of the kernel the windows that have a pixel there, and those
    pixels; both are indices of an array (..., height, width).
    """

    def __init__(self, image, kernel_size, stride=1, padding=0, dilation=1, *, ceil_mode=False, out=None):
        self.image = tuple(image)
        self.kernel = pair(kernel_size, "kernel_size")
        self.stride, self.padding = pair(stride, "stride"), pair(padding, "padding", low=0)
        self.dilation = pair(dilation, "dilation")
        sizes = zip(self.image, self.kernel, self.stride, self.padding, self.dilation, strict=True)
        self.out = out or tuple((_ceiled if ceil_mode else conv_output_size)(*along) for along in sizes)
        self.places = [
            (i, j, (..., rows, columns), (..., pixel_rows, pixel_columns))
            for (i, (rows, pixel_rows)), (j, (columns, pixel_columns)) in itertools.product(
                enumerate(self._along(0)), enumerate(self._along(1))
            )
        ]

    def _along(self, axis):
        """For each place of the kernel in this direction: the windows inside of the image, their pixels."""
        stride = self.stride[axis]
        for k in range(self.kernel[axis]):
            shift = k * self.dilation[axis] - self.padding[axis]  # window o sees pixel o · stride + shift
            first = max(0, -(shift // stride))
            end = min(self.out[axis], (self.image[axis] - 1 - shift) // stride + 1)
            if end <= first:
                yield slice(0, 0), slice(0, 0)
            else:
                yield (
                    slice(first, end),
                    slice(first * stride + shift, (end - 1) * stride + shift + 1, stride),
                )

    def gather(self, image, columns):
        """``columns[:, i, j]`` is what all windows see at place (i, j). Zeros outside are left alone."""
        for i, j, windows, pixels in self.places:
            columns[:, i, j][windows] = image[pixels]

    def scatter(self, columns, image):
        """The transpose: what each window has at place (i, j) is added to the pixel that it saw there."""
        for i, j, windows, pixels in self.places:
            seen = image[pixels]  # a view; ``image[pixels] += …`` would write everything twice
            seen += columns[:, i, j][windows]

    def columns(self, channels, dtype):
        """Room for what all windows see: (channels, kernel height, kernel width, windows down, across)."""
        return np.zeros((channels, *self.kernel, *self.out), dtype)


def _ceiled(size, kernel_size, stride, padding, dilation):
    """One window more where pixels are left over, if it starts on a pixel or in the padding before them."""
    whole = conv_output_size(size, kernel_size, stride, padding, dilation)
    left_over = (size + 2 * padding - dilation * (kernel_size - 1) - 1) % stride
    return whole + 1 if left_over and whole * stride < size + padding else whole
