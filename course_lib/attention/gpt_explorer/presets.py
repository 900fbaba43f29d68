"""The ready-made starts, each with a line of commentary."""

from course_lib.rnn.text_explorer import PRESETS as BEFORE


def _preset(label: str, comment: str, **settings) -> dict:
    return {"label": label, "comment": comment, "settings": settings}


PRESETS = {
    "gpt": _preset(
        "a GPT, names", "Three blocks of attention. Press Play, and read what it writes.", model="gpt",
    ),
    "beside": _preset(
        "a GPT beside a GRU, names", "Both have the same compute. Who is lower?", model="gpt", beside="gru",
    ),
    "shakespeare": _preset(
        "a GPT beside a GRU, Shakespeare", "The same compute for both, and ten times as much of it.",
        corpus="shakespeare", model="gpt", hidden=48, beside="gru", budget=240, beginning="ROMEO:",
    ),
    "wider": _preset(
        "a wider GPT, names", "A third wider: nearly twice the numbers in each block.",
        model="gpt", hidden=64, beside="gru",
    ),
    **{name: BEFORE[name] for name in ("gru", "bigram", "careful", "daring", "trained")},
}  # fmt: skip
