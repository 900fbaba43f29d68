r"""The same character model in torch: the same names, and with the same parameters the same numbers."""

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from course_lib.rnn.char_model import chosen

CELLS = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}


class CharRNNTorch(nn.Module):
    r"""Embedding, recurrent layers, and a score for each next character; see :class:`course_lib.rnn.CharRNN`.

    Parameters
    ----------
    vocab_size : V, how many characters there are
    hidden_size : H, numbers of the state
    embedding_dim : D, numbers of each character; by default H
    cell : "rnn", "lstm" or "gru"
    num_layers : int, how many stand on top of each other

    Attributes
    ----------
    embedding : torch.nn.Embedding
    rnn : torch.nn.RNN, LSTM or GRU
    head : torch.nn.Linear

    Examples
    --------
    >>> from course_lib.rnn import CharRNN
    >>> ours, theirs = CharRNN(27, 32), CharRNNTorch(27, 32).double()
    >>> ours.load_state_dict(theirs.state_dict())
    >>> ids = torch.arange(10).reshape(1, 10)
    >>> float(abs(ours(ids.numpy())[0].data - theirs(ids)[0].detach().numpy()).max()) < 1e-12
    True
    """

    def __init__(
        self,
        vocab_size: int,
        hidden_size: int,
        embedding_dim: int | None = None,
        cell: str = "lstm",
        num_layers: int = 1,
    ):
        super().__init__()
        self.cell = chosen(cell)
        embedding_dim = hidden_size if embedding_dim is None else embedding_dim
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.rnn = CELLS[cell](embedding_dim, hidden_size, num_layers, batch_first=True)
        self.head = nn.Linear(hidden_size, vocab_size)

    def forward(self, ids, state=None, lengths=None):
        """From numbers of characters (N, T): logits (N, T, V), and the state to go on with."""
        x = self.embedding(ids)
        if lengths is None:
            output, state = self.rnn(x, state)
            return self.head(output), state
        lengths = torch.as_tensor(lengths, device="cpu")
        packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        output, state = self.rnn(packed, state)
        output, _ = pad_packed_sequence(output, batch_first=True, total_length=ids.shape[1])
        return self.head(output), state
