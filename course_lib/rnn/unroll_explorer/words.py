"""The texts of the unroll explorer. Names in braces are filled in by the page."""

PREDICT = {
    "question": "The gain w is 2. The first input is 1, then there is silence. On its way back the gradient "
    "is multiplied at every step by w (1 − h²). What is left of it after ten steps?",
    "options": [
        {"value": "grown", "label": "About a thousand times as much: 2 to the power 10."},
        {"value": "same", "label": "About as much as at the end: tanh keeps the state between −1 and 1."},
        {"value": "gone", "label": "Less than a millionth."},
    ],
    "action": "Set the gain to 2",
}
REVEAL = {
    "grown": "That would be so near h = 0, where tanh has slope 1. But h rests at {h}: there 1 − h² is small "
    "and a factor is {factor}, gain and all. {left} is left.",
    "same": "The state stays in bounds, but its gradient does not stay. h rests at {h}, where tanh is flat: "
    "a factor is {factor}, and ten of them are multiplied. {left} is left.",
    "gone": "Yes. h rests at {h}, where tanh is flat: a factor is {factor} although the gain is 2. After ten "
    "of them {left} is left.",
}

WORDS = {
    "predict": PREDICT,
    "reveal": REVEAL,
    "typing": "Sequence: numbers or letters",
    "gates": "The gates here look at x, not at h.",
    "slope": {
        "rnn": "w (1 − h²)",
        "lstm": "f + the detour by h",
        "gru": "z + (1 − z)(1 − n²) r w",
    },
    "knobs": {
        "w": "w", "u": "u", "b": "b", "input_x": "input gate, x", "input_bias": "input gate",
        "forget_bias": "forget gate", "output_bias": "output gate", "reset_bias": "reset gate",
        "update_x": "update gate, x", "update_bias": "update gate",
    },
}  # fmt: skip
