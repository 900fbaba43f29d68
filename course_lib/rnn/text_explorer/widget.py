"""A model learns a text in the page: its losses, what it writes, and its chances for the next character."""

import re
from typing import ClassVar

import traitlets

from course_lib.rnn.text_explorer.corpus import TEXTS, Corpus, load_corpus
from course_lib.rnn.text_explorer.presets import PRESETS
from course_lib.rnn.text_explorer.trained import trained_text
from course_lib.rnn.text_explorer.words import WORDS
from course_lib.widgets import Explorable, ordered
from course_lib.widgets.settings import Choice, Number, Presets, Text

MODELS = {"bigram": "bigram", "rnn": "RNN", "lstm": "LSTM", "gru": "GRU", "trained": "trained GRU"}
LEARNS = {"model": ["rnn", "lstm", "gru"]}
CHARACTERS = r"[A-Za-z $&',.:;?!3-]"


class Typed(Text):
    """Characters that one of the texts has, at most so many; ``breaks``: line breaks too."""

    def __init__(self, most: int, *, breaks: bool = False, **more):
        super().__init__(**more)
        self.most, self.breaks = most, breaks

    def check(self, value, name):
        text = super().check(value, name)
        plain = text.replace("\n", "") if self.breaks else text
        if len(text) > self.most or not re.fullmatch(f"{CHARACTERS}*", plain):
            raise traitlets.TraitError(
                f"{name} has at most {self.most} characters, letters, spaces and $&',.:;?!3-, got {value!r}"
            )
        return text


class TextExplorer(Explorable):
    """A small language model that is trained in the page, character by character.

    ``TextExplorer(corpus="names", model="rnn")`` learns first names, ``TextExplorer(preset="shakespeare")``
    plays. Training runs in a worker of the browser; nothing of it comes back to Python. In a running notebook
    ``explorer.data`` is the text as the page splits it.
    """

    alt = (
        "Loss against compute for a GRU that learns first names in the page. A dotted level line at 2.34 "
        "nats is the bigram, by counting. The held-out loss of the GRU begins at 3.33, crosses the line "
        "after 4 GFLOP and ends at 2.00. Beside it the chances after ma, by counting: the end first, then n, "
        "r and l."
    )

    parts: ClassVar = {
        "preset": "Start from", "predict": "Predict first", "player": "Training: Play, Pause, Rewind",
        "beginning": "It begins with", "writer": "Write one character at a time",
    }  # fmt: skip
    answers: ClassVar = {
        "comment": "what is said of the preset", "curve": "losses against compute",
        "sample": "what it writes", "losses": "the losses in numbers", "bars": "the chances of the next",
        "summary": "all in words", "code": "Copy as Python",
    }  # fmt: skip
    usual: ClassVar = (
        "preset", "predict", "player", "beginning", "writer", "corpus", "model", "temperature", "top_k",
        "top_p",
    )  # fmt: skip
    spoilers: ClassVar = ("comment", "curve", "sample", "losses", "summary")

    preset = Presets(PRESETS, "rnn", back=None)
    corpus = Choice("Text", "names", {"names": "first names", "shakespeare": "Shakespeare"}, kind="select")
    model = Choice("Model", "rnn", MODELS)
    hidden = Choice("Units of h", 64, (32, 64, 128), needs=LEARNS)
    budget = Number("Train for, GFLOP", 24, 1, 2000, track=(2, 600), log=True, needs=LEARNS)
    seed = Number(
        "Seed", 0, 0, 2**31, whole=True, track=(0, 99), about="of the first weights, the places and the split"
    )
    beginning = Typed(40, about="what stands before the first character that is written")
    written = Typed(200, breaks=True, about="what was written after it, character by character")
    temperature = Number("Temperature", 1, 0, 5, track=(0, 2), step=0.05)
    top_k = Number("Top k", 65, 1, 65, whole=True, about="65: all")
    top_p = Number("Top p", 1, 0, 1, ends="(]", track=(0.05, 1), step=0.05)
    draw_seed = Number("Seed of the draws", 1, 0, 2**31, whole=True, track=(0, 99))
    _words = ordered(WORDS)

    def __init__(self, **given):
        if "preset" not in given and {"corpus", "model"} & given.keys():
            model, corpus = given.get("model", self.declared()["model"].default()), given.get("corpus")
            start = "shakespeare" if corpus == "shakespeare" and model != "trained" else model
            begun = self.settings_of(start)
            named = all(given.get(name, begun.get(name)) == begun.get(name) for name in ("corpus", "model"))
            given = begun | ({} if named else {"preset": ""}) | given
        super().__init__(**given)
        self.on_msg(self._text_asked_for)

    @traitlets.validate("corpus", "model")
    def _trained_on_this_text(self, proposal):
        """To change both, ``with explorer.hold_trait_notifications():``."""
        new = self.with_proposed(proposal)
        if (new["corpus"], new["model"]) == ("names", "trained"):
            raise traitlets.TraitError(
                "the trained model knows corpus 'shakespeare' alone, got model 'trained' and corpus 'names'; "
                "where both change, set them inside `with explorer.hold_trait_notifications():`"
            )
        return proposal.value

    @property
    def data(self) -> Corpus:
        """The text of this seed: what is learned and what judges, and the counted pairs."""
        return load_corpus(self.corpus, self.seed)

    def _text_asked_for(self, widget, content, buffers):
        """A text never stands in the state of the widget, which a notebook keeps: the page asks for it."""
        asked = content.get("text") if isinstance(content, dict) else None
        if asked in TEXTS:
            self.send({"name": asked, "text": TEXTS[asked]().text})
        if asked == "trained":
            self.send({"name": asked, "text": trained_text()})
