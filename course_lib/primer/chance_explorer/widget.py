"""Drop draws into a histogram until a density appears; throw two coins and see probabilities multiply."""

from typing import ClassVar

import numpy as np

from course_lib.primer.chance_explorer.draws import draw, draw_pairs
from course_lib.primer.chance_explorer.presets import PRESETS, SOURCES, WORDS
from course_lib.widgets import Explorable, ordered
from course_lib.widgets.settings import Choice, Number, Presets, Toggle, within
from course_lib.widgets.several import Row

ONE, TWO = {"mode": ["one"]}, {"mode": ["two"]}


class ChanceExplorer(Explorable):
    """Draws that pile up in a histogram, or two events as the sides of a square.

    ``ChanceExplorer(source="waits", n=1000)`` starts elsewhere. In a running notebook ``explorer.draws`` are
    the numbers that the page shows.
    """

    alt = (
        "Three histograms of draws from a bell. Ten draws in twenty bars look like nothing in particular; a "
        "thousand in twenty bars show a hump; fifty thousand in a hundred thin bars follow a smooth curve, "
        "the density. Under each, the mean and the spread."
    )

    parts: ClassVar = {"preset": "Start from", "predict": "Predict first", "player": "Drop draws"}
    answers: ClassVar = {
        "comment": "what is said of the preset", "numbers": "mean, spread, shares",
        "summary": "all in words", "code": "Copy as Python",
    }  # fmt: skip
    usual: ClassVar = (
        "preset", "predict", "player", "batch", "mode", "source", "bars", "height", "curve",
        "p_a", "p_b", "tie",
    )  # fmt: skip
    spoilers: ClassVar = ("numbers", "summary")

    preset = Presets(PRESETS, "few", back=None)
    mode = Choice(
        "Look at", "one", {"one": "one number", "two": "two things"}, about="one number or two events"
    )
    source = Choice("Draws come from", "bell", SOURCES, needs=ONE)
    n = Number("Draws so far", 10, 1, 100_000, whole=True, log=True)
    batch = Choice("Drop", 1, {1: "1", 10: "10", 1000: "1,000"}, about="draws a step")
    bars = Number("Number of bars", 20, 2, 200, whole=True, needs=ONE)
    height = Choice(
        "A bar is as high as", "share", {"share": "its share", "density": "share ÷ width"}, needs=ONE
    )
    curve = Toggle("Draw the density", needs=ONE)
    between = Row(
        [4, 6], {"low": within(0, 10), "high": within(0, 10)}, rising=True,
        about="the two marks below the bars",
    )  # fmt: skip
    p_a = Number("First happens", 0.5, 0.01, 0.99, step=0.01, needs=TWO)
    p_b = Number("Second happens", 0.5, 0.01, 0.99, step=0.01, needs=TWO)
    tie = Number(
        "The second copies the first", 0, 0, 1, step=0.05, needs=TWO, about="how often; 0: independent"
    )
    seed = Number("Seed", 1, 0, 999, whole=True, about="another seed, other draws")
    _words = ordered(WORDS)

    @property
    def draws(self) -> np.ndarray:
        """The draws, shape (n,); of two things which of them happened, shape (n, 2)."""
        if self.mode == "one":
            return draw(self.source, self.n, self.seed)
        return draw_pairs(self.n, self.tie, self.seed) < [self.p_a, self.p_b]
