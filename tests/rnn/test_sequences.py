"""rnn, lstm and gru over sequences: beside torch, beside a loop of cells, and back through time."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from nested import leaves, mapped
from rnn.alone_in_torch import alone
from rnn.several_beside_torch import assert_differences, assert_same

from course_lib import rnn as R
from course_lib.rnn import functions as F

rng = np.random.default_rng(0)
# kind → its pair, the function over tensors, the cell, torch's, rows of gates, parts of the state
KINDS = {
    "rnn": ((R.rnn, R.rnn_backward), F.rnn, R.rnn_cell, torch.rnn_tanh, 1, 1),
    "lstm": ((R.lstm, R.lstm_backward), F.lstm, R.lstm_cell, torch.lstm, 4, 2),
    "gru": ((R.gru, R.gru_backward), F.gru, R.gru_cell, torch.gru, 3, 1),
}
each_kind = pytest.mark.parametrize("kind", KINDS)
sizes = st.integers(1, 4)


def drawn(kind, n=3, steps=5, inputs=2, hidden=3):
    *_, gates, parts = KINDS[kind]
    state = tuple(rng.normal(size=(n, hidden)) for _ in range(parts))
    rows = gates * hidden
    weights = [rng.normal(size=shape) for shape in ((rows, inputs), (rows, hidden), (rows,), (rows,))]
    return (rng.normal(size=(n, steps, inputs)), state if parts == 2 else state[0], *weights)


@st.composite
def batches(draw):
    n, steps = draw(sizes), draw(st.integers(1, 6))
    lengths = st.none() | st.lists(st.integers(1, steps), min_size=n, max_size=n)
    options = {"lengths": draw(lengths), "reverse": draw(st.booleans())}
    return {"n": n, "steps": steps, "inputs": draw(sizes), "hidden": draw(sizes)}, options


@each_kind
@given(batch=batches())
def test_each_sequence_comes_out_as_if_it_were_alone_in_torch(kind, batch):
    shape, options = batch
    _, ours, _, theirs, *_ = KINDS[kind]
    assert_same(
        lambda *args: ours(*args, **options),
        lambda *args: alone(theirs)(*args, **options),
        drawn(kind, **shape),
    )


@each_kind
@pytest.mark.parametrize("options", [{}, {"reverse": True}, {"lengths": [5, 1, 3]}])
def test_gradients_through_time_by_differences(kind, options):
    assert_differences(KINDS[kind][0], drawn(kind), **options)


@each_kind
def test_it_is_a_loop_of_cells(kind):
    (function, _), _, cell, *_ = KINDS[kind]
    x, state, *weights = drawn(kind)
    output, last = function(x, state, *weights)
    for t in range(x.shape[1]):
        state = cell(x[:, t], state, *weights)
        np.testing.assert_allclose(output[:, t], leaves(state)[0], rtol=0, atol=1e-14)
    np.testing.assert_allclose(leaves(last), leaves(state), rtol=0, atol=1e-14)


@each_kind
def test_in_two_pieces_it_is_the_same(kind):
    """The state that the first piece ends with is all that the second one needs."""
    (function, _), *_ = KINDS[kind]
    x, state, *weights = drawn(kind)
    output, last = function(x, state, *weights)
    first, between = function(x[:, :2], state, *weights)
    second, end = function(x[:, 2:], between, *weights)
    np.testing.assert_array_equal(np.concatenate([first, second], axis=1), output)
    np.testing.assert_array_equal(leaves(end), leaves(last))


@each_kind
def test_without_state_and_biases_they_are_zero(kind):
    (function, backward), *_ = KINDS[kind]
    x, state, w_ih, w_hh, *biases = drawn(kind)
    zeros = mapped(np.zeros_like, state), w_ih, w_hh, *(0 * bias for bias in biases)
    value, full = function(x, None, w_ih, w_hh), function(x, *zeros)
    np.testing.assert_array_equal(value[0], full[0])
    grads, all_grads = backward(value, x, None, w_ih, w_hh), backward(full, x, *zeros)
    assert len(grads) == 3
    for at, place in enumerate((0, 2, 3)):
        np.testing.assert_allclose(grads[at], all_grads[place], rtol=1e-13, atol=1e-13)


@each_kind
def test_what_lies_behind_the_end_is_not_read(kind):
    """Not even where it is no number; and nothing that comes back there changes a gradient."""
    (function, backward), *_ = KINDS[kind]
    x, *others = drawn(kind)
    lengths = np.array([5, 2, 3])
    behind = np.arange(5) >= lengths[:, None]
    spoilt = np.where(behind[..., None], np.nan, x)
    for reverse in (False, True):
        value = function(x, *others, lengths=lengths, reverse=reverse)
        np.testing.assert_array_equal(value[0][behind], 0)
        other = function(spoilt, *others, lengths=lengths, reverse=reverse)
        for part, same in zip(leaves(value), leaves(other), strict=True):
            np.testing.assert_array_equal(part, same)
        spoilt_grad = np.where(behind[..., None], np.nan, np.ones_like(value[0]))
        grads = backward((np.ones_like(value[0]), None), x, *others, lengths=lengths, reverse=reverse)
        others_ = backward((spoilt_grad, None), spoilt, *others, lengths=lengths, reverse=reverse)
        for part, same in zip(leaves(grads), leaves(others_), strict=True):
            np.testing.assert_array_equal(part, same)
        np.testing.assert_array_equal(grads[0][behind], 0)


@each_kind
def test_full_lengths_change_nothing(kind):
    (function, backward), *_ = KINDS[kind]
    args = drawn(kind)
    value, same = function(*args), function(*args, lengths=[5, 5, 5])
    np.testing.assert_array_equal(value[0], same[0])
    for grad, other in zip(
        leaves(backward(value, *args)), leaves(backward(value, *args, [5, 5, 5])), strict=True
    ):
        np.testing.assert_array_equal(grad, other)


@each_kind
def test_the_arrays_of_one_call_are_not_those_of_the_next(kind):
    (function, _), *_ = KINDS[kind]
    x, *others = drawn(kind)
    first = function(x, *others)
    kept = mapped(np.copy, first)
    assert not any(np.shares_memory(a, b) for a in leaves(first)[:1] for b in leaves(first)[1:])
    for part in leaves(first):
        part += 1
    for part, same in zip(leaves(function(x, *others)), leaves(kept), strict=True):
        np.testing.assert_array_equal(part, same)


@each_kind
def test_float32_stays_and_an_empty_batch_goes_through(kind):
    (function, backward), *_ = KINDS[kind]
    x, *others = drawn(kind)
    for lengths in (None, [5, 1, 2]):
        value = function(x.astype(np.float32), *others, lengths=lengths)
        grads = backward(value, x.astype(np.float32), *others, lengths=lengths)
        assert {part.dtype for part in leaves((value, grads))} == {np.dtype(np.float32)}
    state, *weights = others
    value = function(x[:0], mapped(lambda part: part[:0], state), *weights)
    assert value[0].shape == (0, 5, 3)
    np.testing.assert_array_equal(backward(value, x[:0], None, *weights)[2], np.zeros_like(weights[1]))
