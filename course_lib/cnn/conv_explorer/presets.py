"""The ready-made inputs with their filters, each with a line of commentary."""

import numpy as np

from course_lib.cnn.conv_explorer.digits import FOUR, THREE, pixels
from course_lib.cnn.conv_explorer.kernels import kernel


def _preset(label: str, comment: str, x, weight, **more) -> dict:
    plain = {"x": np.asarray(x, float).tolist(), "weight": np.asarray(weight, float).tolist()}
    return {"label": label, "comment": comment, "settings": plain | more}


def _drawn(*rows: str) -> np.ndarray:
    """# is ink, + is half of it."""
    return np.array([[{"#": 1.0, "+": 0.5}.get(c, 0.0) for c in row] for row in rows])


BAR = np.zeros((8, 8))
BAR[:, 3:5] = 1
LYING = np.zeros((8, 8))
LYING[3:5, 2:6] = 1
SEVEN = _drawn(
    "........", ".######.", ".....#+.", "....#+..", "...+#...", "...#+...", "..+#....", "........"
)  # fmt: skip
DOT = np.zeros((9, 9))
DOT[4, 4] = 1
SLANT = np.eye(6)
VERTICAL, HORIZONTAL, BLUR = (np.array(kernel(name)) for name in ("vertical", "horizontal", "blur"))

PRESETS = {
    "bar": _preset(
        "an upright bar", "The left side answers with plus, the right side with minus.", [BAR], [[VERTICAL]]
    ),
    "lying": _preset(
        "a lying bar", "Only its two ends answer. Now choose the kernel \"horizontal edge\".",
        [LYING], [[VERTICAL]],
    ),
    "seven": _preset(
        "a seven", "A 7 of eight by eight pixels, with a level stroke and a slanted one.",
        [SEVEN], [[HORIZONTAL]], padding=1,
    ),
    "three": _preset(
        "a real 3", "A digit of MNIST. Blue: coming from the left, ink begins. Orange, with −: it ends.",
        [pixels(THREE)], [[VERTICAL]], pick=[0, 16, 16],
    ),
    "four": _preset(
        "a real 4", "Another digit of MNIST. Blue: coming from above, ink begins. Orange, with −: it ends.",
        [pixels(FOUR)], [[HORIZONTAL]], pick=[0, 11, 11],
    ),
    "dot": _preset(
        "a single dot", "One pixel of ink. Compare the output with the kernel.",
        [DOT], [[np.arange(1, 10).reshape(3, 3)]], padding=1, pick=[0, 3, 3],
    ),
    "strides": _preset(
        "stride 2", "The window jumps to every second place: half as many in each direction.",
        [SEVEN], [[BLUR]], stride=2, padding=1,
    ),
    "channels": _preset(
        "two channels", "One filter, with a kernel for each channel.",
        [SLANT, SLANT[::-1]], [[np.eye(3), -np.eye(3)[::-1]]],
    ),
    "filters": _preset(
        "two filters", "Two filters look at the same input, and each fills a map of its own.",
        [SEVEN[1:7, 1:7]], [[VERTICAL], [HORIZONTAL]],
    ),
    "layers": _preset(
        "two layers", "The same filter twice: the second layer looks at the map of the first.",
        [SEVEN], [[BLUR]], way="stack", pick=[0, 1, 1],
    ),
    "backward": _preset(
        "gradients", "From one output back to the pixels and to the weights.",
        [SEVEN], [[VERTICAL]], way="backward", pick=[0, 1, 3],
    ),
}  # fmt: skip
