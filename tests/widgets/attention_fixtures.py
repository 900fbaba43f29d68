"""The numbers of the attention explorer, from ``course_lib.attention``: weights, outputs, every gradient."""

from __future__ import annotations

import itertools

import numpy as np

from course_lib.attention import (
    scaled_dot_product_attention,
    scaled_dot_product_attention_backward,
)
from course_lib.attention.attention_explorer import (
    NOUNS,
    PRESETS,
    SENTENCES,
    AttentionExplorer,
    arrows,
    drawn,
    right,
)
from course_lib.attention.attention_explorer.words import WORDS
from course_lib.losses import entropy

NAMES = ["sentence", "vectors", "pick", "mask", "positions", "scale", "heads", "head", "train", "target"]
TEXTS = ["a", "we all are here now ok", "cat cat cat", "été déjà 猫 🐈", "x _ y _", "_ _ a b", "_ _"]


def attention() -> dict:
    rng = np.random.default_rng(6)
    settings = [{"preset": name} for name in PRESETS] + [_drawn(rng, *each) for each in _every()]
    return {
        "lesson": WORDS["lesson"],
        "cases": [_case(AttentionExplorer(**each)) for each in settings],
        "lessons": [_lesson(name, heads) for name in ("start", "trained", "shortcut") for heads in (1, 2)],
        "drawn": [[word, drawn(word)] for word in ("cat", "_", "été", "猫🐈", "")],
    }


def _every():
    """All ways to attend, each over two sentences."""
    masks, positions = ("none", "causal", "padding"), ("none", "sinusoidal", "rotary")
    ways = itertools.product(range(2), masks, positions, (1, 2), (True, False))
    for i, (_, *how) in enumerate(ways):
        yield how, TEXTS[i * 3 % 7]


def _drawn(rng, how, text: str) -> dict:
    words = text.split()
    some = {word: rng.normal(size=(6, 2)).round(2).tolist() for word in words[1::2]}
    mask, positions, heads, scale = how
    return {
        "sentence": text, "vectors": some, "pick": int(rng.integers(1, len(words) + 1)), "mask": mask,
        "positions": positions, "heads": heads, "head": heads, "scale": scale,
        "target": rng.normal(size=2).round(1).clip(-3, 3).tolist(),
    }  # fmt: skip


def _case(explorer) -> dict:
    return {
        "settings": {name: getattr(explorer, name) for name in NAMES},
        "qkv": explorer.qkv.ravel(),
        "weights": explorer.weights.ravel(),
        "outputs": explorer.outputs.ravel(),
        "entropy": [entropy(row) if row.any() else 0.0 for row in np.vstack(explorer.weights)],
        "loss": float(explorer.loss),
        "gradients": explorer.gradients.ravel(),
    }


def _lesson(name: str, heads: int) -> dict:
    """Loss, right answers and gradients over the 96 sentences, one after the other."""
    vectors = PRESETS[name]["settings"]["vectors"]
    outputs, total = [], {word: np.zeros((heads, 3, 2)) for word in vectors}
    for words, noun in SENTENCES:
        qkv = arrows(words, vectors)[:heads].swapaxes(0, 1)
        outputs.append(scaled_dot_product_attention(*qkv)[:, -1].sum(axis=0))
        grad = np.zeros((heads, len(words), 2))
        grad[:, -1] = (outputs[-1] - NOUNS[noun][1]) / len(SENTENCES)
        grads = np.stack(scaled_dot_product_attention_backward(grad, *qkv), axis=1)  # (heads, 3, T, 2)
        for t, word in enumerate(words):
            total[word] += grads[:, :, t]
    nouns = [noun for _, noun in SENTENCES]
    codes = np.array([NOUNS[noun][1] for noun in nouns])
    return {
        "preset": name,
        "heads": heads,
        "vectors": vectors,
        "loss": 0.5 * ((np.array(outputs) - codes) ** 2).sum(axis=1).mean(),
        "right": right(np.array(outputs), nouns),
        "gradients": {word: grad.ravel() for word, grad in total.items()},
    }
