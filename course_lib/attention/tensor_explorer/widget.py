"""A trained GPT writes, and every tensor of it can be looked at, forward and backward."""

from typing import ClassVar

from course_lib.attention.tensor_explorer.presets import PRESETS
from course_lib.attention.tensor_explorer.trained import trained_text
from course_lib.attention.tensor_explorer.words import QUESTS, TENSORS, WORDS
from course_lib.rnn.text_explorer.widget import Typed
from course_lib.widgets import Explorable, ordered
from course_lib.widgets.settings import Choice, Number, Presets

BLOCKS, HEADS, MOST = 3, 4, 10_000
LEARNED = ["embedding", "norm1", "q", "k", "v", "out", "norm2", "up", "down", "norm", "logits"]


class TensorExplorer(Explorable):
    """A small GPT that has learned Shakespeare beforehand writes, and every tensor of it can be looked at.

    ``TensorExplorer(tensor="weights", block=2)`` begins at the attention weights of the second block,
    ``TensorExplorer(tensor="logits", way="gradient")`` at what the surprise at the next character says of
    each logit. In Python the same numbers are those of
    :func:`course_lib.attention.tensor_explorer.reading_torch.read`.
    """

    alt = (
        "The attention weights of block 2 of a small GPT at the last character of a text: a row for each of "
        "four heads, a column for each character of ROMEO: What is the matter with thee. Head 3 gives 0.99 "
        "of its weight to the character just before the last. Heads 1, 2 and 4 each give most of theirs to "
        "one other character."
    )

    parts: ClassVar = {
        "preset": "Start from", "predict": "Predict first", "player": "Let it write",
        "prompt": "It begins with", "map": "The network", "check": "Check what was found",
    }  # fmt: skip
    answers: ClassVar = {
        "comment": "what is said of the preset", "written": "the text, colored by one head",
        "heat": "the tensor as a picture, and its numbers",
        "lens": "what the stream would say here", "summary": "all in words", "code": "Copy as Python",
    }  # fmt: skip
    usual: ClassVar = ("preset", "predict", "player", "speed", "prompt", "map", "head", "way", "of")
    spoilers: ClassVar = ("comment", "heat", "lens", "summary")

    preset = Presets(PRESETS, "weights", back=None, but=["speed"])
    prompt = Typed(40, default="ROMEO:", about="what stands before the first character that is written")
    steps = Number("", 0, 0, MOST, whole=True, about="how many characters are written")
    speed = Choice("Characters a second", 20, {5: "5", 20: "20", 60: "60", 0: "max"})
    tensor = Choice("", "weights", {name: label for name, (label, _) in TENSORS.items()})
    block = Choice("", 1, {i + 1: f"block {i + 1}" for i in range(BLOCKS)})
    head = Choice("Head", 1, {i + 1: str(i + 1) for i in range(HEADS)})
    way = Choice("Show", "value", {"value": "value", "gradient": "gradient"})
    of = Choice(
        "Of", "tensor", {"tensor": "the tensor", "parameters": "its parameters"}, needs={"tensor": LEARNED}
    )
    quest = Choice("Find", "none", QUESTS, kind="select")
    temperature = Number("Temperature", 0.7, 0, 5, track=(0, 2), step=0.05)
    seed = Number("Seed of the draws", 1, 0, 2**31, whole=True, track=(0, 99))
    cell = Number("", 0, 0, 2**14 - 1, whole=True, about="which number of the tensor is told")
    _words = ordered(WORDS)

    def __init__(self, **given):
        super().__init__(**given)
        self.on_msg(self._model_asked_for)

    def _model_asked_for(self, widget, content, buffers):
        """The weights never stand in the state of the widget, which a notebook keeps: the page asks."""
        if isinstance(content, dict) and content.get("text") == "gpt":
            self.send({"name": "gpt", "text": trained_text()})
