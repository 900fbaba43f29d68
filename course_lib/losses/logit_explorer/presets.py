"""The ready-made states, each with a line of commentary."""

# The picture and the logits of `_logit_preset.ambiguous_digit()`, rounded to two decimals.
DIGIT = [
    0, 0, 2, 9, 13, 12, 2, 0, 0, 1, 14, 13, 7, 10, 6, 0, 0, 0, 13, 8, 1, 7, 7, 0, 0, 0, 3, 13, 14, 14, 0, 0,
    0, 0, 0, 0, 15, 15, 1, 0, 0, 0, 0, 9, 5, 8, 5, 0, 0, 0, 0, 13, 4, 13, 2, 0, 0, 0, 0, 13, 15, 6, 0, 0,
]  # fmt: skip

ANIMALS = ["cat", "dog", "bird"]

PRESETS = {
    "wrong": {
        "label": "confident and wrong",
        "comment": "The true class has a small logit, so the loss is large. Drag it up: watch both slopes.",
        "settings": {"classes": ANIMALS, "logits": [3, 0.5, -1], "target": 2},
    },
    "right": {
        "label": "confident and right",
        "comment": "There is little left to learn: the loss and the slopes along the logits are near zero.",
        "settings": {"classes": ANIMALS, "logits": [-1, 0.5, 4], "target": 2},
    },
    "uniform": {
        "label": "knowing nothing",
        "comment": "Equal logits, so each of three classes gets 1/3 and the loss is log 3.",
        "settings": {"classes": ANIMALS, "logits": [0, 0, 0], "target": 2},
    },
    "tie": {
        "label": "a tie",
        "comment": "Two classes share the lead. Push one of them, and it takes from the other.",
        "settings": {"classes": ["cat", "dog", "bird", "fish"], "logits": [2, 2, -2, -2], "target": 0},
    },
    "huge": {
        "label": "huge logits",
        "comment": "The true class is 100 behind. Compare the two slopes: which one is fit for a step?",
        "settings": {"classes": ANIMALS, "logits": [100, 0, 0], "target": 2},
    },
    "smoothed": {
        "label": "smoothed target",
        "comment": "Smoothing 0.1 and five classes. Pull A up: does the loss ever stop falling?",
        "settings": {
            "classes": ["A", "B", "C", "D", "E"], "logits": [0, 0, 0, 0, 0], "target": 0, "smoothing": 0.1,
        },
    },
    "digit": {
        "label": "a real digit",
        "comment": "What a linear classifier of ours says about this 8, one of scikit-learn's digits.",
        "settings": {
            "classes": ["3", "5", "8", "9"], "logits": [0.26, -0.51, 0.44, -0.19], "target": 2,
            "picture": DIGIT,
        },
    },
}  # fmt: skip
