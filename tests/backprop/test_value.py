"""The scalar engine: by hand, against torch, against differences, on hundreds of random graphs."""

import inspect
import math

import numpy as np
import pytest
import torch
from backprop.random_graphs import build, grad_or_zero, plan, torch_leaves

from course_lib.backprop import Value, topological_order, value
from course_lib.gradcheck import check_gradient

GRAPHS = 400


def test_the_engine_is_read_in_ten_minutes():
    assert len(inspect.getsource(value).splitlines()) <= 100


def test_a_graph_of_five_numbers_by_hand():
    a, b, c = Value(2.0, "a"), Value(-3.0, "b"), Value(10.0, "c")
    e = a * b
    d = e + c
    d.backward()
    assert (e.data, d.data) == (-6.0, 4.0)
    assert [v.grad for v in (a, b, c, e, d)] == [-3.0, 2.0, 1.0, 1.0, 1.0]
    assert d.parents == (e, c)
    assert (d.op, d.local, e.op, e.local) == ("+", (1.0, 1.0), "*", (-3.0, 2.0))
    assert (a.op, a.parents, a.local, a.label) == ("", (), (), "a")
    assert repr(a) == "Value(2, grad=-3, 'a')"


def test_a_value_used_twice_gets_both_shares():
    x = Value(3.0)
    (x * x + x).backward()
    assert x.grad == 7.0
    y = Value(3.0)
    (y + y).backward()
    assert y.grad == 2.0


@pytest.mark.parametrize(
    "operation",
    [
        lambda x: x + 2.0,
        lambda x: 2.0 + x,
        lambda x: x - 2.0,
        lambda x: 2.0 - x,
        lambda x: x * 3.0,
        lambda x: 3.0 * x,
        lambda x: x / 4.0,
        lambda x: 4.0 / x,
        lambda x: x**3,
        lambda x: x**-1,
        lambda x: x**2.5,
        lambda x: x**0,
        lambda x: -x,
        lambda x: x.exp(),
        lambda x: x.log(),
        lambda x: x.tanh(),
        lambda x: x.sigmoid(),
        lambda x: x.relu(),
    ],
)
@pytest.mark.parametrize("at", [0.3, 1.7, 12.0])
def test_an_operation_does_what_torch_does(operation, at):
    ours, theirs = Value(at), torch.tensor(at, dtype=torch.float64, requires_grad=True)
    y, expected = operation(ours), operation(theirs)
    y.backward()
    expected.backward()
    assert y.data == pytest.approx(expected.item(), rel=1e-14, abs=1e-300)
    assert ours.grad == pytest.approx(theirs.grad.item(), rel=1e-12, abs=1e-12)
    check_gradient(lambda x: operation(Value(x)).data, np.array(ours.grad), np.array(at))


@pytest.mark.parametrize("at", [-800.0, -40.0, -1.0, 0.0, 40.0, 800.0])
def test_sigmoid_tanh_and_relu_at_the_extremes(at):
    for name in ("sigmoid", "tanh", "relu"):
        ours, theirs = Value(at), torch.tensor(at, dtype=torch.float64, requires_grad=True)
        y, expected = getattr(ours, name)(), getattr(theirs, name)()
        y.backward()
        expected.backward()
        assert y.data == pytest.approx(expected.item(), rel=1e-14)
        assert ours.grad == pytest.approx(theirs.grad.item(), rel=1e-12, abs=1e-15)


def test_zero_to_the_power_zero_has_no_slope():
    x = Value(0.0)
    y = x**0
    y.backward()
    assert (y.data, x.grad) == (1.0, 0.0)


def test_hundreds_of_random_graphs_agree_with_torch():
    reused = 0
    for seed in range(GRAPHS):
        leaves, steps = plan(np.random.default_rng(seed))
        ours, theirs = build(map(Value, leaves), steps), build(torch_leaves(leaves), steps)
        for tensor in theirs[len(leaves) :]:
            tensor.retain_grad()
        ours[-1].backward()
        theirs[-1].backward()
        assert math.isfinite(ours[-1].data)
        assert ours[-1].data == pytest.approx(theirs[-1].item(), rel=1e-12, abs=1e-13)
        for mine, tensor in zip(ours, theirs, strict=True):
            assert mine.grad == pytest.approx(grad_or_zero(tensor), rel=1e-11, abs=1e-12), f"seed {seed}"
        used = [id(parent) for node in topological_order(ours[-1]) for parent in node.parents]
        reused += len(used) > len(set(used))
    assert reused > 0.8 * GRAPHS  # fan-out is what the test is about


def test_parents_come_first():
    leaves, steps = plan(np.random.default_rng(0))
    root = build(map(Value, leaves), steps)[-1]
    order = topological_order(root)
    place = {node: at for at, node in enumerate(order)}
    assert order[-1] is root
    assert len(place) == len(order)
    assert all(place[parent] < place[node] for node in order for parent in node.parents)


def test_ten_thousand_operations_need_no_recursion():
    x = y = Value(1.0)
    for _ in range(10_000):
        y = y * 0.999 + x
    y.backward()
    assert x.grad == pytest.approx(sum(0.999**k for k in range(10_001)))


def test_a_second_backward_adds_to_the_inputs_alone():
    x = Value(2.0)
    y = (x * 3).tanh() * x
    y.backward()
    once = x.grad
    y.backward()
    assert x.grad == pytest.approx(2 * once)
    assert y.grad == 1.0


def test_two_ends_add_up_in_a_shared_input():
    x = Value(2.0)
    (x * 3).backward()
    (x**2).backward()
    assert x.grad == 7.0


def test_what_is_no_number_is_refused():
    with pytest.raises((TypeError, ValueError)):
        Value("three dollars")
    with pytest.raises(TypeError):
        Value(2.0) ** Value(2.0)
    with pytest.raises((TypeError, ValueError)):
        Value(2.0) * [1.0, 2.0]
    with pytest.raises(ValueError, match=r"domain|positive"):
        Value(-1.0).log()
