"""The solutions of chapter 4 against torch and the library."""

import numpy as np
import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from course_lib.cnn import (
    LeNet,
    adaptive_avg_pool2d,
    avg_pool2d,
    conv_output_size,
    max_pool2d,
    receptive_field,
)

F = torch.nn.functional


def leaves(*arrays):
    return [torch.tensor(array, dtype=torch.float64, requires_grad=True) for array in arrays]


def assert_same(ours, theirs):
    for one, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-10, atol=1e-12)


def test_the_count_is_torchs(cnns):
    names, _ = cnns
    net = torch.nn.Sequential(
        torch.nn.Conv2d(4, 6, 3, 2, 1, groups=2),
        torch.nn.BatchNorm2d(6),
        torch.nn.MaxPool2d(3),
        torch.nn.Flatten(),
        torch.nn.Linear(6 * 9, 5),
    )
    layers = [("conv", 6, 3, 2, 1, 2), ("norm",), ("pool", 3), ("dense", 5)]
    rows = names["count_up"](4, 18, layers)
    assert sum(row[2] for row in rows) == sum(p.numel() for p in net.parameters())
    assert rows[0][:2] == list(net[:1](torch.zeros(1, 4, 18, 18)).shape[1:3])
    assert rows[2][:2] == list(net[:3](torch.zeros(1, 4, 18, 18)).shape[1:3])
    lenet = [("conv", 6, 5, 1, 2, 1), ("pool", 2), ("conv", 16, 5, 1, 0, 1), ("pool", 2)]
    rows = names["count_up"](1, 28, [*lenet, ("dense", 120), ("dense", 84), ("dense", 10)])
    assert sum(row[2] for row in rows) == sum(p.size for p in LeNet(rng=0).parameters())


def test_the_products_of_a_step_are_torchs(cnns):
    names, _ = cnns
    net = torch.nn.Sequential(
        torch.nn.MaxPool2d(2),
        torch.nn.Conv2d(1, 6, 5, padding=2),
        torch.nn.MaxPool2d(2),
        torch.nn.Conv2d(6, 16, 3, stride=2),
        torch.nn.Flatten(),
        torch.nn.Linear(16 * 9, 12),
        torch.nn.Linear(12, 10),
    )
    with FlopCounterMode(display=False) as counter:
        net(torch.zeros(1, 1, 32, 32)).sum().backward()
    layers = [("pool", 2), ("conv", 6, 5, 1, 2, 1), ("pool", 2), ("conv", 16, 3, 2, 0, 1)]
    rows = names["count_up"](1, 32, [*layers, ("dense", 12), ("dense", 10)])
    assert 2 * sum(row[3] for row in rows) == counter.get_total_flops()  # a product and a sum


@pytest.mark.parametrize("layers", [[(3, 1, 0, 1), (2, 2, 0, 1), (3, 1, 0, 2)], [(5, 2, 0, 1), (3, 2, 0, 1)]])
def test_away_from_the_border_it_sees_the_receptive_field(cnns, layers):
    names, _ = cnns
    side = 40
    for k, stride, padding, dilation in layers:
        side = conv_output_size(side, k, stride, padding, dilation)
    seen = [pixel for pixel in range(40) if side // 2 in names["numbers_reached"](40, layers, pixel)]
    assert seen[-1] - seen[0] + 1 == receptive_field([(k, s, d) for k, s, _, d in layers])[-1][0]


def test_the_folded_layers_are_torchs(cnns):
    names, _ = cnns
    rng = np.random.default_rng(0)
    torch.manual_seed(0)
    conv, norm = torch.nn.Conv2d(3, 4, 3).double(), torch.nn.BatchNorm2d(4, eps=0.1).double()
    norm(conv(torch.tensor(rng.normal(size=(9, 3, 8, 8)))))  # it keeps a mean and a variance
    with torch.no_grad():
        norm.weight.uniform_(0.5, 2)
        norm.bias.normal_()
        x = torch.tensor(rng.normal(size=(2, 3, 7, 7)))
        expected = norm.eval()(conv(x))
        numbers = (conv.weight, conv.bias, norm.weight, norm.bias, norm.running_mean, norm.running_var)
        weight, bias = names["fold_norm"](*(part.numpy() for part in numbers), norm.eps)
        np.testing.assert_allclose(
            F.conv2d(x, torch.tensor(weight), torch.tensor(bias)), expected, atol=1e-12
        )
        mean, std = rng.normal(size=3), rng.uniform(0.5, 2, 3)
        expected = conv((x - torch.tensor(mean)[:, None, None]) / torch.tensor(std)[:, None, None])
        weight, bias = names["fold_pixels"](*(part.numpy() for part in numbers[:2]), mean, std)
        np.testing.assert_allclose(
            F.conv2d(x, torch.tensor(weight), torch.tensor(bias)), expected, atol=1e-12
        )


def test_going_around_is_torchs_circular_padding(cnns):
    names, printed = cnns
    rng = np.random.default_rng(0)
    x, weight, upstream = (
        rng.normal(size=(2, 3, 6, 5)),
        rng.normal(size=(4, 3, 3, 3)),
        rng.normal(size=(2, 4, 6, 5)),
    )
    tensors = leaves(x, weight)
    out = F.conv2d(F.pad(tensors[0], (1, 1, 1, 1), mode="circular"), tensors[1])
    out = out.roll((-1, -1), dims=(2, 3))  # torch's window has its place in its middle
    np.testing.assert_allclose(names["wrap_conv"](x, weight), out.detach(), atol=1e-12)
    out.backward(torch.tensor(upstream))
    assert_same(names["wrap_conv_backward"](upstream, x, weight), [leaf.grad for leaf in tensors])
    assert float(printed["q4-look"].split()[-1]) < 1e-12


def test_the_pooling_lies_between_the_largest_and_the_mean(cnns):
    names, _ = cnns
    x = np.random.default_rng(0).normal(size=(2, 3, 6, 9))
    assert_same(
        [names["top_pool"](x, 3, 1), names["top_pool"](x, 3, 9)], [max_pool2d(x, 3), avg_pool2d(x, 3)]
    )
    upstream = np.random.default_rng(1).normal(size=(2, 3, 2, 3))
    (leaf,) = leaves(x)
    windows = leaf.unfold(2, 3, 3).unfold(3, 3, 3).flatten(-2)
    windows.topk(4).values.mean(dim=-1).backward(torch.tensor(upstream))
    assert_same([names["top_pool_backward"](upstream, x, 3, 4)], [leaf.grad])


def test_the_repaired_training_takes_torchs_steps(cnns):
    names, _ = cnns
    x, y = (torch.tensor(names[name][:40]) for name in ("images", "labels"))
    start = [names[name] for name in ("W0", "b0", "V0")]
    tensors = W, b, V = leaves(*start)
    optimizer = torch.optim.SGD(tensors, lr=0.5)
    for _ in range(7):
        optimizer.zero_grad()
        scores = F.conv2d(x[:, None], W[:, None], b).relu().mean(dim=(2, 3)) @ V.T
        F.cross_entropy(scores, y.long()).backward()
        optimizer.step()
    ours = names["train"](x.numpy(), y.numpy(), *start, 0.5, 7)
    assert_same(ours, [leaf.detach() for leaf in tensors])


@pytest.mark.parametrize(("norm", "order"), [("euclid", 2), ("largest", np.inf)])
def test_no_smaller_change_reaches_the_border(cnns, norm, order):
    names, _ = cnns
    rng = np.random.default_rng(0)
    scores, slopes = rng.normal(size=4), rng.normal(size=(4, 6))
    (target, size), change = (names[f](scores, slopes, norm) for f in ("nearest", "smallest_change"))
    moved = scores + slopes @ change
    assert moved[target] == pytest.approx(moved[scores.argmax()])
    assert np.linalg.norm(change, order) == pytest.approx(size)
    tries = rng.normal(size=(2000, 6))
    tries *= 0.999 * size / np.linalg.norm(tries, order, axis=1, keepdims=True)
    assert np.all((scores + tries @ slopes.T).argmax(axis=1) == scores.argmax())


def test_a_grid_that_divides_the_map_is_torchs(cnns):
    names, _ = cnns
    rng = np.random.default_rng(0)
    x, filters = rng.normal(size=(3, 10, 8)), rng.normal(size=(2, 3, 3))
    ours = names["grid_features"](x, filters, 2)
    answers = F.conv2d(torch.tensor(x)[:, None], torch.tensor(filters)[:, None]).relu()
    np.testing.assert_allclose(ours, F.adaptive_max_pool2d(answers, 2), atol=1e-12)
    assert np.all(ours >= adaptive_avg_pool2d(answers.numpy(), 2))
