"""What the trained GRU says of a text, by torch's GRU with the stored weights."""

from __future__ import annotations

import torch

from course_lib.datasets import load_tiny_shakespeare
from course_lib.rnn.char_model_torch import CharRNNTorch
from course_lib.rnn.text_explorer import load_corpus, trained_model

LONG = 400  # characters before the last logits


def theirs() -> CharRNNTorch:
    """The same model in torch, float64."""
    ours = trained_model()
    vocab_size, hidden_size = ours.head.weight.shape
    model = CharRNNTorch(vocab_size, hidden_size, vocab_size, ours.cell).double()
    model.load_state_dict({name: torch.tensor(value) for name, value in ours.state_dict().items()})
    return model.eval()


def trained() -> dict:
    """Logits after each character of a beginning, and after a long one."""
    tokens, text = load_corpus("shakespeare").tokens, load_tiny_shakespeare().text
    beginning, long = "\nROMEO:\nBut, soft!", text[-LONG:]
    with torch.no_grad():
        every, last = (
            theirs()(torch.tensor([[tokens.index(char) for char in part]]))[0][0]
            for part in (beginning, long)
        )
    return {
        "tokens": "".join(tokens),
        "beginning": beginning,
        "logits": every.numpy(),
        "long": long,
        "last": last[-1].numpy(),
    }
