"""Every loss and activation of the course on the tape, beside torch."""

import inspect

import numpy as np
import pytest
import torch
from backprop.tensors_beside_torch import assert_agrees
from pair_contracts import SEEDS
from reference_registry import entries
from torch.nn import functional as TF

from course_lib import losses
from course_lib.backprop import Tensor
from course_lib.backprop import functions as F

rng = np.random.default_rng(0)

LOSSES = [entry for entry in entries(losses) if entry.kind == "loss"]


@pytest.mark.parametrize("entry", LOSSES, ids=lambda entry: entry.name)
def test_every_loss_is_on_the_tape(entry):
    """Its gradient is that of the pair, for each reduction, times what comes from above."""
    function = getattr(F, entry.name)
    assert inspect.signature(function) == inspect.signature(entry.thing)
    for seed in SEEDS:
        args = entry.arguments(np.random.default_rng(seed), 4, 3)
        for options in entry.variants:
            first = Tensor(args[0], requires_grad=True)
            value = function(first, *args[1:], **options)
            np.testing.assert_array_equal(value.data, entry.thing(*args, **options))
            (3 * value).sum().backward()
            expected = 3 * entry.partners[""](*args, **options)
            np.testing.assert_allclose(first.grad, expected, rtol=1e-13)


@pytest.mark.parametrize("name", ["mse_loss", "huber_loss", "binary_cross_entropy_with_logits", "l1_loss"])
@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
def test_losses_beside_torch(name, reduction):
    targets = rng.integers(0, 2, (4, 3)).astype(float)
    assert_agrees(
        lambda z: getattr(F, name)(z * 2, targets, reduction=reduction),
        [rng.normal(size=(4, 3))],
        lambda z: getattr(TF, name)(z * 2, torch.tensor(targets), reduction=reduction),
    )


@pytest.mark.parametrize("shape", [(3,), (5, 3), (5, 3, 2)])
@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
def test_cross_entropy_of_any_shape_beside_torch(shape, reduction):
    targets = rng.integers(0, 3, shape[:1] * (len(shape) > 1) + shape[2:])
    assert_agrees(
        lambda z: F.cross_entropy(z.tanh(), targets, reduction=reduction),
        [rng.normal(size=shape)],
        lambda z: TF.cross_entropy(z.tanh(), torch.tensor(targets), reduction=reduction),
    )


def test_a_loss_by_two_of_its_arguments():
    targets = rng.normal(size=(4, 3))
    assert_agrees(
        lambda mean, var: F.gaussian_nll_loss(mean, targets, var, reduction="none"),
        [rng.normal(size=(4, 3)), rng.uniform(0.5, 2, (4, 3))],
        lambda mean, var: TF.gaussian_nll_loss(mean, torch.tensor(targets), var, reduction="none"),
    )


@pytest.mark.parametrize("name", ["softmax", "log_softmax", "logsumexp"])
@pytest.mark.parametrize("dim", [0, 1, -1])
def test_softmax_and_its_family(name, dim):
    theirs = torch.logsumexp if name == "logsumexp" else getattr(TF, name)
    assert_agrees(
        lambda z: getattr(F, name)(z, dim),
        [rng.normal(size=(3, 4))],
        lambda z: theirs(z, dim),
        differences=True,
    )
    if name == "logsumexp":
        assert_agrees(
            lambda z: F.logsumexp(z, dim, keepdim=True),
            [rng.normal(size=(3, 4))],
            lambda z: theirs(z, dim, keepdim=True),
        )


@pytest.mark.parametrize("name", ["relu", "leaky_relu", "gelu", "tanh", "sigmoid", "softplus"])
@pytest.mark.parametrize("shape", [(), (3,), (2, 0), (2, 3, 4)])
def test_activations_on_the_tape(name, shape):
    assert_agrees(lambda x: getattr(F, name)(x), [rng.normal(size=shape)], lambda x: getattr(TF, name)(x))
