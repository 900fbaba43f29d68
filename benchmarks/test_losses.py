"""What the course's clarity costs: our losses beside the naive formulas and beside torch, in one run.

    pytest benchmarks --benchmark-only --benchmark-group-by=group

Read the ratios within a group; the times belong to one machine at one moment.
"""

import numpy as np
import pytest
import torch

from course_lib import losses

N, C = 4096, 10
rng = np.random.default_rng(0)
LOGITS, CLASSES = rng.normal(size=(N, C)), rng.integers(C, size=N)
PREDICTIONS, TARGETS = rng.normal(size=(2, N))
LEAF = torch.tensor(LOGITS, requires_grad=True)


def naive(logits, classes):
    probs = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    return -np.log(probs[np.arange(len(classes)), classes]).mean()


def torch_both():
    LEAF.grad = None
    torch.nn.functional.cross_entropy(LEAF, torch.tensor(CLASSES)).backward()


def ours_both():
    losses.cross_entropy(LOGITS, CLASSES)
    losses.cross_entropy_grad(LOGITS, CLASSES)


@pytest.mark.benchmark(group="cross-entropy, value")
@pytest.mark.parametrize("who", ["ours", "naive", "torch"])
def test_cross_entropy(benchmark, who):
    tensors = torch.tensor(LOGITS), torch.tensor(CLASSES)
    run = {
        "ours": lambda: losses.cross_entropy(LOGITS, CLASSES),
        "naive": lambda: naive(LOGITS, CLASSES),
        "torch": lambda: torch.nn.functional.cross_entropy(*tensors),
    }[who]
    assert float(benchmark(run)) == pytest.approx(naive(LOGITS, CLASSES))


@pytest.mark.benchmark(group="cross-entropy, value and gradient")
@pytest.mark.parametrize("both", [ours_both, torch_both], ids=["ours", "torch"])
def test_cross_entropy_with_gradient(benchmark, both):
    benchmark(both)


@pytest.mark.benchmark(group="regression, value")
@pytest.mark.parametrize("name", ["mse_loss", "l1_loss", "huber_loss", "quantile_loss"])
def test_regression(benchmark, name):
    benchmark(getattr(losses, name), PREDICTIONS, TARGETS)
