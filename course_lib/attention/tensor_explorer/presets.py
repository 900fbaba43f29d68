"""The ready-made starts, each with a line of commentary."""


def _preset(label: str, comment: str, **settings) -> dict:
    return {"label": label, "comment": comment, "settings": settings}


PRESETS = {
    "weights": _preset(
        "attention weights", "Press Play: the weights of all four heads at every character.",
        tensor="weights", steps=40,
    ),
    "stream": _preset(
        "the residual stream", "What would it say if it stopped here? Go on from block to block.",
        tensor="after", block=1, steps=40,
    ),
    "cache": _preset(
        "the cache of keys", "A column a character; each new one comes in at the right.",
        tensor="keys", steps=60,
    ),
    "chances": _preset(
        "chances", "65 characters, and how likely each comes next.", tensor="chances", steps=40,
    ),
    "blame": _preset(
        "a gradient", "The surprise at what came, differentiated by every logit.",
        tensor="logits", way="gradient", steps=40,
    ),
    "parameters": _preset(
        "what it has learned", "The matrix that makes the queries of block 1: it stays as it is.",
        tensor="q", of="parameters", steps=40,
    ),
    "far": _preset(
        "beyond the window", "300 characters: what stands more than 128 back is forgotten.",
        tensor="weights", block=2, steps=300,
    ),
}  # fmt: skip
