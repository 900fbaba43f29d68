r"""Layers that behave otherwise in training than at rest, and layer normalization beside them."""

import numpy as np

from course_lib.backprop import functions as F
from course_lib.backprop.module import Module, Parameter
from course_lib.checks import count, number, positive_float, share


class Dropout(Module):
    r"""In training a share of the units is silent, others each time; at rest it does nothing.

    .. math:: y = \frac{m \odot x}{1 - p}, \qquad m_i \sim \text{Bernoulli}(1 - p)

    Parameters
    ----------
    p : the share that falls silent, in [0, 1)
    rng : NumPy Generator, or the seed of one

    Attributes
    ----------
    p : float
    rng : Generator, which moves on with each call in training

    Examples
    --------
    >>> layer = Dropout(0.5, rng=0)
    >>> layer(np.ones(4)), layer.eval()(np.ones(4))
    (Tensor([2., 0., 0., 0.]), Tensor([1., 1., 1., 1.]))
    """

    def __init__(self, p: float | int = 0.5, *, rng=None):
        super().__init__()
        self.p, self.rng = number(p, "p", below=1), np.random.default_rng(rng)

    def forward(self, x):
        return F.dropout(x, self.p, self.training, self.rng)


class BatchNorm1d(Module):
    r"""Each feature over all examples of the batch; at rest, by running averages.

    .. math:: y = w\,\frac{x - \mu}{\sqrt{\sigma^2 + \epsilon}} + b

    Parameters
    ----------
    num_features : int, C of x (N, C) or (N, C, L)
    eps : positive
    momentum : in [0, 1], the share of a batch in the running averages

    Attributes
    ----------
    weight, bias : Parameter (C,)
    running_mean, running_var : array (C,)

    Examples
    --------
    >>> layer = BatchNorm1d(1)
    >>> layer([[1.0], [3.0]]).data.round(3).ravel(), layer.running_mean
    (array([-1.,  1.]), array([0.2]))
    """

    def __init__(self, num_features: int, eps: float | int = 1e-5, momentum: float | int = 0.1):
        super().__init__()
        n = count(num_features, "num_features")
        self.eps, self.momentum = positive_float(eps, "eps"), share(momentum, "momentum")
        self.weight, self.bias = Parameter(np.ones(n)), Parameter(np.zeros(n))
        self.running_mean, self.running_var = np.zeros(n), np.ones(n)

    def forward(self, x):
        averages = self.running_mean, self.running_var
        return F.batch_norm(x, *averages, self.weight, self.bias, self.training, self.momentum, self.eps)


class LayerNorm(Module):
    r"""Each example over its last axes, in training and at rest alike.

    .. math:: y = w\,\frac{x - \mu}{\sqrt{\sigma^2 + \epsilon}} + b

    Parameters
    ----------
    normalized_shape : int or tuple of int, the last axes of x
    eps : positive

    Attributes
    ----------
    weight, bias : Parameter normalized_shape

    Examples
    --------
    >>> LayerNorm(3)([[1.0, 2.0, 3.0]]).data.round(3)
    array([[-1.225,  0.   ,  1.225]])
    """

    def __init__(self, normalized_shape: tuple | list | int, eps: float | int = 1e-5):
        super().__init__()
        sizes = normalized_shape if isinstance(normalized_shape, tuple | list) else (normalized_shape,)
        self.normalized_shape = tuple(count(n, "normalized_shape") for n in sizes)
        self.eps = positive_float(eps, "eps")
        self.weight = Parameter(np.ones(self.normalized_shape))
        self.bias = Parameter(np.zeros(self.normalized_shape))

    def forward(self, x):
        return F.layer_norm(x, self.normalized_shape, self.weight, self.bias, self.eps)
