"""What all kinds of pooling share: images of any number of channels, and their windows."""

from course_lib.checks import as_floats
from course_lib.cnn.sizes import pair
from course_lib.cnn.windows import Windows


def planes(x):
    """Images as floats, whatever stands before their two axes."""
    x = as_floats(x, "x")
    if x.ndim < 2:
        raise ValueError(f"x must be (N, C, H, W), got {x.shape}")
    return x


def pooled(x, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False):
    """Images as floats, and the windows over them; without a stride, one beside the other."""
    x = planes(x)
    kernel_size, padding = pair(kernel_size, "kernel_size"), pair(padding, "padding", low=0)
    for k, p in zip(kernel_size, padding, strict=True):
        if 2 * p > k:
            raise ValueError(f"padding must be at most half of kernel_size, got {p} for {k}")
    stride = kernel_size if stride is None else stride
    return x, Windows(x.shape[-2:], kernel_size, stride, padding, dilation, ceil_mode=ceil_mode)
