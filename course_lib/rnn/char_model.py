r"""A character language model: it reads a text and after each character says how likely each next one is."""

import numpy as np

from course_lib.backprop import Linear, Module
from course_lib.checks import count
from course_lib.rnn.layers import GRU, LSTM, RNN, Embedding

CELLS = {"rnn": RNN, "lstm": LSTM, "gru": GRU}


class CharRNN(Module):
    r"""Embedding, recurrent layers, and a score for each next character.

    .. math:: e_t = E_{x_t}, \qquad h_t = \text{cell}(e_t, h_{t-1}), \qquad
              p(x_{t+1} \mid x_1, \dots, x_t) = \text{softmax}(W h_t + b)

    Parameters
    ----------
    vocab_size : V, how many characters there are
    hidden_size : H, numbers of the state
    embedding_dim : D, numbers of each character; by default H
    cell : "rnn", "lstm" or "gru"
    num_layers : int, how many stand on top of each other
    rng : NumPy Generator, or the seed of one

    Attributes
    ----------
    embedding : Embedding
    rnn : RNN, LSTM or GRU
    head : Linear
    training : bool

    Examples
    --------
    >>> model = CharRNN(27, 32, cell="gru", rng=0)
    >>> logits, state = model([[1, 2, 3, 4]])
    >>> logits.shape, state.shape, sum(p.size for p in model.parameters())
    ((1, 4, 27), (1, 1, 32), 8091)

    A text in two pieces, with the state handed on, is the text in one:

    >>> _, state = model([[1, 2]])
    >>> bool(np.allclose(model([[3, 4]], state)[0].data, logits.data[:, 2:]))
    True
    """

    def __init__(
        self,
        vocab_size: int,
        hidden_size: int,
        embedding_dim: int | None = None,
        cell: str = "lstm",
        num_layers: int = 1,
        *,
        rng=None,
    ):
        super().__init__()
        self.cell, rng = chosen(cell), np.random.default_rng(rng)
        embedding_dim = count(hidden_size if embedding_dim is None else embedding_dim, "embedding_dim")
        self.embedding = Embedding(vocab_size, embedding_dim, rng=rng)
        self.rnn = CELLS[cell](embedding_dim, hidden_size, num_layers, rng=rng)
        self.head = Linear(hidden_size, vocab_size, rng=rng)

    def forward(self, ids, state=None, lengths=None):
        """From numbers of characters (N, T): logits (N, T, V), and the state to go on with."""
        output, state = self.rnn(self.embedding(ids), state, lengths)
        return self.head(output), state


def chosen(cell):
    """The word, if it is known."""
    if cell not in CELLS:
        raise ValueError(f"cell must be one of {', '.join(CELLS)}, got {cell!r}")
    return cell
