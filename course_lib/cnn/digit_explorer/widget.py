"""Draw a digit; see every map of a trained network, its scores, and where on the picture it looked."""

import base64
from typing import ClassVar

import traitlets

from course_lib.cnn.digit_explorer.presets import PRESETS, REAL
from course_lib.cnn.digit_explorer.words import words
from course_lib.datasets.embedded import mnist_bytes
from course_lib.widgets import Explorable, ordered
from course_lib.widgets.settings import Choice, Number, Presets, Toggle, within
from course_lib.widgets.several import List

STROKES, NUMBERS, MAPS, PLACES = 12, 240, 24, 195
LOOKS = {
    "none": "nothing",
    "occlusion": "what a cover costs",
    "gradient": "the gradient, with its sign",
    "saliency": "the size of the gradient",
}
TARGETS = {"winner": "the winner", **{str(digit): str(digit) for digit in range(10)}}


class DigitExplorer(Explorable):
    """A network that reads digits, with nothing hidden: the picture, its maps, its scores, where it looked.

    ``DigitExplorer(preset="three")`` starts from a real digit of MNIST's test part,
    ``DigitExplorer(preset="crossed")`` from a drawing, and the board takes a pen at any time. In a running
    notebook ``explorer.strokes`` is what was drawn. The network is ``DigitNetwork()`` of this package.
    """

    alt = (
        "A handwritten 3 of 28 by 28 pixels. Beside it the 8 maps of the first convolution, each bright "
        "along other edges of the 3, and the 16 smaller maps of the second one. On the right a bar for each "
        "digit: that of the 3 is full, all others are empty. A frame on the upper stroke of the digit shows "
        "the 5 by 5 pixels whose covering costs the score of the 3 most: 3.9."
    )

    parts: ClassVar = {
        "preset": "Digit", "predict": "Predict first", "player": "Cover one place after the other",
        "board": "the board to draw on", "maps": "all maps, one to pick", "report": "How good is it?",
    }  # fmt: skip
    answers: ClassVar = {
        "comment": "what is said of the preset", "seen": "what the network sees", "scores": "the scores",
        "picked": "the picked map, its filter and its peak", "looked": "where it looked, in numbers",
        "summary": "all in words", "code": "Copy as Python",
    }  # fmt: skip
    usual: ClassVar = ("preset", "predict", "player", "board", "maps", "look", "report")
    spoilers: ClassVar = ("scores", "looked", "summary")
    hints: ClassVar = ()

    preset = Presets(PRESETS, "three", back=None)
    digit = Choice("", "", ["", *map(str, REAL)], about="which of the 1,000 test digits, where none is drawn")
    strokes = List(
        [], List([], within(0, 28), 2, NUMBERS, by=2), 0, STROKES,
        about="what is drawn: strokes x, y, x, y, …, in pixels from the upper left",
    )  # fmt: skip
    pen = Number("Pen, in pixels", 2.5, 1, 5, step=0.1)
    fit = Toggle("Fit and center the drawing", True, about="as MNIST's digits were")
    right = Number("Move right", 0, -8, 8, whole=True, about="pixels")
    down = Number("Move down", 0, -8, 8, whole=True, about="pixels")
    turn = Number("Turn, in degrees", 0, -90, 90, about="clockwise")
    look = Choice("Where it looked", "none", LOOKS, kind="select")
    target = Choice(
        "Score of", "winner", TARGETS, kind="select", about="the class whose score is asked about"
    )
    patch = Number("Cover, pixels across", 5, 1, 12, whole=True)
    covered = Number(
        "",
        -1,
        -1,
        PLACES,
        whole=True,
        about="place of the cover, row by row in steps of 2 pixels; −1 for none",
    )
    push = Number(
        "Push each pixel by", 0, -0.3, 0.3, step=0.01, about="in the direction that raises the asked score"
    )
    map = Number(
        "",
        0,
        0,
        MAPS - 1,
        whole=True,
        about="the picked map: 0 to 7 of the first layer, 8 to 23 of the second",
    )
    _words = ordered()
    _pixels = ordered()

    @traitlets.default("_words")
    def _what_it_says(self) -> dict:
        return words()

    @traitlets.default("_pixels")
    def _real_digits(self) -> dict:
        """Number of a test digit → its 784 bytes in base64."""
        images = mnist_bytes().X_test
        return {str(at): base64.b64encode(images[at].tobytes()).decode("ascii") for at in REAL}

    def __init__(self, **given):
        own = {"preset": "", "digit": ""} if "strokes" in given and "preset" not in given else {}
        super().__init__(**(own | given))
