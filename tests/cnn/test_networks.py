"""LeNet in NumPy and in torch: the same names, numbers and steps; a residual network in torch."""

import numpy as np
import pytest
import torch
from cnn.networks_beside_torch import assert_same
from torch import nn

from course_lib.backprop import Tensor
from course_lib.backprop import functions as B
from course_lib.cnn import LeNet
from course_lib.cnn.lenet_torch import LeNetTorch
from course_lib.cnn.resnet_torch import ResidualBlock, SmallResNet
from course_lib.optim import SGD

rng = np.random.default_rng(0)
X = rng.normal(size=(3, 1, 28, 28))


@pytest.mark.parametrize("activation", ["relu", "tanh"])
@pytest.mark.parametrize("pooling", ["max", "avg"])
def test_lenet_is_the_same_in_both(activation, pooling):
    mine = LeNet(activation=activation, pooling=pooling, rng=0)
    other = LeNetTorch(activation=activation, pooling=pooling).double()
    assert [*mine.state_dict()] == [*other.state_dict()]
    mine.load_state_dict(other.state_dict())
    assert_same(mine, other, X)
    found = mine.features(X).data
    assert found.shape == (3, 16, 10, 10)
    np.testing.assert_allclose(found, other.features(torch.tensor(X)).detach().numpy(), rtol=0, atol=1e-12)


def test_lenet_has_the_size_that_is_asked_for():
    mine, other = LeNet(3, 2, rng=0), LeNetTorch(3, 2)
    assert [p.shape for p in mine.parameters()] == [tuple(p.shape) for p in other.parameters()]
    assert mine(np.zeros((1, 2, 28, 28))).shape == (1, 3)
    assert sum(p.size for p in LeNet().parameters()) == 61_706
    for network in (LeNet, LeNetTorch):
        with pytest.raises(ValueError, match="activation must be one of relu, tanh, got 'gelu'"):
            network(activation="gelu")
        with pytest.raises(ValueError, match="pooling must be one of max, avg, got 'sum'"):
            network(pooling="sum")


def test_training_walks_as_in_torch():
    x, y = rng.normal(size=(6, 1, 28, 28)), rng.integers(0, 10, 6)
    mine, other = LeNet(rng=0), LeNetTorch().double()
    other.load_state_dict({name: torch.tensor(array) for name, array in mine.state_dict().items()})
    step = SGD([p.data for p in mine.parameters()], lr=0.2)
    their_step = torch.optim.SGD(other.parameters(), lr=0.2)
    losses = []
    for _ in range(20):
        mine.zero_grad(), other.zero_grad()
        loss = B.cross_entropy(mine(x), y)
        their_loss = nn.functional.cross_entropy(other(torch.tensor(x)), torch.tensor(y))
        loss.backward(), their_loss.backward()
        step.step([p.grad for p in mine.parameters()])
        their_step.step()
        losses.append(loss.item())
        assert losses[-1] == pytest.approx(their_loss.item(), rel=1e-9)
    assert losses[-1] < 0.8 * losses[0]


def test_float32_stays():
    model = LeNet(rng=0)
    for parameter in model.parameters():
        parameter.data = parameter.data.astype(np.float32)
    x = Tensor(X.astype(np.float32), requires_grad=True)
    scores = model(x)
    scores.sum().backward()
    assert scores.data.dtype == x.grad.dtype == np.float32


def test_a_residual_block_adds_to_what_it_was_given():
    block = ResidualBlock(4, 4).double().eval()
    with torch.no_grad():
        for parameter in block.convs.parameters():
            parameter.zero_()
    x = torch.tensor(rng.normal(size=(2, 4, 6, 5)))
    assert torch.equal(block(x), x.relu())
    plain = ResidualBlock(4, 4, residual=False)
    assert plain.around is None
    assert sum(p.numel() for p in plain.parameters()) == sum(p.numel() for p in block.parameters())


def test_a_residual_network_halves_and_doubles():
    model = SmallResNet(5, 3, width=4, blocks=(1, 2, 1)).eval()
    x = torch.zeros(2, 3, 28, 20)
    assert model.features(x).shape == (2, 16, 7, 5)
    assert model(x).shape == (2, 5)
    assert len(model.stages) == 4
    assert sum(isinstance(m, nn.Conv2d) and m.kernel_size == (3, 3) for m in model.modules()) == 9
