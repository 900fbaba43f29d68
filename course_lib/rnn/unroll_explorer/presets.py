"""The ready-made sequences with their cells, each with a line of commentary."""


def _preset(label: str, comment: str, sequence: str, **more) -> dict:
    return {"label": label, "comment": comment, "settings": {"sequence": sequence, **more}}


SILENT = " " + "." * 11
FIRST = "1 0.2 -0.3 0.1 -0.2 0.3 0.2 -0.1 -0.3 0.2 0.1 -0.2"

PRESETS = {
    "impulse": _preset(
        "impulse and silence", "One input, then nothing. What the state says later, it remembers.",
        "1" + SILENT,
    ),
    "loud": _preset(
        "the same, gain 2", "The gain is 2. Look where the state comes to rest.", "1" + SILENT, w=2,
    ),
    "silence": _preset(
        "silence, gain 1.5", "Nothing comes in and h stays at 0, where tanh is steepest.",
        "." * 16, w=1.5,
    ),
    "alternating": _preset(
        "alternating", "Plus and minus in turn. Try a gain below 0.", " ".join(["1 -1"] * 6), w=0.8,
    ),
    "clipped": _preset(
        "clipped", "A gradient that has grown is shortened: one factor for all weights.",
        "." * 16, w=1.5, clip=True,
    ),
    "copy": _preset(
        "copy the first: RNN", "The first input is to be kept, the small ones after it only disturb.",
        FIRST, w=1,
    ),
    "copy_lstm": _preset(
        "copy the first: LSTM",
        "The first input is to be kept: a low bias opens the input gate for a large x alone.",
        FIRST, cell="lstm", input_x=10, input_bias=-5, forget_bias=6, output_bias=6,
    ),
    "copy_gru": _preset(
        "copy the first: GRU", "The first input is to be kept. An open update gate keeps the state.",
        FIRST, cell="gru", update_x=-10, update_bias=5, reset_bias=2,
    ),
    "lstm": _preset(
        "an LSTM, gates half open", "The gain is 0: what is kept, the forget gate keeps. Drag its bias.",
        "1" + SILENT, cell="lstm", w=0,
    ),
    "gru": _preset(
        "a GRU, gates half open", "The gain is 0: what is kept, the update gate keeps. Drag its bias.",
        "1" + SILENT, cell="gru", w=0,
    ),
    "letters": _preset(
        "a word", "Each letter is a number: a is 1, z is −1. Every step's h counts in this loss.",
        "attention", loss="each",
    ),
}  # fmt: skip
