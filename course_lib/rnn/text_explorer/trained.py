"""The GRU that has learned Shakespeare beforehand: the same file, read by Python."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import numpy as np

from course_lib.rnn.char_model import CharRNN

FILE = Path(__file__).with_name("trained.json")  # written by tools/train_text_model.mjs


def trained_text() -> str:
    """The file as it is: what the page gets."""
    return FILE.read_text(encoding="utf-8")


def trained_model() -> CharRNN:
    """The trained GRU of the page, with its very weights.

    It takes the numbers that ``load_corpus("shakespeare")`` gives to characters. A character is a one-hot
    row, so the embedding is the identity. A weight is a whole number from −127 to 127 times the scale of its
    row: a byte for each in place of four.

    Returns
    -------
    CharRNN
        float64, V = 65 characters.

    Examples
    --------
    >>> model = trained_model()
    >>> logits, state = model([[1, 2, 3]])
    >>> logits.shape, state.shape[-1] == model.head.weight.shape[1]
    ((1, 3, 65), True)
    """
    stored = json.loads(trained_text())
    vocab_size = stored["vocabSize"]
    model = CharRNN(vocab_size, stored["hidden"], vocab_size, stored["model"], rng=0)
    parameters = [p for p in model.parameters() if p is not model.embedding.weight]
    raw = base64.b64decode(stored["weights"])
    reals = np.frombuffer(raw, "<f4", sum(len(p.data) for p in parameters)).astype(float)
    whole = np.frombuffer(raw, np.int8, offset=4 * len(reals)).astype(float)
    model.embedding.weight.data = np.eye(vocab_size)
    for parameter in parameters:
        rows, reals = np.split(reals, [len(parameter.data)])
        if parameter.data.ndim == 1:
            parameter.data = rows
        else:
            values, whole = np.split(whole, [parameter.data.size])
            parameter.data = values.reshape(parameter.data.shape) * rows[:, None]
    return model
