"""Recurrent networks: how does a network remember?"""

from course_lib.rnn.gru import gru, gru_backward
from course_lib.rnn.gru_cell import gru_cell, gru_cell_backward
from course_lib.rnn.lstm import lstm, lstm_backward
from course_lib.rnn.lstm_cell import lstm_cell, lstm_cell_backward
from course_lib.rnn.padding import pad_sequences
from course_lib.rnn.rnn import rnn, rnn_backward
from course_lib.rnn.rnn_cell import rnn_cell, rnn_cell_backward
