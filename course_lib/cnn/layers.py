r"""Layers of a convolutional network as modules, called as in ``torch.nn``."""

import math

import numpy as np

from course_lib.backprop import Module, Parameter
from course_lib.checks import count
from course_lib.cnn import functions as F
from course_lib.cnn.sizes import Pair, pair


class Conv2d(Module):
    r"""Filters, each laid on every place of the image.

    .. math:: y = W * x + b, \qquad w, b \sim U(-a, a), \qquad
              a = 1 / \sqrt{\text{weights of one filter}}

    Parameters
    ----------
    in_channels, out_channels : int
    kernel_size, stride, padding, dilation : whole number, or a pair (vertical, horizontal)
    groups : int, divides both numbers of channels
    bias : bool
    rng : NumPy Generator, or the seed of one
        Draws the start, which is torch's: ``kaiming_uniform`` with a = √5.

    Attributes
    ----------
    weight : Parameter (out_channels, in_channels / groups, kernel height, kernel width)
    bias : Parameter (out_channels,), or None

    Examples
    --------
    >>> layer = Conv2d(1, 6, 5, padding=2, rng=0)
    >>> layer(np.ones((3, 1, 28, 28))).shape
    (3, 6, 28, 28)
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: Pair,
        stride: Pair = 1,
        padding: Pair = 0,
        dilation: Pair = 1,
        groups: int = 1,
        bias: bool = True,
        *,
        rng=None,
    ):
        super().__init__()
        rng, groups = np.random.default_rng(rng), count(groups, "groups")
        if count(in_channels, "in_channels") % groups or count(out_channels, "out_channels") % groups:
            raise ValueError(
                f"groups must divide in_channels {in_channels} and out_channels {out_channels}, got {groups}"
            )
        shape = (out_channels, in_channels // groups, *pair(kernel_size, "kernel_size"))
        edge = 1 / math.sqrt(math.prod(shape[1:]))
        self.stride, self.padding = pair(stride, "stride"), pair(padding, "padding", low=0)
        self.dilation, self.groups = pair(dilation, "dilation"), groups
        self.weight = Parameter(rng.uniform(-edge, edge, shape))
        self.bias = Parameter(rng.uniform(-edge, edge, shape[0])) if bias else None

    def forward(self, x):
        return F.conv2d(x, self.weight, self.bias, self.stride, self.padding, self.dilation, self.groups)


class MaxPool2d(Module):
    r"""The largest number of each window.

    .. math:: y_{i,j} = \max_{a,b}\; x_{i s + a d - p,\; j s + b d - p}

    Parameters
    ----------
    kernel_size, stride, padding, dilation : whole number, or a pair; the stride is by default the kernel size
    ceil_mode : bool, one window more where pixels are left over

    Attributes
    ----------
    kernel_size, stride, padding, dilation, ceil_mode : as given

    Examples
    --------
    >>> MaxPool2d(2)(np.arange(16.0).reshape(1, 1, 4, 4))
    Tensor([[[[ 5.,  7.],
              [13., 15.]]]])
    """

    def __init__(
        self,
        kernel_size: Pair,
        stride: Pair | None = None,
        padding: Pair = 0,
        dilation: Pair = 1,
        ceil_mode: bool = False,
    ):
        super().__init__()
        self.kernel_size, self.stride = kernel_size, stride
        self.padding, self.dilation, self.ceil_mode = padding, dilation, ceil_mode

    def forward(self, x):
        return F.max_pool2d(x, self.kernel_size, self.stride, self.padding, self.dilation, self.ceil_mode)


class AvgPool2d(Module):
    r"""The mean of each window.

    .. math:: y_{i,j} = \frac{1}{m_{i,j}} \sum_{a,b} x_{i s + a - p,\; j s + b - p}

    Parameters
    ----------
    kernel_size, stride, padding : whole number, or a pair; the stride is by default the kernel size
    ceil_mode : bool, one window more where pixels are left over
    count_include_pad : bool, whether the mean counts the zeros of the padding

    Attributes
    ----------
    kernel_size, stride, padding, ceil_mode, count_include_pad : as given

    Examples
    --------
    >>> AvgPool2d(2)(np.arange(16.0).reshape(1, 1, 4, 4))
    Tensor([[[[ 2.5,  4.5],
              [10.5, 12.5]]]])
    """

    def __init__(
        self,
        kernel_size: Pair,
        stride: Pair | None = None,
        padding: Pair = 0,
        ceil_mode: bool = False,
        count_include_pad: bool = True,
    ):
        super().__init__()
        self.kernel_size, self.stride, self.padding = kernel_size, stride, padding
        self.ceil_mode, self.count_include_pad = ceil_mode, count_include_pad

    def forward(self, x):
        window = self.kernel_size, self.stride, self.padding
        return F.avg_pool2d(x, *window, self.ceil_mode, self.count_include_pad)


class AdaptiveAvgPool2d(Module):
    r"""Means over as many parts as are asked for; 1 is the mean of each whole channel.

    .. math:: y = A_{\text{rows}}\; x\; A_{\text{columns}}^\top

    Parameters
    ----------
    output_size : whole number, or a pair (vertical, horizontal)

    Attributes
    ----------
    output_size : as given

    Examples
    --------
    >>> AdaptiveAvgPool2d(1)(np.arange(16.0).reshape(1, 1, 4, 4))
    Tensor([[[[7.5]]]])
    """

    def __init__(self, output_size: Pair):
        super().__init__()
        self.output_size = output_size

    def forward(self, x):
        return F.adaptive_avg_pool2d(x, self.output_size)


class Flatten(Module):
    r"""All axes but the first as one: from images to rows of a table.

    .. math:: (N, C, H, W) \to (N,\; C \cdot H \cdot W)

    Parameters
    ----------
    start_dim, end_dim : int, the first and the last axis that become one

    Attributes
    ----------
    start_dim, end_dim : int

    Examples
    --------
    >>> Flatten()(np.ones((3, 2, 4, 4))).shape
    (3, 32)
    """

    def __init__(self, start_dim: int = 1, end_dim: int = -1):
        super().__init__()
        self.start_dim, self.end_dim = start_dim, end_dim

    def forward(self, x):
        first, last = self.start_dim % x.ndim, self.end_dim % x.ndim
        return x.reshape(*x.shape[:first], math.prod(x.shape[first : last + 1]), *x.shape[last + 1 :])
