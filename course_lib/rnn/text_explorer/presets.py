"""The ready-made starts, each with a line of commentary."""


def _preset(label: str, comment: str, **settings) -> dict:
    return {"label": label, "comment": comment, "settings": settings}


PRESETS = {
    "rnn": _preset(
        "an RNN, names", "It knows nothing yet. Press Play, and read what it writes.", model="rnn",
    ),
    "bigram": _preset(
        "counted pairs, names", "Nothing is trained here: the pairs are counted, and that is all it knows.",
        model="bigram", beginning="ma",
    ),
    "lstm": _preset("an LSTM, names", "Four layers of weights, where an RNN has one.", model="lstm"),
    "gru": _preset("a GRU, names", "Three layers of weights, where an LSTM has four.", model="gru"),
    "overfit": _preset(
        "a GRU, for too long", "Watch both lines: in training it goes on falling.", model="gru", budget=80,
    ),
    "careful": _preset(
        "careful: temperature 0.5", "The likely become likelier.",
        model="bigram", beginning="ma", temperature=0.5,
    ),
    "daring": _preset(
        "daring: temperature 2", "All come closer to each other.",
        model="bigram", beginning="ma", temperature=2,
    ),
    "nucleus": _preset(
        "top p 0.7", "What is unlikely is cut off, and the rest shares its chances.",
        model="bigram", beginning="ma", top_p=0.7,
    ),
    "shakespeare": _preset(
        "a GRU, Shakespeare", "A million characters, and ten times the compute.",
        corpus="shakespeare", model="gru", hidden=128, budget=240, beginning="ROMEO:",
    ),
    "trained": _preset(
        "a trained GRU, Shakespeare", "It has learned beforehand, and writes at once.",
        corpus="shakespeare", model="trained", beginning="ROMEO:", temperature=0.7,
    ),
}  # fmt: skip
