"""The ready-made states of the torch explorer, each with a line of commentary."""

from course_lib.primer.torch_explorer.curves import CURVES

WORDS = {"expressions": {name: curve.expression for name, curve in CURVES.items()}}

PRESETS = {
    "walk": {
        "label": "a walk down",
        "comment": "Press backward(), then step(). Clear, slope, step: that is a training loop.",
        "settings": {},
    },
    "forgotten": {
        "label": "zero_grad forgotten",
        "comment": "Nobody clears x.grad here.",
        "settings": {"clear": False, "lr": 0.05},
    },
    "slow": {
        "label": "tiny steps",
        "comment": "A small learning rate is safe, and slow: count the steps to the bottom.",
        "settings": {"lr": 0.02},
    },
    "large": {
        "label": "steps too large",
        "comment": "Each step jumps over the valley and lands a little higher on the other side.",
        "settings": {"lr": 1.05, "x": 2.5},
    },
    "valleys": {
        "label": "two valleys",
        "comment": "Down leads into one valley or the other. Drag x across the hill and walk again.",
        "settings": {"curve": "valleys", "x": 1.8, "lr": 0.1},
    },
}
