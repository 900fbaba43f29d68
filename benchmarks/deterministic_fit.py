"""What repeatable kernels cost on CUDA, and what they give: `fit` with and without ``deterministic``.

python benchmarks/deterministic_fit.py

For each model: the median seconds of an epoch both ways, their ratio, and the largest difference between the
weights of two equal runs. On a machine without CUDA it says so and measures nothing.
"""

from __future__ import annotations

import statistics
import time

import torch
from torch import nn
from torch.nn import functional as F

from course_lib.device import get_device
from course_lib.training import fit

REPEATS, EPOCHS = 7, 2


def perceptron():
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 10))


def convolutional():
    return nn.Sequential(
        nn.Conv2d(1, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(16, 32, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(512, 10),
    )  # fmt: skip


class Characters(nn.Module):
    """The next of 65 characters after each of 64; embeddings are where adding in any order shows."""

    def __init__(self):
        super().__init__()
        self.embedding, self.gru = nn.Embedding(65, 64), nn.GRU(64, 128, batch_first=True)
        self.out = nn.Linear(128, 65)

    def forward(self, x):
        return self.out(self.gru(self.embedding(x))[0]).flatten(0, 1)


def of_tokens(logits, targets):
    return F.cross_entropy(logits, targets.flatten())


def settings():
    generator = torch.Generator().manual_seed(0)
    images = torch.rand(8192, 1, 28, 28, generator=generator)
    labels = torch.randint(10, (8192,), generator=generator)
    text = torch.randint(65, (2048, 65), generator=generator)
    yield "perceptron", perceptron, images, labels, F.cross_entropy
    yield "convolutional", convolutional, images, labels, F.cross_entropy
    yield "characters", Characters, text[:, :-1], text[:, 1:], of_tokens


def run(build, X, y, loss, device, deterministic):
    """Seconds of an epoch, and the weights at the end."""
    torch.manual_seed(0)
    model = build()
    start = time.perf_counter()
    fit(model, X, y, loss=loss, epochs=EPOCHS, device=device, deterministic=deterministic, progress=False)
    torch.cuda.synchronize()
    seconds = (time.perf_counter() - start) / EPOCHS
    return seconds, torch.cat([p.detach().flatten() for p in model.parameters()])


def main():
    device = get_device()
    if device.type != "cuda":
        print("There is no CUDA device here: nothing to measure.")
        return
    print(f"{'model':15}{'free':>9}{'repeatable':>12}{'ratio':>7}   difference of two runs: free, repeatable")
    for name, *what in settings():
        run(*what, device, True)  # the first one loads the kernels
        runs = {kind: [] for kind in (False, True)}
        for _ in range(REPEATS):
            for kind in runs:
                runs[kind].append(run(*what, device, kind))
        free, bound = (statistics.median(seconds for seconds, _ in runs[kind]) for kind in runs)
        apart = [max((w - runs[kind][0][1]).abs().max().item() for _, w in runs[kind]) for kind in runs]
        print(f"{name:15}{free:8.3f}s{bound:11.3f}s{bound / free:7.2f}   {apart[0]:.1e}, {apart[1]:.1e}")


if __name__ == "__main__":
    main()
