"""The numbers of the text explorer's GPT: torch's, in float64, and a run by course_lib's optimizer."""

from __future__ import annotations

import math

import numpy as np
import torch
from torch.nn import functional as F

from course_lib.mulberry import Mulberry32
from course_lib.optim import AdamW, AveragedModel, clip_grad_norm

V, D, BLOCKS, N, T, EACH = 7, 32, 2, 3, 8, 16  # characters, width, blocks, texts side by side, window, head
BASE, PLACES = 1000, 1
GOLDEN = (math.sqrt(5) - 1) / 2


def shapes() -> dict[str, tuple]:
    block = {
        "norm1": (D,), "qkv": (3 * D, D), "out": (D, D), "norm2": (D,), "up": (4 * D, D), "down": (D, 4 * D),
    }  # fmt: skip
    blocks = {f"blocks.{i}.{name}": shape for i in range(BLOCKS) for name, shape in block.items()}
    return {"embedding": (V, D), **blocks, "norm": (D,), "head": (V, D)}


def forward(p: dict[str, torch.Tensor], ids: torch.Tensor) -> torch.Tensor:
    """From numbers of characters (N, T): logits (N, T, V)."""
    n, length = ids.shape
    width, half = p["embedding"].shape[1], EACH // 2
    angles = torch.arange(length)[:, None] * BASE ** (-torch.arange(half, dtype=torch.float64) / half)
    cos, sin = angles.cos(), angles.sin()

    def heads(x):
        return x.reshape(n, length, width // EACH, EACH).transpose(1, 2)

    def turned(x):
        u, v = heads(x).split(half, -1)
        return torch.cat([u * cos - v * sin, u * sin + v * cos], -1)

    x = p["embedding"][ids]
    for i in range(sum(name.endswith(".norm1") for name in p)):
        b = {name.split(".")[-1]: value for name, value in p.items() if name.startswith(f"blocks.{i}.")}
        q, k, v = (F.layer_norm(x, (width,), b["norm1"]) @ b["qkv"].T).split(width, -1)
        seen = F.scaled_dot_product_attention(turned(q), turned(k), heads(v), is_causal=True)
        x = x + seen.transpose(1, 2).reshape(n, length, width) @ b["out"].T
        wide = F.gelu(F.layer_norm(x, (width,), b["norm2"]) @ b["up"].T, approximate="tanh")
        x = x + wide @ b["down"].T
    return F.layer_norm(x, (width,), p["norm"]) @ p["head"].T


def gpt() -> dict:
    return {"gradients": _gradients(), "run": _run()}


def _parameters(flat) -> dict[str, torch.Tensor]:
    """Views into a flat array, by name."""
    parts = np.split(flat, np.cumsum([math.prod(shape) for shape in shapes().values()])[:-1])
    named = zip(shapes().items(), parts, strict=True)
    return {name: torch.tensor(part.reshape(shape), requires_grad=True) for (name, shape), part in named}


def _loss_and_grads(flat, inputs, targets) -> tuple[torch.Tensor, float, np.ndarray]:
    """Inputs and targets (T, N), time first."""
    parameters = _parameters(flat)
    logits = forward(parameters, torch.tensor(inputs.T))
    loss = F.cross_entropy(logits.reshape(-1, V), torch.tensor(targets.T.ravel()))
    loss.backward()
    return logits, loss.item(), np.concatenate([p.grad.numpy().ravel() for p in parameters.values()])


def _size() -> int:
    return sum(math.prod(shape) for shape in shapes().values())


def _gradients() -> dict:
    rng = Mulberry32(3)
    flat = rng.uniform(_size()) - 0.5
    ids = (V * rng.uniform((T + 1, N))).astype(int)
    logits, loss, grads = _loss_and_grads(flat, ids[:-1], ids[1:])
    said = {name: _in_part(part) for name, part in _named(grads).items()}
    return {"logits": logits.detach().numpy().swapaxes(0, 1), "loss": loss, "grads": said}


def _named(flat) -> dict[str, np.ndarray]:
    return {name: p.detach().numpy() for name, p in _parameters(flat).items()}


def _in_part(array) -> dict:
    """The first entries, and of each row a sum in which each place counts for itself."""
    rows = array.reshape(len(array), -1)
    return {"first": array.ravel()[:8], "sums": rows @ np.arange(1, rows.shape[1] + 1)}


def _start(seed: int) -> np.ndarray:
    """As gpt_parameters.js draws them."""
    deviation = {"embedding": 0.5, "qkv": D**-0.5, "up": D**-0.5, "head": 0.5 * D**-0.5, "out": 0, "down": 0}
    parts = []
    for k, (name, shape) in enumerate(shapes().items()):
        part = name.split(".")[-1]
        uniform = Mulberry32.stream(seed, k).uniform(math.prod(shape))
        drawn = np.sqrt(3) * deviation.get(part, 0) * (2 * uniform - 1)
        parts.append(np.ones(D) if part.startswith("norm") else drawn)
    return np.concatenate(parts)


def _run(seed: int = 5, steps: int = 12) -> dict:
    """Losses, norms before clipping, and what weights and averaged weights are at the end, in part."""
    ids = (V * np.square(Mulberry32(2).uniform(60))).astype(int)
    length = len(ids) - 1
    places = ((np.arange(N) + Mulberry32.stream(seed, PLACES).uniform(N)) * length / N).astype(int)
    weights = [_start(seed)]
    rule = AdamW(weights, betas=(0.9, 0.99), weight_decay=0.01)
    average = AveragedModel(weights, lambda old, new, n: old + max(0.3, 8 / (n + 8)) * (new - old))
    losses, norms = [], []
    for step in range(steps):
        at = (places + np.arange(T)[:, None]) % length
        _, loss, grads = _loss_and_grads(weights[0], ids[at], ids[at + 1])
        losses.append(loss)
        norms.append(clip_grad_norm([grads], 0.5))
        rule.lr = 0.02 * min(1, (step + 1) / 8)
        rule.step([grads])
        average.update_parameters(weights)
        places = (places + round(GOLDEN * length)) % length
    ends = {"params": weights[0], "averaged": average.params[0]}
    return {"losses": losses, "norms": norms, **{k: v[::41] for k, v in ends.items()}}
