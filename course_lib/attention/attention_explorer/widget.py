"""Drag queries, keys and values; scores, softmax and mix follow, and the gradients on their way back."""

from typing import ClassVar

import numpy as np
import traitlets

from course_lib.attention.attention_explorer.lesson import NOUNS, meant
from course_lib.attention.attention_explorer.presets import PRESETS
from course_lib.attention.attention_explorer.tokens import HEADS, LONGEST, MOST, PAD, arrows, tokens_of
from course_lib.attention.attention_explorer.words import WORDS
from course_lib.attention.dot_product import (
    attention_weights,
    scaled_dot_product_attention,
    scaled_dot_product_attention_backward,
)
from course_lib.attention.positions import apply_rotary, sinusoidal_positions
from course_lib.widgets import Explorable, ordered
from course_lib.widgets.settings import Choice, Number, Presets, Setting, Text, Toggle, within
from course_lib.widgets.several import Row

FAR, REACH = 9.0, 3.0


class Sentence(Text):
    """Words as :func:`tokens_of` reads them."""

    def check(self, value, name):
        text = super().check(value, name)
        try:
            tokens_of(text)
        except ValueError as error:
            raise traitlets.TraitError(f"{name}: {error}") from None
        return text


class Vectors(Setting):
    """Word → its arrows."""

    allowed = f"dict of word → query, key and value, 3 rows of 2 numbers within ±{FAR:g}, or 6 for two heads"
    rule: ClassVar = {"kind": "arrays", "most": 3 * HEADS, "far": FAR}

    def check(self, value, name):
        if not isinstance(value, dict):
            raise self.refusal(name, value)
        return {str(word): self._rows(rows, f"{name}[{word!r}]") for word, rows in value.items()}

    def _rows(self, rows, name):
        try:
            array = np.array(rows, dtype=float)
        except (TypeError, ValueError):
            raise self.refusal(name, rows) from None
        if array.shape not in ((3, 2), (3 * HEADS, 2)) or not np.all(np.abs(array) <= FAR):
            raise self.refusal(name, rows)
        return array.tolist()


class AttentionExplorer(Explorable):
    """One or two heads of attention over a short sentence, with queries, keys and values in the plane.

    ``AttentionExplorer(preset="trained")`` starts from a head that has learned something,
    ``AttentionExplorer(sentence="we are here", vectors={"we": [[1, 0], [0, 1], [2, 0]]})`` from one's own;
    a word that is given no arrows has some of its own, drawn from its letters. In a running notebook
    ``explorer.weights``, ``explorer.outputs`` and ``explorer.gradients`` are what the page shows.
    """

    alt = (
        "Two planes. In the left one the query of the word drank and the keys of the, cat, drank and milk "
        "are drawn as arrows; the key of cat points the same way as the query. In the right one the four "
        "values, and a chain of them, each shortened to its weight, which ends at the output. The weights "
        "of drank are 0.04 for the, 0.65 for cat, 0.16 for drank itself and 0.16 for milk."
    )

    parts: ClassVar = {
        "preset": "Start from", "predict": "Predict first", "player": "Go down the gradient",
        "sentence": "Sentence", "order": "Move the word",
    }  # fmt: skip
    answers: ClassVar = {
        "comment": "what is said of the preset", "look": "the plane of query and keys",
        "mix": "the plane of values and output", "matrix": "all weights, and the entropy of each row",
        "chain": "one query, from scores to output, or back", "loss": "loss, and all sentences",
        "summary": "all in words", "code": "Copy as Python",
    }  # fmt: skip
    usual: ClassVar = ("preset", "predict", "player", "sentence", "order", "way", "mask")
    spoilers: ClassVar = ("comment", "mix", "matrix", "chain", "loss", "summary")

    preset = Presets(PRESETS, "four", back=None)
    sentence = Sentence(
        PRESETS["four"]["settings"]["sentence"],
        about=f"1 to {MOST} words of at most {LONGEST} letters; {PAD} is padding",
    )
    vectors = Vectors("", PRESETS["four"]["settings"]["vectors"], about="the arrows of each word")
    way = Choice("Way", "forward", {"forward": "forward", "backward": "backward"})
    mask = Choice("Mask", "none", {"none": "none", "causal": "causal", "padding": "padding"}, kind="select")
    positions = Choice("Positions", "none", {"none": "none", "sinusoidal": "sinusoidal", "rotary": "rotary"})
    scale = Toggle("Divide scores by √d", True)
    heads = Choice("Heads", 1, {1: "one", 2: "two"})
    head = Choice("Head in sight", 1, {1: "first", 2: "second"}, needs={"heads": [2]})
    train = Choice("Go down for", "here", {"here": "this sentence", "all": "all 96 sentences"})
    lr = Number("Step size", 0.3, 0.01, 3, log=True)
    pick = Number("", 3, 1, MOST, whole=True, about="the word whose query asks, from 1")
    target = Row(
        [-1, 2], {"x": within(-REACH, REACH), "y": within(-REACH, REACH)}, about="where its output should be"
    )
    _words = ordered(WORDS)

    def __init__(self, **given):
        own = {"preset": "", "vectors": {}} if "sentence" in given else {}
        super().__init__(**(own | given))

    @property
    def words(self) -> list[str]:
        """The T words of the sentence."""
        return tokens_of(self.sentence)

    @property
    def qkv(self) -> np.ndarray:
        """(heads, 3, T, 2), queries, keys and values, each at its place in the sentence."""
        placed = arrows(self.words, self.vectors)[: self.heads]
        if self.positions == "sinusoidal":
            placed = placed + sinusoidal_positions(len(self.words), 2)
        if self.positions == "rotary":
            placed[:, :2] = apply_rotary(placed[:, :2])  # values keep their direction
        return placed

    @property
    def how(self) -> dict:
        """Mask and scale, as ``scaled_dot_product_attention`` takes them."""
        seen = np.array([word != PAD for word in self.words])
        return {
            "attn_mask": np.broadcast_to(seen, (len(seen), len(seen))) if self.mask == "padding" else None,
            "is_causal": self.mask == "causal",
            "scale": None if self.scale else 1.0,
        }

    @property
    def weights(self) -> np.ndarray:
        """(heads, T, T), how much of each value every query takes."""
        query, key, _ = self.qkv.swapaxes(0, 1)
        return attention_weights(query, key, **self.how)

    @property
    def outputs(self) -> np.ndarray:
        """(T, 2), the mix of each word; two heads are added."""
        return scaled_dot_product_attention(*self.qkv.swapaxes(0, 1), **self.how).sum(axis=0)

    @property
    def goal(self) -> np.ndarray:
        """(2,), where the output of the picked word should be."""
        noun = meant(self.words, self._picked) if self.train == "all" else None
        return np.array(NOUNS[noun][1] if noun else self.target)

    @property
    def _picked(self) -> int:
        return min(self.pick, len(self.words)) - 1

    @property
    def loss(self) -> float:
        """Half the squared distance from the output of the picked word to its goal."""
        return 0.5 * ((self.outputs[self._picked] - self.goal) ** 2).sum()

    @property
    def gradients(self) -> np.ndarray:
        """(heads, 3, T, 2), of the loss by queries, keys and values at their places."""
        grad = np.zeros((self.heads, len(self.words), 2))
        grad[:, self._picked] = self.outputs[self._picked] - self.goal
        qkv = self.qkv.swapaxes(0, 1)
        return np.stack(scaled_dot_product_attention_backward(grad, *qkv, **self.how), axis=1)
