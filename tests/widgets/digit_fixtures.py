"""The numbers of the digit explorer, from ``course_lib.cnn``: pictures, scores, maps, and where it looked."""

from __future__ import annotations

import base64

import numpy as np

from course_lib.cnn import occlusion
from course_lib.cnn.class_scores import score_gradient
from course_lib.cnn.digit_explorer import PRESETS, DigitNetwork, drawn, moved
from course_lib.datasets import load_mnist_sample

CASES = [
    {"preset": "three"},
    {"preset": "unsure", "right": 3, "down": -2, "turn": 20, "target": "5"},
    {"preset": "wrong", "push": -0.1, "patch": 8},
    {"preset": "crossed", "pen": 3.2},
    {"preset": "corner", "fit": False, "patch": 1},
    {"preset": "flagged", "push": 0.05, "target": "7", "turn": -11.5},
    {"strokes": [[3, 4], [20, 9, 20, 9.5, 19, 12]], "target": "0", "patch": 12},
    {"strokes": []},
]
NETWORK = DigitNetwork()


def settings_of(case: dict) -> dict:
    plain = {"digit": "", "strokes": [], "pen": 2.5, "fit": True, "right": 0, "down": 0, "turn": 0}
    plain |= {"push": 0, "patch": 5, "target": "winner", "covered": -1, "look": "occlusion", "map": 0}
    return plain | PRESETS.get(case.get("preset"), {"settings": {}})["settings"] | case


def image_of(settings: dict) -> tuple[np.ndarray, int]:
    """The picture that the network sees, and the class that is asked about."""
    s = settings
    if s["strokes"] or not s["digit"]:
        image = drawn(s["strokes"], s["pen"], s["fit"])
    else:
        image = load_mnist_sample().X_test[int(s["digit"]), 0].astype(float)
    image = moved(image, s["right"], s["down"], s["turn"])
    scores = NETWORK(image[None, None]).data[0]
    target = int(scores.argmax() if s["target"] == "winner" else s["target"])
    if s["push"]:
        slopes = score_gradient(NETWORK, image[None, None], target)[0, 0]
        image = np.clip(image + s["push"] * np.sign(slopes), 0, 1)
    return image, target


def digits() -> dict:
    used = {c["digit"] for c in map(settings_of, CASES) if c["digit"]}
    images = np.rint(load_mnist_sample().X_test * 255).astype(np.uint8)
    pixels = {at: base64.b64encode(images[int(at)].tobytes()).decode("ascii") for at in sorted(used)}
    return {"cases": [_case(settings_of(case)) for case in CASES], "pixels": pixels}


def _case(settings: dict) -> dict:
    image, target = image_of(settings)
    first, second = (maps.data[0] for maps in NETWORK.maps(image[None, None]))
    return {
        "settings": settings,
        "image": _short(image),
        "target": target,
        "scores": NETWORK(image[None, None]).data[0],
        "maps": [_told(each) for each in [*first, *second]],
        "gradient": _short(score_gradient(NETWORK, image[None, None], target)[0, 0]),
        "occlusion": _short(occlusion(NETWORK, image[None], target, patch=settings["patch"], stride=2)),
    }


def _short(values: np.ndarray) -> list:
    """All of them, without the last digits."""
    return [float(f"{v:.11g}") for v in values.ravel()]


def _told(values: np.ndarray) -> list:
    """A map in three numbers, none of which forgives two that are exchanged: sum, largest, weighted sum."""
    return [values.sum(), values.max(), values.ravel() @ np.sin(np.arange(values.size))]
