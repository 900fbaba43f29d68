r"""Recurrent layers as modules, with torch's names: several on top of each other, in one direction or both."""

import math

import numpy as np

from course_lib.backprop import Module, Parameter, Tensor, concatenate, stack
from course_lib.checks import count
from course_lib.rnn import functions as F
from course_lib.rnn.weights import two


class Recurrent(Module):
    r"""What RNN, LSTM and GRU share: layers that read the states of the layer below.

    .. math:: w, b \sim U(-a, a), \qquad a = 1 / \sqrt H

    Parameters
    ----------
    input_size : D, numbers of one step
    hidden_size : H, numbers of the state
    num_layers : int, how many stand on top of each other
    bias : bool
    bidirectional : bool
        True adds to each layer one that reads from the end; the layer above sees both states side by side.
    rng : NumPy Generator, or the seed of one

    Attributes
    ----------
    weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0, … : Parameter
        By torch's names: l0 is the lowest layer, ``_reverse`` its other direction.
    """

    gates, n_states = 1, 1

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        num_layers: int = 1,
        bias: bool = True,
        *,
        bidirectional: bool = False,
        rng=None,
    ):
        super().__init__()
        rng, self.bidirectional = np.random.default_rng(rng), bool(bidirectional)
        self.input_size, self.hidden_size = count(input_size, "input_size"), count(hidden_size, "hidden_size")
        self.num_layers, self.bias = count(num_layers, "num_layers"), bool(bias)
        edge, rows = 1 / math.sqrt(hidden_size), self.gates * hidden_size
        for layer, directions in enumerate(self._names()):
            below = hidden_size * len(directions) if layer else input_size
            for name in directions:
                shapes = {"weight_ih": (rows, below), "weight_hh": (rows, hidden_size)}
                shapes |= {"bias_ih": (rows,), "bias_hh": (rows,)} if bias else {}
                for kind, shape in shapes.items():
                    setattr(self, f"{kind}_{name}", Parameter(rng.uniform(-edge, edge, shape)))

    def forward(self, x, state=None, lengths=None):
        firsts, lasts = self._unstacked(state, len(x)), []
        for directions in self._names():
            seen = []
            for reverse, name in enumerate(directions):
                output, last = self.run(x, next(firsts), *self._weights(name), lengths, bool(reverse))
                seen.append(output)
                lasts.append(last)
            x = seen[0] if len(seen) == 1 else concatenate(seen, axis=2)
        if self.n_states == 1:
            return x, stack(lasts)
        return x, tuple(stack(parts) for parts in zip(*lasts, strict=True))

    def _names(self):
        """The names of each layer's directions, from the lowest up."""
        ends = ("", "_reverse") if self.bidirectional else ("",)
        return [[f"l{layer}{end}" for end in ends] for layer in range(self.num_layers)]

    def _weights(self, name):
        kinds = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        return [getattr(self, f"{kind}_{name}", None) for kind in kinds]

    def _unstacked(self, state, n):
        """The first state of each layer and direction, one after the other."""
        runs = self.num_layers * (2 if self.bidirectional else 1)
        if state is None:
            return iter([None] * runs)
        parts, expected = [state] if self.n_states == 1 else two(state), (runs, n, self.hidden_size)
        for part in parts:
            shape = part.shape if isinstance(part, Tensor) else np.shape(part)
            if shape != expected:
                raise ValueError(f"state (layers · directions, N, H) must have shape {expected}, got {shape}")
        return iter(state) if self.n_states == 1 else zip(*parts, strict=True)


class RNN(Recurrent):
    r"""Layers of recurrent cells.

    .. math:: h_t = \tanh(W_{ih}\, x_t + b_{ih} + W_{hh}\, h_{t-1} + b_{hh})

    Parameters
    ----------
    input_size, hidden_size, num_layers, bias, bidirectional, rng : as of :class:`LSTM`

    Attributes
    ----------
    weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0, … : Parameter, by torch's names

    Examples
    --------
    >>> output, last = RNN(3, 5, rng=0)(np.ones((2, 4, 3)))
    >>> output.shape, last.shape
    ((2, 4, 5), (1, 2, 5))
    """

    run = staticmethod(F.rnn)


class LSTM(Recurrent):
    r"""Layers of LSTM cells.

    .. math:: (h_t, c_t) = \text{lstm\_cell}(x_t, (h_{t-1}, c_{t-1})), \qquad
              w, b \sim U(-a, a), \qquad a = 1 / \sqrt H

    Parameters
    ----------
    input_size : D, numbers of one step
    hidden_size : H, numbers of the state
    num_layers : int, how many stand on top of each other
    bias : bool
    bidirectional : bool
        True adds to each layer one that reads from the end; the layer above sees both states side by side.
    rng : NumPy Generator, or the seed of one

    Attributes
    ----------
    weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0, … : Parameter
        By torch's names: l0 is the lowest layer, ``_reverse`` its other direction.

    Examples
    --------
    >>> layer = LSTM(3, 5, num_layers=2, bidirectional=True, rng=0)
    >>> output, (h, c) = layer(np.ones((2, 4, 3)), None, [4, 2])
    >>> output.shape, h.shape
    ((2, 4, 10), (4, 2, 5))

    Notes
    -----
    Called with (x, state, lengths): x is (N, T, D) always, torch's ``batch_first=True``; states are
    (layers · directions, N, H) as in torch; lengths stand in place of torch's packed sequences.
    """

    gates, n_states = 4, 2
    run = staticmethod(F.lstm)


class GRU(Recurrent):
    r"""Layers of GRU cells.

    .. math:: h_t = \text{gru\_cell}(x_t, h_{t-1})

    Parameters
    ----------
    input_size, hidden_size, num_layers, bias, bidirectional, rng : as of :class:`LSTM`

    Attributes
    ----------
    weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0, … : Parameter, by torch's names

    Examples
    --------
    >>> output, last = GRU(3, 5, rng=0)(np.ones((2, 4, 3)))
    >>> output.shape, last.shape
    ((2, 4, 5), (1, 2, 5))
    """

    gates = 3
    run = staticmethod(F.gru)


class Embedding(Module):
    r"""A row of numbers for each token.

    .. math:: y = E_x, \qquad e_{kd} \sim N(0, 1)

    Parameters
    ----------
    num_embeddings : V, how many tokens
    embedding_dim : D, numbers of each
    rng : NumPy Generator, or the seed of one

    Attributes
    ----------
    weight : Parameter (V, D)

    Examples
    --------
    >>> Embedding(10, 3, rng=0)([[1, 2, 1, 9]]).shape
    (1, 4, 3)
    """

    def __init__(self, num_embeddings: int, embedding_dim: int, *, rng=None):
        super().__init__()
        shape = count(num_embeddings, "num_embeddings"), count(embedding_dim, "embedding_dim")
        self.weight = Parameter(np.random.default_rng(rng).normal(size=shape))

    def forward(self, x):
        return F.embedding(x, self.weight)
