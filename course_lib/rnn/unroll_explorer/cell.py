"""What is typed and set, as the arrays that ``course_lib.rnn`` takes: one sequence, one unit."""

from __future__ import annotations

import re

import numpy as np

STEPS, FAR = 24, 9
SILENCE = "."
NUMBER = re.compile(r"[+−-]?([0-9]+(\.[0-9]+)?|\.[0-9]+)")

KNOBS = {
    "rnn": {"u": ("w_ih", 0), "w": ("w_hh", 0), "b": ("b_ih", 0)},
    "lstm": {
        "u": ("w_ih", 2), "w": ("w_hh", 2), "b": ("b_ih", 2), "input_x": ("w_ih", 0),
        "input_bias": ("b_ih", 0), "forget_bias": ("b_ih", 1), "output_bias": ("b_ih", 3),
    },
    "gru": {
        "u": ("w_ih", 2), "w": ("w_hh", 2), "b": ("b_ih", 2), "update_x": ("w_ih", 1),
        "reset_bias": ("b_ih", 0), "update_bias": ("b_ih", 1),
    },
}  # fmt: skip
"""Cell → knob → the array and the row that hold it; all other weights are 0."""
ROWS = {"rnn": 1, "lstm": 4, "gru": 3}


def steps_of(text: str) -> list[tuple[str, float]]:
    """The steps of a typed sequence, each as it is written and as the number that the cell reads.

    A number is itself, a dot is 0. The letter a is 1, z is −1, the others lie between, 0.08 apart; letters,
    dots and digits need no space between them.

    Raises
    ------
    ValueError
        If a character is none of these, a number is beyond ±9, or there are not 1 to 24 steps.

    >>> steps_of("1 -0.5 a..")
    [('1', 1.0), ('-0.5', -0.5), ('a', 1.0), ('.', 0.0), ('.', 0.0)]
    """
    words = [word for word in re.split(r"[\s,;]+", text) if word]
    tokens = [token for word in words for token in ([word] if NUMBER.fullmatch(word) else word)]
    steps = [(token, _value(token)) for token in tokens]
    if not 1 <= len(steps) <= STEPS:
        raise ValueError(f"a sequence has 1 to {STEPS} steps, got {len(steps)}")
    return steps


def _value(token: str) -> float:
    if NUMBER.fullmatch(token):
        value = float(token.replace("−", "-"))
        if abs(value) > FAR:
            raise ValueError(f"{token} lies beyond ±{FAR}; steps need a space between them")
        return value
    if re.fullmatch("[a-zA-Z]", token):
        return (25 - 2 * (ord(token.lower()) - ord("a"))) / 25
    if token != SILENCE:
        raise ValueError(f"{token!r} is no number, no letter from a to z and no dot")
    return 0.0


def arrays(cell: str, knobs: dict[str, float]) -> dict[str, np.ndarray]:
    """w_ih (rows, 1), w_hh (rows, 1) and b_ih (rows,) of one unit, as ``course_lib.rnn`` takes them.

    >>> arrays("rnn", {"u": 1.0, "w": 0.8, "b": 0.0})["w_hh"].tolist()
    [[0.8]]
    """
    rows = ROWS[cell]
    out = {"w_ih": np.zeros((rows, 1)), "w_hh": np.zeros((rows, 1)), "b_ih": np.zeros(rows)}
    for knob, (name, row) in KNOBS[cell].items():
        out[name][row] = knobs[knob]
    return out
