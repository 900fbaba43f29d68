"""Leaves and results, what is remembered and what is freed, and what is refused."""

import gc
import weakref

import numpy as np
import pytest
from backprop.random_graphs import plan
from backprop.tensors_beside_torch import assert_agrees, param

from course_lib.backprop import Tensor

GRAPHS = 300
rng = np.random.default_rng(0)


def array_graph(steps):
    """An expression over arrays: the steps of a plan, with shapes that broadcast, turn and shrink."""

    def unary(op, a):
        return {
            "tanh": lambda: a.tanh(),
            "sigmoid": lambda: a.sigmoid(),
            "relu": lambda: a.relu(),
            "exp": lambda: a.tanh().exp(),
            "log": lambda: (a**2 + 0.5).log(),
            "root": lambda: (a * a + 0.5).sqrt(),
            "square": lambda: a.tanh() ** 2,
            "neg": lambda: -a[1:, [0, 0, 2]].reshape(-1, 3).sum(0),
        }[op]()

    def binary(op, a, b):
        return {
            "+": lambda: a + b.tanh(),
            "-": lambda: a - b,
            "*": lambda: a * b.tanh(),
            "/": lambda: a / (b * b + 1.0),
            "2 -": lambda: 2 - a.mean(0) + b[0],
            "3 /": lambda: 3 / (a**2 + 1),
            "* 0.5": lambda: a.tanh() @ b.tanh() * 0.5 + a.T,
        }[op]()

    def run(*leaves):
        values = list(leaves)
        for op, i, j in steps:
            a, b = values[i], values[j]
            value = unary(op, a) if op in ("tanh sigmoid relu exp log root square neg") else binary(op, a, b)
            values.append(value + 0 * leaves[0])  # (3, 3) again
        return (values[-1] + values[len(values) // 2]).mean()

    return run


def test_hundreds_of_random_graphs_of_arrays_agree_with_torch():
    for seed in range(GRAPHS):
        numbers = np.random.default_rng(seed)
        leaves = [numbers.normal(size=s) for s in ((3, 3), (3, 3), (1, 3), (3, 1))]
        _, steps = plan(numbers, n_leaves=2, n_operations=15)
        start = [*leaves[:2]]

        def graph(a, b, c, d, steps=steps, start=start):
            return array_graph(steps)(a + c, b * d)

        assert_agrees(graph, leaves, rtol=1e-10)


def test_gradients_add_up_until_they_are_forgotten():
    w = param(2)
    (w * 3).sum().backward()
    kept = w.grad
    (w * 4).sum().backward()
    assert w.grad.tolist() == [7, 7]
    assert kept.tolist() == [3, 3]  # what one kept does not move
    w.zero_grad()
    assert w.grad is None


def test_two_leaves_never_share_one_gradient():
    a, b = param(2), param(2)
    (a + b).sum().backward()
    a.grad *= 10
    assert b.grad.tolist() == [1, 1]


def test_what_needs_no_gradient_gets_none_and_costs_none():
    x, w = Tensor(np.ones((2, 2))), param(2, 2)
    y = x @ w
    assert len(y.entry.edges) == 1
    assert x.is_leaf
    assert (x + 1).entry is None
    assert not (x + 1).requires_grad
    y.sum().backward()
    assert x.grad is None


def test_only_leaves_keep_a_gradient_unless_they_ask():
    w = param(2)
    h, g = w * 2, w * 3
    h.retain_grad()
    (h * g).sum().backward()
    assert g.grad is None
    np.testing.assert_allclose(h.grad, 3 * w.data)
    assert not h.is_leaf
    assert w.is_leaf


def test_a_leaf_may_start():
    w = param(2)
    w.backward([2.0, 3.0])
    assert w.grad.tolist() == [2, 3]


def test_backward_starts_at_one_number_or_with_a_gradient():
    w = param(2, 3)
    with pytest.raises(ValueError, match=r"this tensor has shape \(2, 3\)"):
        (w * 2).backward()
    with pytest.raises(ValueError, match=r"shape \(2, 3\) of the tensor, got \(3,\)"):
        (w * 2).backward(np.ones(3))
    with pytest.raises(RuntimeError, match="requires_grad=True"):
        Tensor(1.0).backward()
    (w * 2).backward(np.ones((2, 3)))
    assert (w.grad == 2).all()


def test_a_second_backward_is_refused_and_says_what_to_do():
    w = param(2)
    h = w.tanh()
    loss = h.sum()
    loss.backward()
    before = w.grad.copy()
    with pytest.raises(RuntimeError, match=r"'sum' again.*loss again.*retain_graph=True"):
        loss.backward()
    with pytest.raises(RuntimeError, match=r"'tanh' again"):
        (h * 2).sum().backward()  # the trunk is gone, though this loss is new
    np.testing.assert_array_equal(w.grad, before)


def test_a_kept_graph_is_walked_twice():
    w = param(2)
    loss = (w.tanh() * w).sum()
    loss.backward(retain_graph=True)
    once = w.grad
    loss.backward()
    np.testing.assert_allclose(w.grad, 2 * once)
    with pytest.raises(RuntimeError):
        loss.backward()


def test_backward_frees_what_the_tape_held():
    w = param(3)
    hidden = (w * 2).tanh()
    array = weakref.ref(hidden.data)
    loss = (hidden * hidden).sum()
    del hidden
    gc.disable()  # so that nothing waits for the collector
    try:
        assert array() is not None
        loss.backward()
        assert array() is None
        hidden = (w * 2).tanh()
        array = weakref.ref(hidden.data)
        del hidden
        assert array() is None  # a graph that nobody walks is freed too
    finally:
        gc.enable()


def test_what_no_operation_needs_is_not_kept():
    w = param(3)
    sum_ = w + 1
    array = weakref.ref(sum_.data)
    loss = sum_.tanh().sum()
    del sum_
    assert array() is None
    loss.backward()


def test_a_long_chain_needs_no_recursion():
    w = Tensor(1.0, requires_grad=True)
    y = w
    for _ in range(10_000):
        y = y * 0.999 + w
    y.backward()
    assert w.grad == pytest.approx(sum(0.999**k for k in range(10_001)))
