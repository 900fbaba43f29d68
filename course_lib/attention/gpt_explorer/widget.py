"""A GPT learns a text in the page, beside a recurrent network that gets the same compute."""

from typing import ClassVar

from course_lib.attention.gpt_explorer.presets import PRESETS
from course_lib.rnn.text_explorer.widget import MODELS, TextExplorer
from course_lib.rnn.text_explorer.words import WORDS
from course_lib.widgets import ordered
from course_lib.widgets.settings import Choice, Number, Presets

CELLS = {name: MODELS[name] for name in ("rnn", "lstm", "gru")}
COUNTED = {"bigram": "bigram", "trained": "trained GRU"}
LEARNS = {"model": [*CELLS, "gpt"]}


class GptExplorer(TextExplorer):
    """A small GPT that is trained in the page, character by character.

    ``GptExplorer(corpus="names", beside="gru")`` learns first names, and a GRU learns them beside it from the
    same compute, six operations for each multiply–add of either. The GPT has three blocks, heads of 16
    numbers, rotary positions and a window of 64 characters. The other one has 128 units and carries its state
    on through the whole text. All else is as in :class:`course_lib.rnn.text_explorer.TextExplorer`.
    """

    alt = (
        "Held-out loss against compute on first names for a GPT and a GRU that get the same. Both begin "
        "above 3.3 nats. The GPT crosses the bigram's dotted line at 2.34 after 9 GFLOP, the GRU after 10; "
        "they end at 2.19 and 2.07. Beside it which characters a GPT may look at: a triangle, each character "
        "sees itself and those before it."
    )

    usual: ClassVar = (*TextExplorer.usual, "beside")

    preset = Presets(PRESETS, "gpt", back=None)
    model = Choice("Model", "gpt", CELLS | {"gpt": "GPT", **COUNTED}, kind="select")
    beside = Choice("Beside it", "none", {"none": "nothing"} | CELLS, kind="select", needs=LEARNS)
    hidden = Choice(
        "Width", 48, (32, 48, 64, 128), needs=LEARNS, about="numbers of a character, or units of h"
    )
    budget = Number("Train for, GFLOP", 24, 1, 2000, track=(2, 600), log=True, needs=LEARNS)
    _words = ordered(WORDS | {"heading": "Text explorer: a GPT learns beside a GRU"})
