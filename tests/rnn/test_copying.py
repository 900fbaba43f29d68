r"""The copy problem and the networks that learn it side by side."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.rnn.copying import copy_problem
from course_lib.rnn.copying_torch import learn_copying

SMALL = st.integers(1, 5)


@given(n=SMALL, wait=st.integers(0, 6), length=SMALL, symbols=SMALL, seed=st.integers(0, 99))
def test_symbols_then_silence_then_one_mark(n, wait, length, symbols, seed):
    x, targets = copy_problem(n, wait, seed, length, symbols)
    assert x.shape == (n, length + wait + length, symbols + 1)
    assert targets.shape == (n, length)
    np.testing.assert_array_equal(x[:, :length].argmax(axis=2), targets)
    assert (x[:, :length].sum(axis=2) == 1).all()
    rest = x[:, length:].copy()
    assert (rest[:, wait, symbols] == 1).all()
    rest[:, wait, symbols] = 0
    assert (rest == 0).all()


def test_each_symbol_is_as_frequent_as_the_others():
    _, targets = copy_problem(20_000, 0, 0, length=2, symbols=4)
    np.testing.assert_allclose(np.bincount(targets.ravel()) / targets.size, 0.25, atol=0.01)


def test_a_seed_and_its_generator_draw_the_same():
    for one, other in zip(copy_problem(3, 4, 7), copy_problem(3, 4, np.random.default_rng(7)), strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.bad_input
@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"n": 0}, "n must be a whole number of at least 1, got 0"),
        ({"wait": -1}, "wait must be a whole number of at least 0, got -1"),
        ({"length": 1.5}, "length must be a whole number of at least 1, got 1.5"),
        ({"symbols": 0}, "symbols must be a whole number of at least 1, got 0"),
    ],
)
def test_bad_input_is_told(given, message):
    with pytest.raises(ValueError, match=message):
        copy_problem(**{"n": 2, "wait": 3, "rng": 0} | given)


def test_who_knows_nothing_pays_the_logarithm_of_the_symbols():
    errors = learn_copying("rnn", 3, range(20), rates=(0.0,), n_updates=1, symbols=5, hidden_size=400)
    assert errors.mean() == pytest.approx(np.log(5), abs=0.05)


def test_a_network_learns_alone_what_it_learns_beside_others():
    together = learn_copying("gru", 2, [3, 4], rates=(0.01, 0.05), n_updates=12)
    alone = learn_copying("gru", 2, [4], rates=(0.05,), n_updates=12)
    np.testing.assert_allclose(together[:, 1, 1], alone[:, 0, 0], rtol=1e-4)
    assert not np.allclose(together[:, 0, 1], alone[:, 0, 0])


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
def test_a_short_wait_is_learned(cell):
    errors = learn_copying(cell, 1, range(2), rates=(0.02,), n_updates=250, length=1)
    assert errors[:5].mean() > 1.2
    assert errors[-20:].mean() < 0.1


@pytest.mark.parametrize("wrong", [{"cell": "gru", "forget_bias": 1.0}, {"cell": "lstm", "orthogonal": True}])
def test_an_option_of_another_cell_is_refused(wrong):
    with pytest.raises(ValueError, match="forget_bias is for an LSTM"):
        learn_copying(wait=2, seeds=[0], **wrong)
