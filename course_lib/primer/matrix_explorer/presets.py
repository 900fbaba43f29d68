"""The ready-made matrices, each with a line of commentary; small numbers, made for working by hand."""


def _preset(label: str, comment: str, rows: list, arrow: list) -> dict:
    (a, b), (c, d) = rows
    return {
        "label": label,
        "comment": comment,
        "settings": {"a": a, "b": b, "c": c, "d": d, "arrow": arrow, "still": False},
    }


PRESETS = {
    "symmetric": _preset(
        "symmetric",
        "Top right equals bottom left, so the transpose is the same matrix.",
        [[2, 1], [1, 2]],
        [1.5, -0.5],
    ),
    "lean": _preset(
        "stretch and lean",
        "Twice as wide, and what stood upright leans to the right.",
        [[2, 1], [0, 1]],
        [0.5, 1.5],
    ),
    "stretch": _preset(
        "stretch",
        "Twice as wide, half as tall: each coordinate has its own factor.",
        [[2, 0], [0, 0.5]],
        [1, 1.5],
    ),
    "shear": _preset(
        "shear",
        "The floor stays, the ceiling slides: like pushing a pack of cards.",
        [[1, 1], [0, 1]],
        [1, 1],
    ),
    "turn": _preset(
        "turn",
        "All arrows turn by the same angle, about 37 degrees, and keep their length.",
        [[0.8, -0.6], [0.6, 0.8]],
        [2, 0.5],
    ),
    "mirror": _preset(
        "mirror",
        "The two coordinates change places. An arrow may end on its own line and point backwards.",
        [[0, 1], [1, 0]],
        [2, 0.5],
    ),
    "flatten": _preset(
        "flatten",
        "Both columns lie on one line, so the whole plane lands on that line.",
        [[1, 2], [0.5, 1]],
        [0, 1.5],
    ),
}
