"""Layers and networks beside torch's with the same parameters."""

import numpy as np
import pytest
import torch
from cnn.networks_beside_torch import assert_same
from torch import nn

from course_lib.backprop import Linear, ReLU, Sequential
from course_lib.cnn import AdaptiveAvgPool2d, AvgPool2d, Conv2d, Flatten, MaxPool2d

rng = np.random.default_rng(0)
X = rng.normal(size=(3, 2, 13, 11))


def ours():
    return Sequential(
        Conv2d(2, 4, (3, 2), stride=(2, 1), padding=(1, 0), rng=1), ReLU(), MaxPool2d(2, ceil_mode=True),
        Conv2d(4, 6, 3, padding=2, dilation=2, groups=2, bias=False, rng=2), ReLU(),
        AvgPool2d(2, stride=1, padding=1, count_include_pad=False), AdaptiveAvgPool2d((2, 3)), Flatten(),
        Linear(36, 3, rng=3),
    )  # fmt: skip


def theirs():
    return nn.Sequential(
        nn.Conv2d(2, 4, (3, 2), stride=(2, 1), padding=(1, 0)), nn.ReLU(), nn.MaxPool2d(2, ceil_mode=True),
        nn.Conv2d(4, 6, 3, padding=2, dilation=2, groups=2, bias=False), nn.ReLU(),
        nn.AvgPool2d(2, stride=1, padding=1, count_include_pad=False), nn.AdaptiveAvgPool2d((2, 3)),
        nn.Flatten(), nn.Linear(36, 3),
    ).double()  # fmt: skip


def test_torchs_parameters_give_the_same_network():
    mine, other = ours(), theirs()
    mine.load_state_dict(other.state_dict())
    assert_same(mine, other, X)


def test_our_parameters_give_the_same_network_in_torch():
    mine, other = ours(), theirs()
    other.load_state_dict({name: torch.tensor(array) for name, array in mine.state_dict().items()})
    assert_same(mine, other, X)


def test_a_convolution_starts_as_in_torch():
    layer, other = Conv2d(8, 200, (3, 5), groups=2, rng=0), nn.Conv2d(8, 200, (3, 5), groups=2)
    edge = 1 / np.sqrt(4 * 3 * 5)
    for mine, tensor in ((layer.weight, other.weight), (layer.bias, other.bias)):
        assert mine.shape == tuple(tensor.shape)
        for numbers in (mine.data, tensor.detach().numpy()):
            assert 0.95 * edge < np.abs(numbers).max() <= edge * (1 + 1e-6)
            assert numbers.std() == pytest.approx(edge / np.sqrt(3), rel=0.1)
    assert Conv2d(1, 2, 3, bias=False).bias is None
    assert (Conv2d(1, 2, 3, rng=0).weight.data == Conv2d(1, 2, 3, rng=0).weight.data).all()
    with pytest.raises(ValueError, match="groups must divide in_channels 3 and out_channels 4, got 2"):
        Conv2d(3, 4, 3, groups=2)
    with pytest.raises(ValueError, match="stride must be a whole number of at least 1, got 0"):
        Conv2d(1, 1, 3, stride=0)


def test_flatten_joins_the_axes_it_is_asked_to():
    x = np.arange(120.0).reshape(2, 3, 4, 5)
    for start, end in ((1, -1), (0, -1), (1, 2), (-2, -1)):
        np.testing.assert_array_equal(Flatten(start, end)(x), nn.Flatten(start, end)(torch.tensor(x)).numpy())
