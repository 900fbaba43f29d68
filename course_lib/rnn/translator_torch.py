r"""A network that reads one sequence and writes another: an encoder and a decoder, in torch."""

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence


class Translator(nn.Module):
    r"""Reads a sequence into one vector, and writes another sequence from it.

    .. math:: c = \text{encoder}(x_1, \dots, x_S), \qquad
        p(y_t \mid y_1, \dots, y_{t-1}, x) = \text{softmax}(W h_t + b), \quad
        h_t = \text{decoder}([y_{t-1}, c], h_{t-1}), \quad h_0 = c

    Parameters
    ----------
    n_source, n_target : int, how many tokens are read and written
    hidden_size : H, even, numbers of each state and so of the vector c
    every_step : False gives c to the decoder as its first state only, as Sutskever and others do

    Attributes
    ----------
    encoder, decoder : torch.nn.GRU

    Examples
    --------
    >>> model = Translator(20, 12, 8)
    >>> source, lengths, given = torch.zeros(3, 6).long(), torch.tensor([6, 2, 4]), torch.zeros(3, 5).long()
    >>> model(source, lengths, given).shape
    torch.Size([3, 5, 12])

    References
    ----------
    K. Cho and others (2014). Learning Phrase Representations using RNN Encoder–Decoder for Statistical
    Machine Translation. EMNLP. Section 2.2.
    I. Sutskever, O. Vinyals, Q. V. Le (2014). Sequence to Sequence Learning with Neural Networks. NeurIPS.
    """

    def __init__(self, n_source: int, n_target: int, hidden_size: int, every_step: bool = True):
        super().__init__()
        half, self.every_step = hidden_size // 2, every_step
        self.read = nn.Embedding(n_source, half)
        self.encoder = nn.GRU(half, hidden_size, batch_first=True)
        self.write = nn.Embedding(n_target, half)
        self.decoder = nn.GRU(half + every_step * hidden_size, hidden_size, batch_first=True)
        self.head = nn.Linear(hidden_size, n_target)

    def encode(self, source, lengths):
        """From (N, S) and (N,) the vectors c (N, H); what lies beyond a length is not read."""
        packed = pack_padded_sequence(self.read(source), lengths, batch_first=True, enforce_sorted=False)
        return self.encoder(packed)[1][0]

    def decode(self, given, c, state=None):
        """Logits (N, T, V) after each token of given (N, T), and the state (1, N, H) after all."""
        x = self.write(given)  # (N, T, H/2)
        if self.every_step:
            x = torch.cat([x, c[:, None].expand(-1, x.shape[1], -1)], dim=-1)  # (N, T, H/2 + H)
        output, state = self.decoder(x, c[None] if state is None else state)
        return self.head(output), state

    def forward(self, source, lengths, given):
        """Logits (N, T, V) of what comes after each token of given: teacher forcing."""
        return self.decode(given, self.encode(source, lengths))[0]
