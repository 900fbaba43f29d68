r"""Layers of a recurrent network as modules, called as in ``torch.nn``."""

import numpy as np

from course_lib.backprop import Module, Parameter
from course_lib.checks import count
from course_lib.rnn import functions as F
from course_lib.rnn.recurrent import Recurrent


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
