"""Every tensor of the trained GPT at one character, and its gradients, by torch."""

from __future__ import annotations

import torch
from widgets.gpt_fixtures import forward

from course_lib.attention.tensor_explorer import trained_model
from course_lib.attention.tensor_explorer.reading_torch import read
from course_lib.datasets import load_tiny_shakespeare

SHORT, CAME, LONG = "\nROMEO:\nBut, soft! what light", ",", 300  # a text in the window, and one beyond it


def logits_of(text: str) -> torch.Tensor:
    """(T, V), by the whole text at once, as the training reads it: an independent way."""
    model = trained_model()
    weights = {name.removesuffix(".weight"): torch.tensor(w) for name, w in model["weights"].items()}
    return forward(weights, torch.tensor([[model["tokens"].index(char) for char in text]]))[0]


def tensors() -> dict:
    """Values and gradients at the last character of both texts; of long ones a part."""
    long = load_tiny_shakespeare().text[-LONG - 1 :]
    return {
        "logits": logits_of(SHORT).numpy(),
        "short": _seen(SHORT, CAME),
        "long": _seen(long[:-1], long[-1]),
    }


def _seen(text: str, came: str) -> dict:
    every = read(text, came)
    return {
        "text": text,
        "came": came,
        "values": {name: _part(t) for name, t in every.items() if not name.endswith("weight")},
        "grads": {name: _part(t.grad) for name, t in every.items()},
    }


def _part(tensor) -> list:
    """All of a short tensor, else every so many numbers of it, flat."""
    flat = tensor.detach().numpy().ravel()
    return flat[:: max(1, len(flat) // 48)]
