"""The numbers of the text explorer's models: CharRNN, its gradients and its training, and counted pairs."""

from __future__ import annotations

import numpy as np

from course_lib.backprop import functions as B
from course_lib.mulberry import Mulberry32
from course_lib.optim import AdamW, AveragedModel, clip_grad_norm
from course_lib.rnn import CharRNN, Vocabulary, next_char_distribution
from course_lib.rnn.text_explorer import load_corpus

V, H, D, N, T = 7, 6, 5, 3, 4  # characters, state, embedding, texts side by side, steps of a window
CELLS = ("rnn", "lstm", "gru")
PLACES = 1
TEXT = "to be or not to be, that is the question: whether 'tis nobler in the mind to suffer"


def text() -> dict:
    return {
        "gradients": [_gradients(cell, dim) for cell in CELLS for dim in (0, D)],
        "runs": [_run(cell, dim) for cell in CELLS for dim in (0, D)],
        "bigram": _bigram(),
        "sampling": [_sampled(k) for k in range(60)],
        "names": [_names(seed) for seed in (0, 5)],
    }


def _model(cell: str, dim: int) -> tuple[CharRNN, list]:
    """A model and the parameters that the page has; without an embedding the rows are one-hot."""
    model = CharRNN(V, H, dim or V, cell)
    if not dim:
        model.embedding.weight.data = np.eye(V)
    return model, [p for p in model.parameters() if dim or p is not model.embedding.weight]


def _gradients(cell: str, dim: int) -> dict:
    model, parameters = _model(cell, dim)
    rng = Mulberry32(3)
    for parameter in parameters:
        parameter.data = rng.uniform(parameter.shape) - 0.5
    ids = (V * rng.uniform((T + 1, N))).astype(int)
    state = tuple(rng.uniform((1, N, H)) - 0.5 for _ in range(2))
    logits, last = model(ids[:-1].T, state if cell == "lstm" else state[0])
    loss = B.cross_entropy(logits.reshape(-1, V), ids[1:].T.ravel())
    loss.backward()
    lasts = last if cell == "lstm" else [last]
    return {
        "cell": cell,
        "embeddingDim": dim,
        "logits": logits.data.swapaxes(0, 1),
        "loss": loss.item(),
        "grads": _flat(p.grad for p in parameters),
        "last": _flat(part.data for part in lasts),
    }


def _run(cell: str, dim: int, seed: int = 5, steps: int = 40) -> dict:
    """Forty steps of training: losses, norms before clipping, weights and averaged weights at the end."""
    model, parameters = _model(cell, dim)
    _initialize(parameters, cell, dim, seed)
    ids = (V * np.square(Mulberry32(2).uniform(60))).astype(int)
    length = len(ids) - 1
    places = ((np.arange(N) + Mulberry32.stream(seed, PLACES).uniform(N)) * length / N).astype(int)
    weights = [p.data for p in parameters]
    rule = AdamW(weights, betas=(0.9, 0.99), weight_decay=0.01)
    average = AveragedModel(weights, lambda old, new, n: old + max(0.3, 8 / (n + 8)) * (new - old))
    state, losses, norms = None, [], []
    for step in range(steps):
        at = (places[:, None] + np.arange(T)) % length
        logits, state = model(ids[at], state)
        state = tuple(part.data for part in state) if cell == "lstm" else state.data  # the gradient ends here
        model.zero_grad()
        loss = B.cross_entropy(logits.reshape(-1, V), ids[at + 1].ravel())
        loss.backward()
        grads = [p.grad for p in parameters]
        losses.append(loss.item())
        norms.append(clip_grad_norm(grads, 0.5))
        rule.lr = 0.02 * min(1, (step + 1) / 8)
        rule.step(grads)
        average.update_parameters(weights)
        places = (places + T) % length
    return {
        "settings": {"cell": cell, "embeddingDim": dim, "seed": seed},
        "losses": losses,
        "norms": norms,
        "params": _flat(weights),
        "averaged": _flat(average.params),
    }


def _initialize(parameters, cell: str, dim: int, seed: int) -> None:
    """As parameters.js draws them."""
    spread = [1] * bool(dim) + [1 / np.sqrt(dim) if dim else 0.5, 1 / np.sqrt(H), 0, 0, 1 / np.sqrt(H), 0]
    for k, (parameter, std) in enumerate(zip(parameters, spread, strict=True)):
        uniform = Mulberry32.stream(seed, k).uniform(parameter.shape)
        parameter.data = np.sqrt(3) * std * (2 * uniform - 1)
    if cell == "lstm":
        parameters[2 + bool(dim)].data[H : 2 * H] = 1


def _bigram() -> dict:
    vocabulary = Vocabulary(TEXT, specials=())
    ids, size = vocabulary.encode(TEXT), len(vocabulary)
    counts = np.ones((size, size))
    np.add.at(counts, (ids[:-1], ids[1:]), 1)
    table = counts / counts.sum(axis=1, keepdims=True)
    loss = -np.log(table[ids[:-1], ids[1:]]).mean()
    return {"text": TEXT, "tokens": vocabulary.tokens, "ids": ids.tolist(), "table": table, "loss": loss}


def _names(seed: int) -> dict:
    """How a seed splits the names, in part; the sums say the rest."""
    data = load_corpus("names", seed)
    parts = {"train": data.train, "held": data.held}
    return {
        "seed": seed,
        "tokens": data.tokens,
        **{name: part[:60].tolist() for name, part in parts.items()},
        "sums": [int((part * np.arange(1, len(part) + 1)).sum()) for part in parts.values()],
        "loss": data.bigram_loss,
    }


def _sampled(k: int) -> dict:
    """A distribution, and five draws from it: where the chances, added up, pass a random number."""
    rng = Mulberry32(k)
    logits = (8 * rng.uniform(9)).round(1) - 4  # rounded, so that some are equal
    temperature, top_k, top_p = (0, 0.3, 1, 2)[k % 4], (None, 1, 4, 20)[k // 4 % 4], (1, 0.9, 0.5)[k % 3]
    chances = next_char_distribution(logits, temperature, top_k, top_p)
    drawn = np.searchsorted(np.cumsum(chances), rng.uniform(5), side="right")
    settings = {"temperature": temperature, "topP": top_p} | ({"topK": top_k} if top_k else {})
    return {"logits": logits, "settings": settings, "chances": chances, "draws": drawn.tolist()}


def _flat(arrays) -> np.ndarray:
    return np.concatenate([array.ravel() for array in arrays])
