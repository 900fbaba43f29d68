"""The solutions of chapter 3 against torch and the library."""

import re

import numpy as np
import pytest
import torch

from course_lib.backprop import Tensor

F = torch.nn.functional


def leaves(*arrays):
    return [torch.tensor(array, dtype=torch.float64, requires_grad=True) for array in arrays]


def assert_same(ours, theirs):
    for one, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-10, atol=1e-12)


def length_of_order_4(a, b):
    return torch.linalg.vector_norm(torch.stack([a, b]), ord=4)


@pytest.mark.parametrize("at", [(2.0, 3.0), (0.5, -1.5), (0.0, 1.0), (0.0, 2.5), (3.0, 0.0)])
def test_the_new_operations_are_torchs(backprop, at):
    names, _ = backprop
    for ours, theirs in ((names["power"], torch.pow), (names["length"], length_of_order_4)):
        a, b = leaves(*at)
        y = theirs(a, b)
        y.backward()
        slope = 0.0 if at[0] == 0 and theirs is torch.pow else b.grad.item()
        assert ours(*at) == pytest.approx((y.item(), a.grad.item(), slope), rel=1e-12)


def test_the_engine_agrees_with_a_nudge(backprop):
    _, printed = backprop
    for line in printed["q1-look"].splitlines():
        engine, nudge = (float(number) for number in re.findall(r"[\d.]{4,}", line))
        assert engine == pytest.approx(nudge, abs=2e-5)


def test_rows_that_are_looked_up_get_the_gradient_of_an_embedding(backprop):
    names, _ = backprop
    rng = np.random.default_rng(0)
    indices, upstream = rng.integers(0, 4, (3, 5)), rng.normal(size=(3, 5, 2))
    (table,) = leaves(np.zeros((4, 2)))
    F.embedding(torch.tensor(indices), table).backward(torch.tensor(upstream))
    np.testing.assert_allclose(names["lookup_backward"](upstream, indices, 4), table.grad, atol=1e-12)


@pytest.mark.parametrize("front", [(), (4,), (2, 3)])
def test_distances_have_the_gradients_of_torchs_and_of_the_array_engine(backprop, front):
    names, _ = backprop
    rng = np.random.default_rng(0)
    a, b, upstream = rng.normal(size=(*front, 3, 2)), rng.normal(size=(5, 2)), rng.normal(size=(*front, 3, 5))
    ours = names["distances_backward"](upstream, a, b)
    tensors = leaves(a, b)
    (torch.cdist(*tensors) ** 2).backward(torch.tensor(upstream))
    assert_same(ours, [leaf.grad for leaf in tensors])
    p, q = Tensor(a[..., None, :], requires_grad=True), Tensor(b, requires_grad=True)
    ((p - q) ** 2).sum(axis=-1).backward(upstream)
    assert_same(ours, (p.grad[..., 0, :], q.grad))


def test_a_node_that_is_cut_off_is_torchs_detach(backprop):
    names, _ = backprop
    (w,) = leaves(np.float64(2.0))
    a, b = 3 * w, w + 1
    (a * b.detach()).backward()
    # lesson 6: L = a · b with a = 3 w and b = w + 1; node 0 is w
    grads = names["blame"]([[], [0], [0], [1, 2]], [[], [3.0], [1.0], [3.0, 6.0]], 3, [2])
    assert grads.tolist() == [w.grad.item(), 3, 6, 1]


def test_the_gate_is_torchs_glu(backprop):
    names, _ = backprop
    rng = np.random.default_rng(0)
    x, W, b, V, upstream = (rng.normal(size=s) for s in ((5, 3), (4, 3), (4,), (4, 3), (5, 4)))
    tensors = leaves(x, W, b, V)
    rows, gate, bias, passing = tensors
    out = F.glu(torch.cat([rows @ passing.T, rows @ gate.T + bias], dim=1))
    np.testing.assert_allclose(names["gated"](x, W, b, V), out.detach(), rtol=1e-12)
    out.backward(torch.tensor(upstream))
    assert_same(names["gated_backward"](upstream, x, W, b, V), [leaf.grad for leaf in tensors])


def test_the_repaired_twins_take_torchs_steps(backprop):
    names, _ = backprop
    left, right, y = (torch.tensor(names[name][:50]) for name in ("left", "right", "y"))
    start = [names[name] for name in ("W0", "b0", "v0")]
    tensors = W, b, v = leaves(*start)
    optimizer = torch.optim.SGD(tensors, lr=2.0)
    for _ in range(7):
        optimizer.zero_grad()
        scores = (torch.sigmoid(left @ W.T + b) - torch.sigmoid(right @ W.T + b)) @ v
        F.binary_cross_entropy_with_logits(scores, y).backward()
        optimizer.step()
    ours = names["train"](left.numpy(), right.numpy(), y.numpy(), *start, 2.0, 7)
    assert_same(ours, [leaf.detach() for leaf in tensors])


def test_rms_norm_is_torchs(backprop):
    names, _ = backprop
    rng = np.random.default_rng(0)
    x, weight, upstream = rng.normal(size=(2, 3, 5)), rng.normal(size=5), rng.normal(size=(2, 3, 5))
    tensors = leaves(x, weight)
    out = F.rms_norm(tensors[0], (5,), tensors[1], eps=0.1)
    out.backward(torch.tensor(upstream))
    np.testing.assert_allclose(names["rms_norm"](x, weight, 0.1), out.detach(), rtol=1e-12)
    assert_same(names["rms_norm_backward"](upstream, x, weight, 0.1), [leaf.grad for leaf in tensors])


@pytest.mark.parametrize("bend", ["sigmoid", "tanh", "relu"])
@pytest.mark.parametrize("shortcut", [0, 1])
def test_the_way_back_through_a_deep_network_is_torchs(backprop, bend, shortcut):
    names, _ = backprop
    upstream, x, weights = names["deep_network"](12, 1.3, 0)
    tensors = leaves(x, *weights)
    h = tensors[0]
    for W in tensors[1:]:
        h = getattr(torch, bend)(h @ W.T) + shortcut * h
    h.backward(torch.tensor(upstream))
    assert_same(names["deep_backward"](upstream, x, weights, bend, shortcut), [leaf.grad for leaf in tensors])
