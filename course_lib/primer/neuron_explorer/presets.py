"""The ready-made networks, each with a line of commentary."""

PLACES = ["w₁₁", "w₁₂", "b₁", "w₂₁", "w₂₂", "b₂", "v₁", "v₂", "c"]
"""The weights in the order of ``weights``: two for each hidden neuron and its bias, then the output's."""


def _preset(label: str, comment: str, first: list, second: list, output: list, x=(1, 0.5)) -> dict:
    settings = {"weights": [*first, *second, *output], "x1": x[0], "x2": x[1], "shown": 5}
    return {"label": label, "comment": comment, "settings": settings}


PRESETS = {
    "by_hand": _preset(
        "by hand", "Small numbers, made for a pencil.", [1, -2, 0.5], [0.5, 1, 0], [1, -0.5, 0.2]
    ),
    "one": _preset(
        "one neuron",
        "The second neuron has no say: one straight line cuts the plane.",
        [1, -2, 0.5],
        [0, 0, 0],
        [1, 0, 0],
    ),
    "band": _preset(
        "a band",
        "Two lines side by side: above zero only between them. One neuron cannot do that.",
        [2, 2, 2],
        [2, 2, -2],
        [1, -1, -1],
    ),
    "corner": _preset(
        "a corner",
        "Above zero only where both neurons say yes.",
        [2, 0, 0],
        [0, 2, 0],
        [1, 1, -1],
    ),
    "straight": _preset(
        "nearly straight",
        "With weights this small tanh hardly bends: no corner, no band, just a ramp.",
        [0.1, 0.1, 0],
        [0.1, -0.1, 0],
        [3, 2, 0],
    ),
    "full": _preset(
        "at the limit",
        "With weights this large tanh is at −1 or at 1 nearly everywhere, and a small move changes nothing.",
        [4, -4, 0],
        [4, 4, 0],
        [1, 1, 0],
        x=(1.5, -1),
    ),
}
