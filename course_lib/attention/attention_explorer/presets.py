"""The ready-made sentences with their arrows, each with a line of commentary."""

from course_lib.attention.attention_explorer.lesson import stored


def _preset(label: str, comment: str, sentence: str, vectors: dict, pick: int, **more) -> dict:
    settings = {"sentence": sentence, "vectors": vectors, "pick": pick, **more}
    return {"label": label, "comment": comment, "settings": settings}


# query, key, value
FOUR = {
    "the": [[-0.5, 1], [-1.5, -0.5], [-1, 0.5]],
    "cat": [[1, -1], [2, 0.5], [2, 1]],
    "drank": [[1, 0.5], [-0.5, 1.5], [-0.5, -1.5]],
    "milk": [[0.5, 1.5], [1, -1.5], [1, 2]],
}
LOUD = FOUR | {"drank": [[2, 1], *FOUR["drank"][1:]]}
PADDED = {
    "cat": [[1, 0.5], [1.5, 1], [2, 1]],
    "sat": [[1.5, 0.5], [0.5, 1.5], [-1, 1.5]],
    "_": [[0, 0.5], [1.5, -0.5], [0.5, -2]],
}
BITES = {
    "dog": [[1, 0], [1.5, 1], [2, 0.5]],
    "bites": [[1.5, -0.5], [-0.5, 0.5], [0, -1]],
    "man": [[0, 1], [1.5, -1], [-1.5, 1.5]],
}
BOTH = {
    "cat": [[0.5, 0], [2, 1], [1.5, 0], [0, 0.5], [-1, 0.5], [0, 0.5]],
    "drank": [[1.5, 1], [-1, 0.5], [0, -0.5], [1.5, -1], [-0.5, -1], [-0.5, 0]],
    "milk": [[0, 0.5], [0.5, -1.5], [0.5, 0.5], [0.5, 0], [2, -1], [0, 1.5]],
}
HEADS = stored()
TRAINED = {"train": "all", "mask": "causal", "pick": 4}

PRESETS = {
    "four": _preset(
        "four words", "The query of drank meets all keys. The better one fits, the more of its value comes.",
        "the cat drank milk", FOUR, 3,
    ),
    "loud": _preset(
        "a longer query", "The same directions, one query twice as long: its weights are sharper.",
        "the cat drank milk", LOUD, 3,
    ),
    "causal": _preset(
        "causal mask", "No word sees a later one: those weights are 0, not small.",
        "the cat drank milk", FOUR, 4, mask="causal",
    ),
    "padding": _preset(
        "padding", "Two places are only filling. Look what they get without the mask.",
        "cat sat _ _", PADDED, 2, mask="padding",
    ),
    "order": _preset(
        "no positions", "Move a word: its output goes along and stays as it is. Who bites?",
        "dog bites man", BITES, 2,
    ),
    "rotary": _preset(
        "rotary positions", "Every query and key is turned by its place. Move a word now.",
        "dog bites man", BITES, 2, positions="rotary",
    ),
    "heads": _preset(
        "two heads", "One head looks who drank, the other what. Their mixes are added.",
        "cat drank milk", BOTH, 2, heads=2,
    ),
    "backward": _preset(
        "backward", "The output of drank should be at the diamond. Drag it: every gradient answers.",
        "the cat drank milk", FOUR, 3, way="backward",
    ),
    "trained": _preset(
        "a trained head", "It has learned whom she, he and it mean. Type he for she; then drag a key.",
        "girl sees king she", HEADS["trained"], **TRAINED,
    ),
    "start": _preset(
        "untrained", "Its arrows are drawn by chance. Press Play and watch where she looks.",
        "girl sees king she", HEADS["start"], **TRAINED, way="backward",
    ),
    "shortcut": _preset(
        "a trained twin", "As often right. But where does she look for queen?",
        "king sees queen she", HEADS["shortcut"], **TRAINED,
    ),
}  # fmt: skip
