"""Layers and networks beside torch's with the same parameters; how parts are found, kept and started."""

import numpy as np
import pytest
import torch
from against_torch import assert_close
from torch import nn

from course_lib import optim
from course_lib.backprop import (
    GELU,
    MLP,
    BatchNorm1d,
    Dropout,
    LayerNorm,
    LeakyReLU,
    Linear,
    Module,
    Parameter,
    ReLU,
    Sequential,
    Sigmoid,
    Tanh,
    Tensor,
    no_grad,
)
from course_lib.backprop import functions as F

rng = np.random.default_rng(0)
X = rng.normal(size=(6, 4))


def ours():
    return Sequential(
        Linear(4, 5, rng=1), BatchNorm1d(5), ReLU(), Linear(5, 5, bias=False, rng=2), LayerNorm(5), Tanh(),
        Sequential(Linear(5, 3, rng=3), GELU()), Linear(3, 3, rng=4), LeakyReLU(0.1), Sigmoid(),
    )  # fmt: skip


def theirs():
    return nn.Sequential(
        nn.Linear(4, 5), nn.BatchNorm1d(5), nn.ReLU(), nn.Linear(5, 5, bias=False), nn.LayerNorm(5),
        nn.Tanh(), nn.Sequential(nn.Linear(5, 3), nn.GELU()), nn.Linear(3, 3), nn.LeakyReLU(0.1),
        nn.Sigmoid(),
    ).double()  # fmt: skip


def assert_same(mine, other):
    """Outputs and all gradients, twice in training and once at rest."""
    names = [name for name, _ in other.named_parameters()]
    assert [name for name, _ in mine.named_parameters()] == names
    for training in (True, True, False):
        mine.train(training), other.train(training)
        mine.zero_grad(), other.zero_grad()
        value, expected = mine(X), other(torch.tensor(X))
        assert_close(value.data, expected.detach().numpy(), 1e-11)
        (value**2).sum().backward()
        (expected**2).sum().backward()
        for parameter, tensor in zip(mine.parameters(), other.parameters(), strict=True):
            assert_close(parameter.grad, tensor.grad.numpy(), 1e-10)
    for name, array in mine.state_dict().items():
        assert_close(array, other.state_dict()[name].numpy(), 1e-12)


def test_torchs_parameters_give_the_same_network():
    mine, other = ours(), theirs()
    mine.load_state_dict(other.state_dict())
    assert_same(mine, other)


def test_our_parameters_give_the_same_network_in_torch():
    mine, other = ours(), theirs()
    other.load_state_dict({name: torch.tensor(array) for name, array in mine.state_dict().items()})
    assert_same(mine, other)


def test_a_perceptron_is_a_sequence():
    model = MLP(2, [16, 8], 1, activation="tanh", rng=0)
    assert [type(part) for part in model] == [Linear, Tanh, Linear, Tanh, Linear]
    assert [p.shape for p in model.parameters()] == [(16, 2), (16,), (8, 16), (8,), (1, 8), (1,)]
    assert len(model) == 5
    assert model[-1].weight.shape == (1, 8)
    assert len(MLP(2, [], 1)) == 1
    again = MLP(2, [16, 8], 1, activation="tanh", rng=0)
    other = MLP(2, [16, 8], 1, activation="tanh", rng=1)
    assert (model(X[:, :2]).data == again(X[:, :2]).data).all()
    assert (model(X[:, :2]).data != other(X[:, :2]).data).all()
    with pytest.raises(ValueError, match=r"one of relu, leaky_relu, gelu, tanh, sigmoid, got 'swish'"):
        MLP(2, [3], 1, activation="swish")


def test_linear_starts_as_in_torch():
    """Uniform in ±1/√n_in, which is kaiming_uniform with a = √5."""
    layer, other = Linear(100, 400, rng=0), nn.Linear(100, 400)
    edge = np.sqrt(6 / ((1 + 5) * 100))
    assert edge == pytest.approx(0.1)
    for mine, tensor in ((layer.weight.data, other.weight), (layer.bias.data, other.bias)):
        for numbers in (mine, tensor.detach().numpy()):
            assert 0.95 * edge < np.abs(numbers).max() <= edge * (1 + 1e-6)
            assert numbers.std() == pytest.approx(edge / np.sqrt(3), rel=0.1)
    assert Linear(3, 2, bias=False).bias is None


@pytest.mark.parametrize("optimizer", [optim.SGD, optim.Adam])
def test_training_walks_as_in_torch(optimizer):
    y = rng.integers(0, 3, 6)
    mine, other = MLP(4, [8], 3, rng=0), nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3)).double()
    other.load_state_dict({name: torch.tensor(array) for name, array in mine.state_dict().items()})
    step = optimizer([p.data for p in mine.parameters()], lr=0.1)
    their_step = getattr(torch.optim, optimizer.__name__)(other.parameters(), lr=0.1)
    losses = []
    for _ in range(20):
        mine.zero_grad(), other.zero_grad()
        loss = F.cross_entropy(mine(X), y)
        their_loss = nn.functional.cross_entropy(other(torch.tensor(X)), torch.tensor(y))
        loss.backward(), their_loss.backward()
        step.step([p.grad for p in mine.parameters()])
        their_step.step()
        losses.append(loss.item())
        assert losses[-1] == pytest.approx(their_loss.item(), rel=1e-9)
    assert losses[-1] < 0.9 * losses[0]


def test_all_parts_are_set_to_rest_and_back():
    model = Sequential(Linear(4, 4), Sequential(Dropout(0.5, rng=0), BatchNorm1d(4)))
    assert (model(X).data != model(X).data).any()
    assert model.eval() is model
    assert not any(module.training for module in model.modules())
    assert len(list(model.modules())) == 5
    np.testing.assert_array_equal(model(X).data, model(X).data)
    model.train()
    assert all(module.training for module in model.modules())


def test_dropout_is_reproducible_and_moves_on():
    one, other = Dropout(0.5, rng=7), Dropout(0.5, rng=7)
    first = one(X).data
    np.testing.assert_array_equal(first, other(X).data)
    assert (one(X).data != first).any()
    with pytest.raises(ValueError, match=r"\[0, 1\)"):
        Dropout(1.0)


class Residual(Module):
    def __init__(self):
        super().__init__()
        self.inner = self.again = Linear(4, 4, rng=0)
        self.scale = Parameter(1.0)
        self.frozen = Parameter(np.ones(4), requires_grad=False)

    def forward(self, x):
        return x + self.scale * self.again(self.inner(x)) * self.frozen


def test_a_module_of_ones_own():
    model = Residual()
    assert [name for name, _ in model.named_parameters()] == ["scale", "frozen", "inner.weight", "inner.bias"]
    model(Tensor(X)).sum().backward()
    assert model.frozen.grad is None
    assert all(p.grad is not None for p in model.parameters() if p.requires_grad)
    model.zero_grad()
    assert all(p.grad is None for p in model.parameters())
    assert type(model.scale * 2) is Tensor
    with no_grad():
        model.scale -= 0.5
    assert type(model.scale) is Parameter
    assert model.scale.item() == 0.5


@pytest.mark.bad_input
def test_what_modules_refuse():
    with pytest.raises(NotImplementedError, match=r"Module has no forward\(self, x\)"):
        Module()(X)
    with pytest.raises(TypeError, match="module 1 must be a Module, got ufunc"):
        Sequential(Tanh(), np.tanh)
