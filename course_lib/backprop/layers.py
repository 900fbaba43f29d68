r"""Layers that remember their parameters, and networks made of them; called as in ``torch.nn``."""

import itertools
import math
from collections.abc import Sequence

import numpy as np

from course_lib.backprop import functions as F
from course_lib.backprop.activation_layers import ACTIVATIONS
from course_lib.backprop.module import Module, Parameter
from course_lib.checks import count


class Linear(Module):
    r"""A layer of neurons.

    .. math:: y = x W^\top + b, \qquad w_{ij}, b_i \sim U(-a, a), \qquad a = 1 / \sqrt{n_{\text{in}}}

    Parameters
    ----------
    in_features, out_features : int
    bias : bool
    rng : NumPy Generator, or the seed of one
        Draws the start, which is torch's: ``kaiming_uniform`` with a = √5, a third of Xavier's variance.

    Attributes
    ----------
    weight : Parameter (out_features, in_features)
    bias : Parameter (out_features,), or None

    Examples
    --------
    >>> layer = Linear(2, 3, rng=0)
    >>> layer(np.ones((5, 2))).shape
    (5, 3)
    """

    def __init__(self, in_features: int, out_features: int, bias: bool = True, *, rng=None):
        super().__init__()
        rng = np.random.default_rng(rng)
        edge = 1 / math.sqrt(count(in_features, "in_features"))
        shape = (count(out_features, "out_features"), in_features)
        self.weight = Parameter(rng.uniform(-edge, edge, shape))
        self.bias = Parameter(rng.uniform(-edge, edge, shape[0])) if bias else None

    def forward(self, x):
        return F.linear(x, self.weight, self.bias)


class Sequential(Module):
    r"""One module after the other.

    .. math:: y = f_n(\dots f_2(f_1(x)))

    Parameters
    ----------
    *modules : Module
        Named "0", "1", … as in torch. ``model[1]`` and ``len(model)`` work.

    Attributes
    ----------
    training : bool

    Examples
    --------
    >>> from course_lib.backprop import Tanh
    >>> model = Sequential(Linear(2, 16, rng=0), Tanh(), Linear(16, 1, rng=1))
    >>> [name for name, _ in model.named_parameters()]
    ['0.weight', '0.bias', '2.weight', '2.bias']
    """

    def __init__(self, *modules: Module):
        super().__init__()
        for at, module in enumerate(modules):
            if not isinstance(module, Module):
                raise TypeError(f"module {at} must be a Module, got {type(module).__name__}")
            setattr(self, str(at), module)

    def forward(self, x):
        for module in self:
            x = module(x)
        return x

    def __iter__(self):
        return iter(self.children().values())

    def __len__(self):
        return len(self.children())

    def __getitem__(self, at: int):
        return list(self)[at]


class MLP(Sequential):
    r"""A multilayer perceptron: linear layers with a bend between any two.

    .. math:: y = W_n\,\varphi(\dots \varphi(W_1 x + b_1) \dots) + b_n

    Parameters
    ----------
    in_features : int
    hidden : list of int, the width of each hidden layer
    out_features : int
    activation : "relu", "leaky_relu", "gelu", "tanh" or "sigmoid"
        After each hidden layer; none after the last.
    rng : NumPy Generator, or the seed of one

    Attributes
    ----------
    training : bool

    Examples
    --------
    >>> model = MLP(2, [16, 16], 1, activation="tanh", rng=0)
    >>> sum(p.size for p in model.parameters())
    337
    """

    def __init__(
        self,
        in_features: int,
        hidden: Sequence[int],
        out_features: int,
        activation: str = "relu",
        *,
        rng=None,
    ):
        if activation not in ACTIVATIONS:
            raise ValueError(f"activation must be one of {', '.join(ACTIVATIONS)}, got {activation!r}")
        rng = np.random.default_rng(rng)
        widths = [in_features, *hidden, out_features]
        modules = [Linear(n, m, rng=rng) for n, m in itertools.pairwise(widths)]
        for at in range(len(hidden), 0, -1):
            modules.insert(at, ACTIVATIONS[activation]())
        super().__init__(*modules)
