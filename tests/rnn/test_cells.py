"""One step of each cell beside torch's, by hand, and by differences."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from nested import leaves
from rnn.several_beside_torch import assert_differences, assert_same

from course_lib.rnn import (
    embedding,
    embedding_backward,
    gru_cell,
    gru_cell_backward,
    lstm_cell,
    lstm_cell_backward,
    rnn_cell,
    rnn_cell_backward,
)
from course_lib.rnn import functions as F

rng = np.random.default_rng(0)
sizes = st.integers(1, 4)
# cell → its pair, the function over tensors, torch's, rows of gates, parts of the state
CELLS = {
    "rnn": ((rnn_cell, rnn_cell_backward), F.rnn_cell, torch.rnn_tanh_cell, 1, 1),
    "lstm": ((lstm_cell, lstm_cell_backward), F.lstm_cell, torch.lstm_cell, 4, 2),
    "gru": ((gru_cell, gru_cell_backward), F.gru_cell, torch.gru_cell, 3, 1),
}
each_cell = pytest.mark.parametrize("cell", CELLS)


def drawn(cell, n=2, inputs=3, hidden=2, biases=True):
    *_, gates, parts = CELLS[cell]
    state = tuple(rng.normal(size=(n, hidden)) for _ in range(parts))
    rows = gates * hidden
    shapes = [(rows, inputs), (rows, hidden)] + [(rows,), (rows,)] * biases
    weights = [rng.normal(size=shape) for shape in shapes]
    return (rng.normal(size=(n, inputs)), state if parts == 2 else state[0], *weights)


@each_cell
@given(n=sizes, inputs=sizes, hidden=sizes, biases=st.booleans())
def test_torch_says_the_same_in_every_gradient(cell, n, inputs, hidden, biases):
    _, ours, theirs, *_ = CELLS[cell]
    assert_same(ours, theirs, drawn(cell, n, inputs, hidden, biases))


@each_cell
@pytest.mark.parametrize("biases", [True, False])
def test_gradients_by_differences(cell, biases):
    assert_differences(CELLS[cell][0], drawn(cell, 3, 2, 4, biases))


@each_cell
def test_one_bias_alone(cell):
    """Either may be missing; the other keeps its place among the gradients."""
    (function, backward), *_ = CELLS[cell]
    x, state, w_ih, w_hh, b_ih, b_hh = drawn(cell)
    for first, second in ((b_ih, None), (None, b_hh)):
        value = function(x, state, w_ih, w_hh, first, second)
        filled = [np.zeros_like(b_ih) if bias is None else bias for bias in (first, second)]
        full = function(x, state, w_ih, w_hh, *filled)
        np.testing.assert_array_equal(leaves(value), leaves(full))
        *_, found = backward(value, x, state, w_ih, w_hh, first, second)
        expected = backward(value, x, state, w_ih, w_hh, *filled)[-2 if second is None else -1]
        np.testing.assert_array_equal(found, expected)


@each_cell
@pytest.mark.filterwarnings("error")
def test_huge_inputs_shut_the_gates_and_do_no_harm(cell):
    (function, backward), *_ = CELLS[cell]
    x, *others = drawn(cell)
    x = np.where(x < 0, -1e8, 1e8)
    value = function(x, *others)
    assert all(np.isfinite(part).all() for part in leaves(value))
    assert all(np.isfinite(part).all() for part in leaves(backward(value, x, *others)))


@each_cell
def test_float32_stays(cell):
    (function, backward), *_ = CELLS[cell]
    x, *others = drawn(cell)
    value = function(x.astype(np.float32), *others)
    grads = backward(value, x.astype(np.float32), *others)
    assert {part.dtype for part in leaves((value, grads))} == {np.dtype(np.float32)}


def test_cells_by_hand():
    """Numbers small enough for a pocket calculator."""
    half = 1 / (1 + np.exp(-1.0))  # σ(1)
    w = np.ones((1, 1))
    np.testing.assert_allclose(rnn_cell([[0.5]], [[0.25]], w, w), [[np.tanh(0.75)]], rtol=1e-15)
    h, c = lstm_cell([[1.0]], ([[0.0]], [[2.0]]), np.ones((4, 1)), np.zeros((4, 1)))
    np.testing.assert_allclose(c, [[2 * half + half * np.tanh(1)]], rtol=1e-15)
    np.testing.assert_allclose(h, half * np.tanh(c), rtol=1e-15)
    new = gru_cell([[1.0]], [[3.0]], np.ones((3, 1)), [[0.0], [0.0], [2.0]])
    np.testing.assert_allclose(new, [[(1 - half) * np.tanh(1 + half * 6) + half * 3]], rtol=1e-15)


def test_the_loss_may_ask_for_one_part_alone():
    args = drawn("lstm")
    one = np.ones((2, 2))
    for grads in ((one, None), (None, one)):
        zeros = tuple(np.zeros((2, 2)) if grad is None else grad for grad in grads)
        for mine, same in zip(
            leaves(lstm_cell_backward(grads, *args)), leaves(lstm_cell_backward(zeros, *args)), strict=True
        ):
            np.testing.assert_array_equal(mine, same)


@given(st.lists(st.integers(0, 3), min_size=0, max_size=6), sizes)
def test_embedding_is_torchs(ids, width):
    table = rng.normal(size=(4, width))
    ids = np.array(ids, dtype=np.int64)
    assert_same(
        lambda weight: F.embedding(ids, weight),
        lambda weight: torch.nn.functional.embedding(torch.tensor(ids), weight),
        (table,),
    )
    one_hot = np.eye(4)[ids]
    np.testing.assert_array_equal(embedding(ids, table), one_hot @ table)
    grad = rng.normal(size=(len(ids), width))
    np.testing.assert_allclose(*embedding_backward(grad, ids, table), one_hot.T @ grad, atol=1e-14)


@pytest.mark.bad_input
def test_what_is_refused():
    x, state, w_ih, w_hh, b_ih, b_hh = drawn("gru")
    with pytest.raises(ValueError, match=r"x \(N, D\).*got \(2, 1, 3\), \(6, 3\) and \(6, 2\)"):
        gru_cell(x[:, None], state, w_ih, w_hh)
    with pytest.raises(
        ValueError, match=r"w_ih \(3 H, D\) and w_hh \(3 H, H\).*\(2, 3\), \(6, 3\) and \(4, 2\)"
    ):
        gru_cell(x, state, w_ih, w_hh[:4])
    with pytest.raises(ValueError, match=r"w_ih \(H, D\).*got \(2, 3\), \(6, 3\) and \(6, 2\)"):
        rnn_cell(x, state, w_ih, w_hh)
    with pytest.raises(ValueError, match=r"b_hh must have shape \(6,\), got \(5,\)"):
        gru_cell(x, state, w_ih, w_hh, b_ih, b_hh[:5])
    with pytest.raises(ValueError, match=r"state must have shape \(2, 2\), got \(2, 1\)"):
        gru_cell(x, state[:, :1], w_ih, w_hh)
    with pytest.raises(ValueError, match=r"output's shape \(2, 2\), got \(2,\)"):
        gru_cell_backward(state[0], x, state, w_ih, w_hh)
    x, state, *weights = drawn("lstm")
    with pytest.raises(TypeError, match=r"state must be a pair \(h, c\), got ndarray"):
        lstm_cell(x, state[0], *weights)
    with pytest.raises(ValueError, match=r"each part of state must have shape \(2, 2\), got \(1, 2\)"):
        lstm_cell(x, (state[0], state[1][:1]), *weights)
    with pytest.raises(TypeError, match=r"grad_output must be a pair \(h, c\), got ndarray"):
        lstm_cell_backward(state[0], x, state, *weights)
    with pytest.raises(ValueError, match="x must be from 0 to 1, the rows of weight, got -1"):
        embedding([-1], np.ones((2, 3)))
    with pytest.raises(TypeError, match="x must hold whole numbers, got dtype float64"):
        embedding([1.0], np.ones((2, 3)))
    with pytest.raises(ValueError, match=r"weight must be \(V, D\), got \(3,\)"):
        embedding([1], np.ones(3))
