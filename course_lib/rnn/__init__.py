"""Recurrent networks: how does a network remember?"""

from course_lib.rnn.beam import beam_search
from course_lib.rnn.char_model import CharRNN
from course_lib.rnn.embedding import embedding, embedding_backward
from course_lib.rnn.gru import gru, gru_backward
from course_lib.rnn.gru_cell import gru_cell, gru_cell_backward
from course_lib.rnn.layers import GRU, LSTM, RNN, Embedding
from course_lib.rnn.linear_scan import linear_scan, linear_scan_backward
from course_lib.rnn.lstm import lstm, lstm_backward
from course_lib.rnn.lstm_cell import lstm_cell, lstm_cell_backward
from course_lib.rnn.padding import pad_sequences
from course_lib.rnn.rnn import rnn, rnn_backward
from course_lib.rnn.rnn_cell import rnn_cell, rnn_cell_backward
from course_lib.rnn.sampling import next_char_distribution
from course_lib.rnn.text import Vocabulary, tokenize

__all__ = [
    "GRU",
    "LSTM",
    "RNN",
    "CharRNN",
    "Embedding",
    "Vocabulary",
    "beam_search",
    "embedding",
    "embedding_backward",
    "gru",
    "gru_backward",
    "gru_cell",
    "gru_cell_backward",
    "linear_scan",
    "linear_scan_backward",
    "lstm",
    "lstm_backward",
    "lstm_cell",
    "lstm_cell_backward",
    "next_char_distribution",
    "pad_sequences",
    "rnn",
    "rnn_backward",
    "rnn_cell",
    "rnn_cell_backward",
    "tokenize",
]
