r"""The pairs as functions over tensors: ``from course_lib.rnn import functions as F``.

Over a sequence the tape keeps the run itself, so that the way back need not go forward once more.
"""

from course_lib.backprop import register
from course_lib.rnn.embedding import embedding, embedding_backward
from course_lib.rnn.gru import UnrolledGRU
from course_lib.rnn.gru_cell import gru_cell, gru_cell_backward
from course_lib.rnn.lstm import UnrolledLSTM
from course_lib.rnn.lstm_cell import lstm_cell as _lstm_cell
from course_lib.rnn.lstm_cell import lstm_cell_backward
from course_lib.rnn.rnn import UnrolledRNN
from course_lib.rnn.rnn_cell import rnn_cell, rnn_cell_backward
from course_lib.rnn.weights import two

__all__ = ["embedding", "gru", "gru_cell", "lstm", "lstm_cell", "rnn", "rnn_cell"]

WEIGHTS = ("w_ih", "w_hh", "b_ih", "b_hh")

embedding = register(embedding, embedding_backward, inputs=("weight",))
rnn_cell = register(rnn_cell, rnn_cell_backward, inputs=("x", "state", *WEIGHTS))
gru_cell = register(gru_cell, gru_cell_backward, inputs=("x", "state", *WEIGHTS))


def lstm_cell(x, state, w_ih, w_hh, b_ih=None, b_hh=None):
    """As :func:`course_lib.rnn.lstm_cell`, over tensors."""
    h, c = two(state)
    return _flat_lstm_cell(x, h, c, w_ih, w_hh, b_ih, b_hh)


def rnn(x, state, w_ih, w_hh, b_ih=None, b_hh=None, lengths=None, reverse=False):
    """As :func:`course_lib.rnn.rnn`, over tensors."""
    return _run(UnrolledRNN, x, state, None, w_ih, w_hh, b_ih, b_hh, lengths, reverse)


def gru(x, state, w_ih, w_hh, b_ih=None, b_hh=None, lengths=None, reverse=False):
    """As :func:`course_lib.rnn.gru`, over tensors."""
    return _run(UnrolledGRU, x, state, None, w_ih, w_hh, b_ih, b_hh, lengths, reverse)


def lstm(x, state, w_ih, w_hh, b_ih=None, b_hh=None, lengths=None, reverse=False):
    """As :func:`course_lib.rnn.lstm`, over tensors."""
    h, c = (None, None) if state is None else two(state)
    output, h, c = _run(UnrolledLSTM, x, h, c, w_ih, w_hh, b_ih, b_hh, lengths, reverse)
    return output, (h, c)


def _run(Unrolled, x, h, c, w_ih, w_hh, b_ih, b_hh, lengths, reverse):
    """A run over tensors: output and last states, each on the tape."""
    runs = []

    def forward(x, h, c, w_ih, w_hh, b_ih, b_hh):
        states = None if h is None else (h,) if c is None else (h, c)
        runs.append(Unrolled(x, states, w_ih, w_hh, b_ih, b_hh, lengths, reverse))
        return runs[0].output, *runs[0].last

    def backward(grad_output, *arrays, **named):
        return runs[0].gradients(*grad_output)

    forward.__name__ = Unrolled.__name__
    inputs = ("x", "h", "c", *WEIGHTS)
    return register(forward, backward, inputs=inputs)(x, h, c, w_ih, w_hh, b_ih, b_hh)


def _lstm_cell_of_parts(x, h, c, w_ih, w_hh, b_ih=None, b_hh=None):
    return _lstm_cell(x, (h, c), w_ih, w_hh, b_ih, b_hh)


def _lstm_cell_of_parts_backward(grad_output, x, h, c, w_ih, w_hh, b_ih=None, b_hh=None):
    grad_x, (grad_h, grad_c), *grads = lstm_cell_backward(grad_output, x, (h, c), w_ih, w_hh, b_ih, b_hh)
    return grad_x, grad_h, grad_c, *grads


_flat_lstm_cell = register(
    _lstm_cell_of_parts, _lstm_cell_of_parts_backward, inputs=("x", "h", "c", *WEIGHTS)
)
