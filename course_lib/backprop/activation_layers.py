r"""The bends as modules, for :class:`Sequential`."""

import numpy as np

from course_lib.backprop import functions as F
from course_lib.backprop.module import Module
from course_lib.checks import number


class ReLU(Module):
    r"""The positive part.

    .. math:: \max(x, 0)

    Examples
    --------
    >>> ReLU()([-1.0, 2.0])
    Tensor([0., 2.])
    """

    def forward(self, x):
        return F.relu(x)


class LeakyReLU(Module):
    r"""The identity, with a small slope on the left.

    .. math:: \max(x, 0) + a \min(x, 0)

    Parameters
    ----------
    negative_slope : a

    Attributes
    ----------
    negative_slope : float

    Examples
    --------
    >>> LeakyReLU(0.1)([-1.0, 2.0])
    Tensor([-0.1,  2. ])
    """

    def __init__(self, negative_slope: float | int = 0.01):
        super().__init__()
        self.negative_slope = number(negative_slope, "negative_slope", low=-np.inf)

    def forward(self, x):
        return F.leaky_relu(x, self.negative_slope)


class GELU(Module):
    r"""A smooth ReLU.

    .. math:: x\,\Phi(x)

    Parameters
    ----------
    approximate : "none", or "tanh" for the quicker formula

    Attributes
    ----------
    approximate : str

    Examples
    --------
    >>> GELU()([0.0, 1.0])
    Tensor([0.    , 0.8413])
    """

    def __init__(self, approximate: str = "none"):
        super().__init__()
        self.approximate = approximate

    def forward(self, x):
        return F.gelu(x, self.approximate)


class Tanh(Module):
    r"""An S between −1 and 1.

    .. math:: \tanh x

    Examples
    --------
    >>> Tanh()([0.0, 1.0])
    Tensor([0.    , 0.7616])
    """

    def forward(self, x):
        return F.tanh(x)


class Sigmoid(Module):
    r"""An S between 0 and 1.

    .. math:: \sigma(x) = \frac{1}{1 + e^{-x}}

    Examples
    --------
    >>> Sigmoid()([0.0, 1.0])
    Tensor([0.5   , 0.7311])
    """

    def forward(self, x):
        return F.sigmoid(x)


ACTIVATIONS = {"relu": ReLU, "leaky_relu": LeakyReLU, "gelu": GELU, "tanh": Tanh, "sigmoid": Sigmoid}
