"""Train the network of the digit explorer, store its weights as bytes, and write down how good it is.

    python tools/train_digit_network.py mnist10k.npz --rehearse   # judged by 1,000 of the training digits
    python tools/train_digit_network.py mnist10k.npz              # judged by the last 1,000, once

The file holds ``X`` (10000, 28, 28) and ``y`` (10000,), uint8: the digits of ``embed_data.digits``, in that
order. The last 1,000 judge and are seen by nothing else. It takes a minute or two of one core; the seed is
fixed, but another version of torch may round otherwise, so the weights are stored, not made again.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from pathlib import Path

import numpy as np
import torch
from digit_pictures import report
from torch import nn
from torch.nn import functional as F

from course_lib.cnn.digit_explorer.network import LAYERS, DigitNetwork, packed

FOLDER = Path(__file__).parents[1] / "course_lib/cnn/digit_explorer"
EPOCHS, BATCH, RATE, KEEP = 40, 128, 4e-3, 0.998
TRAINED, JUDGES = 9000, 1000


class InTraining(nn.Module):
    """The same network with batch norm after each convolution and the first dense layer."""

    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList(
            [
                nn.Conv2d(1, 8, 5, bias=False),
                nn.Conv2d(8, 16, 5, bias=False),
                nn.Linear(256, 32, bias=False),
                nn.Linear(32, 10),
            ]
        )
        self.norms = nn.ModuleList([nn.BatchNorm2d(8), nn.BatchNorm2d(16), nn.BatchNorm1d(32)])

    def forward(self, x):
        for layer, norm in zip(self.layers[:2], self.norms[:2], strict=True):
            x = F.max_pool2d(norm(layer(x)).relu(), 2)
        return self.layers[3](self.norms[2](self.layers[2](x.flatten(1))).relu())

    def folded(self) -> list[np.ndarray]:
        """Weight, bias, weight, … of a network without norms that computes the same at rest."""
        arrays = []
        for layer, norm in zip(self.layers, [*self.norms, None], strict=True):
            weight, bias = layer.weight.detach().double(), torch.zeros(len(layer.weight), dtype=torch.double)
            if norm is None:
                bias = layer.bias.detach().double()
            else:
                factor = norm.weight.detach().double() / (norm.running_var.double() + norm.eps).sqrt()
                weight = weight * factor.reshape(-1, *[1] * (weight.ndim - 1))
                bias = norm.bias.detach().double() - norm.running_mean.double() * factor
            arrays += [weight.numpy(), bias.numpy()]
        return arrays


def varied(x: torch.Tensor, draw: torch.Generator) -> torch.Tensor:
    """Each digit turned, sheared, stretched, moved, bent, made thicker or thinner, of other contrast."""
    n = len(x)

    def between(low, high):
        return low + (high - low) * torch.rand(n, generator=draw)

    turn, shear = between(-18, 18) * math.pi / 180, between(-0.25, 0.25)
    size, aspect = 1.12 ** between(-1, 1), 1.15 ** between(-1, 1)
    across, down = size * aspect.sqrt(), size / aspect.sqrt()
    cos, sin = turn.cos(), turn.sin()
    theta = torch.stack(
        [
            torch.stack([cos / across, (shear * cos - sin) / down, between(-1.5, 1.5) / 14], 1),
            torch.stack([sin / across, (shear * sin + cos) / down, between(-1.5, 1.5) / 14], 1),
        ],
        1,
    )
    grid = F.affine_grid(theta, x.shape, align_corners=False)
    bends = torch.randn(n, 2, 5, 5, generator=draw) * between(0, 1.26)[:, None, None, None] / 14
    bends = F.interpolate(bends, size=(28, 28), mode="bicubic", align_corners=True)
    x = F.grid_sample(x, grid + bends.permute(0, 2, 3, 1), align_corners=False)
    share = between(-0.6, 0.6) * (torch.rand(n, generator=draw) < 0.5)
    share = share[:, None, None, None]
    thicker, thinner = F.max_pool2d(x, 3, 1, 1), -F.max_pool2d(-x, 3, 1, 1)
    x = torch.where(share > 0, x + share * (thicker - x), x - share * (thinner - x))
    x = x * between(1, 1.8)[:, None, None, None] + 0.03 * torch.randn(x.shape, generator=draw)
    return x.clamp(0, 1)


def train(X: np.ndarray, y: np.ndarray, epochs: int, seed: int = 0) -> list[np.ndarray]:
    """The folded arrays of the averaged weights."""
    torch.manual_seed(seed)
    draw = torch.Generator().manual_seed(seed)
    model, mean = InTraining(), InTraining()
    mean.load_state_dict(model.state_dict())
    weights = [p for p in model.parameters() if p.ndim > 1]
    rest = [p for p in model.parameters() if p.ndim == 1]
    groups = [{"params": weights, "weight_decay": 0.01}, {"params": rest, "weight_decay": 0}]
    optimizer = torch.optim.AdamW(groups, lr=RATE, betas=(0.9, 0.99))
    images, classes = torch.tensor(X / 255, dtype=torch.float32)[:, None], torch.tensor(y.astype(np.int64))
    steps = epochs * (len(X) // BATCH)
    at = 0
    for epoch in range(epochs):
        losses = []
        for batch in torch.randperm(len(X), generator=draw)[: len(X) // BATCH * BATCH].split(BATCH):
            share = at / steps
            warm = min(1, share / 0.05)
            optimizer.param_groups[0]["lr"] = optimizer.param_groups[1]["lr"] = (
                RATE * warm * (0.5 + 0.5 * math.cos(math.pi * share))
            )
            loss = F.cross_entropy(model(varied(images[batch], draw)), classes[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            at += 1
            keep = min(KEEP, at / (at + 10))
            for old, new in zip(mean.state_dict().values(), model.state_dict().values(), strict=True):
                old.mul_(keep).add_(new, alpha=1 - keep) if old.is_floating_point() else old.copy_(new)
            losses.append(loss.item())
        print(f"epoch {epoch + 1:2d}  loss {np.mean(losses):.4f}", flush=True)
    return mean.eval().folded()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("digits", type=Path)
    parser.add_argument("--rehearse", action="store_true", help="leave the judges alone, write nothing")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    given = parser.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    with np.load(given.digits) as file:
        X, y = file["X"], file["y"]
    if given.rehearse:
        X, y = X[:TRAINED], y[:TRAINED]  # not even read
    began = time.process_time()
    arrays = train(X[:-JUDGES], y[:-JUDGES], given.epochs)
    text = packed(arrays)
    seconds = time.process_time() - began
    network = DigitNetwork(text)
    told = report(network, X[-JUDGES:], y[-JUDGES:])
    told = {
        "parameters": sum(math.prod(shape) + shape[0] for shape in LAYERS.values()),
        "bytes": len(text),
        "trained_on": len(X) - JUDGES,
        "epochs": given.epochs,
        "cpu_seconds": round(seconds),
        **told,
    }
    print(json.dumps(told, indent=1))
    if not given.rehearse:
        lines = ["// Written by tools/train_digit_network.py: bytes of the weights, scales and biases."]
        lines += ["// biome-ignore format: one long word", f'export const WEIGHTS = "{text}";']
        (FOLDER / "weights.js").write_text("\n".join(lines) + "\n", encoding="utf-8")
        (FOLDER / "report.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
