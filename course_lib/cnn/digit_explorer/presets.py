"""The ready-made digits, each with a line of commentary: real ones of the test part, and drawings."""


def _real(at: int, label: str, comment: str, **more) -> dict:
    return {"label": label, "comment": comment, "settings": {"digit": str(at), **more}}


def _drawn(label: str, comment: str, strokes: list, **more) -> dict:
    return {"label": label, "comment": comment, "settings": {"strokes": strokes, **more}}


FLAGGED = [[9, 10, 15, 4, 15, 24]]
CROSSED = [[8, 5, 20, 5, 12, 24], [10, 14, 19, 14]]
CORNER_X = [5.5, 6.5, 8.5, 10, 10, 9, 7.5, 9.5, 10.5, 10, 8, 6, 5]
CORNER_Y = [5, 3.5, 3, 4, 5.5, 7, 7.5, 8, 9.5, 11.5, 12.5, 12, 11]
CORNER = [[v for point in zip(CORNER_X, CORNER_Y, strict=True) for v in point]]
LETTER = [[7, 24, 14, 4, 21, 24], [10, 16, 18, 16]]
SQUARE = [[6, 6, 22, 6, 22, 22, 6, 22, 6, 6]]

PRESETS = {
    "three": _real(20, "a real 3", "One of 1,000 digits that the network was not trained on."),
    "four": _real(26, "a real 4", "Open at the top. Cover the place where its strokes cross."),
    "eight": _real(12, "a real 8", "Two closed loops. Cover a part of one, and ask again."),
    "unsure": _real(45, "a 3 that leans", "It is right, and far from sure."),
    "wrong": _real(638, "an 8, read as 9", "One of its mistakes on the 1,000, and the one it is surest of."),
    "crossed": _drawn(
        "draw: a 7 with a bar", "Many people write it so. The bar does not disturb the network.", CROSSED
    ),
    "flagged": _drawn(
        "draw: a 1 with a flag",
        "A tip at the left, as many people write it. The network wavers between 1 and 7.",
        FLAGGED,
    ),
    "corner": _drawn(
        "draw: small, in a corner",
        "Fitted into the middle it is easy. Without the fitting the scores look different.",
        CORNER,
    ),
    "square": _drawn("draw: a square", "No digit at all. The network has no word for that.", SQUARE),
    "letter": _drawn("draw: the letter A", "Ten answers are all it has. It gives one of them.", LETTER),
}

REAL = [int(p["settings"]["digit"]) for p in PRESETS.values() if "digit" in p["settings"]]
