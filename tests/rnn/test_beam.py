"""Beam search: by hand, against all sequences there are, what holds for any model, bad input."""

import itertools

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.losses import log_softmax
from course_lib.rnn import beam_search


def model(seed, vocab=3, spread=2.0):
    """A model whose guess depends on everything before: its state is all tokens so far."""

    def step(state, token):
        state = (*state, token)
        drawn = np.random.default_rng([seed, *state]).normal(size=vocab)
        return log_softmax(spread * drawn), state

    return step


def every_sequence(step, start, end, vocab, max_length):
    """All that end in time or are cut, with their log-probabilities, the best first."""
    found = []

    def grow(tokens, log_prob, state):
        if len(tokens) == max_length or (tokens and tokens[-1] == end):
            found.append((tokens, log_prob))
            return
        log_probs, after = step(state, tokens[-1] if tokens else start)
        for k in range(vocab):
            grow([*tokens, k], log_prob + log_probs[k], after)

    grow([], 0.0, ())
    return sorted(found, key=lambda one: -one[1])


def in_table(chances):
    with np.errstate(divide="ignore"):
        table = np.log(chances)
    return lambda state, token: (table[token], None)


GARDEN = [[0.1, 0.5, 0.4], [0.4, 0.3, 0.3], [0.9, 0.05, 0.05]]


def test_by_hand():
    """0 ends. Greedy takes 1 (0.5) and ends with 0.5 · 0.4; the better way begins with 2: 0.4 · 0.9."""
    step = in_table(GARDEN)
    [(tokens, log_prob)] = beam_search(step, None, 0, 0, width=1, max_length=5)
    assert tokens == [1, 0]
    assert log_prob == pytest.approx(np.log(0.2))
    first, second = beam_search(step, None, 0, 0, width=2, max_length=5)
    assert (first[0], second[0]) == ([2, 0], [1, 0])
    assert first[1] == pytest.approx(np.log(0.36))


def test_what_is_cut_has_no_end():
    kept = beam_search(in_table([[0.0, 1.0], [0.2, 0.8]]), None, 0, 0, width=2, max_length=3)
    assert [tokens for tokens, _ in kept] == [[1, 1, 1], [1, 0]]
    np.testing.assert_allclose(np.exp([log_prob for _, log_prob in kept]), [0.64, 0.2])


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("vocab", "max_length"), [(2, 6), (3, 4), (5, 3)])
def test_a_wide_beam_finds_every_sequence_in_order(seed, vocab, max_length):
    step = model(seed, vocab)
    right = every_sequence(step, 0, 1, vocab, max_length)
    ours = beam_search(step, (), 0, 1, width=vocab**max_length, max_length=max_length)
    assert [tokens for tokens, _ in ours] == [tokens for tokens, _ in right]
    np.testing.assert_allclose([p for _, p in ours], [p for _, p in right], rtol=1e-12)
    assert np.exp([p for _, p in ours]).sum() == pytest.approx(1)


SEEDS = st.integers(0, 10_000)


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.integers(2, 4), st.integers(1, 6), st.integers(1, 6))
def test_what_holds_for_any_model(seed, vocab, width, max_length):
    step = model(seed, vocab)
    kept = beam_search(step, (), 0, vocab - 1, width, max_length)
    log_probs = [log_prob for _, log_prob in kept]
    assert 1 <= len(kept) <= width
    assert log_probs == sorted(log_probs, reverse=True)
    assert len({tuple(tokens) for tokens, _ in kept}) == len(kept)
    best = every_sequence(step, 0, vocab - 1, vocab, max_length)[0][1] if max_length < 5 else 0
    for tokens, log_prob in kept:
        assert vocab - 1 not in tokens[:-1]
        assert tokens[-1] == vocab - 1 or len(tokens) == max_length
        total, state, token = 0.0, (), 0
        for k in tokens:
            after, state = step(state, token)
            total, token = total + after[k], k
        assert log_prob == pytest.approx(total, abs=1e-12)
        assert log_prob <= best + 1e-12


@settings(max_examples=30, deadline=None)
@given(SEEDS, st.integers(2, 5), st.integers(1, 6))
def test_width_one_is_greedy(seed, vocab, max_length):
    step, tokens, state = model(seed, vocab), [], ()
    for _ in range(max_length):
        log_probs, state = step(state, tokens[-1] if tokens else 0)
        tokens.append(int(np.argmax(log_probs)))
        if tokens[-1] == vocab - 1:
            break
    assert beam_search(step, (), 0, vocab - 1, 1, max_length)[0][0] == tokens


def test_a_model_without_memory_is_searched_exactly_by_any_width():
    """Where each step has one distribution, the greedy sequence is the best of its length."""
    chances = [[0.05, 0.6, 0.35]] * 3
    for width in (1, 2, 5):
        assert beam_search(in_table(chances), None, 1, 0, width, 4)[0][0] == [1, 1, 1, 1]


def test_a_length_penalty_favours_the_longer():
    step = in_table([[0.0, 0.55, 0.45], [1.0, 0.0, 0.0], [0.1, 0.0, 0.9]])
    short, _ = beam_search(step, None, 0, 0, 3, 8)[0]
    long, log_prob = beam_search(step, None, 0, 0, 3, 8, length_penalty=2.0)[0]
    assert short == [1, 0]
    assert long == [2] * 8
    assert log_prob == pytest.approx(np.log(0.45 * 0.9**7))  # as it is, not as it was ranked


def test_equal_ones_keep_their_order_and_impossible_ones_are_left_out():
    kept = beam_search(in_table([[0.0, 0.5, 0.5]] + [[1.0, 0, 0]] * 2), None, 0, 0, 4, 3)
    assert [tokens for tokens, _ in kept] == [[1, 0], [2, 0]]


def test_tensors_do_as_well():
    chances = torch.tensor(GARDEN)
    kept = beam_search(lambda state, token: (chances[token].log(), None), None, 0, 0, 2, 5)
    assert kept[0][0] == [2, 0]
    assert kept[0][1] == pytest.approx(np.log(0.36), abs=1e-6)


@pytest.mark.bad_input
@pytest.mark.parametrize(
    ("named", "message"),
    [
        ({"width": 0}, "width must be a whole number of at least 1, got 0"),
        ({"max_length": 0}, "max_length must be a whole number of at least 1, got 0"),
        ({"length_penalty": -1}, "length_penalty must be finite and at least 0, got -1"),
        ({"end": 3}, "end must be one of the 3 tokens, got 3"),
        ({"end": -1}, "end must be a whole number of at least 0, got -1"),
        ({"step": lambda s, t: (np.zeros((1, 3)), s)}, r"of shape \(V,\), got \(1, 3\)"),
        ({"step": lambda s, t: ([0.2, 0.3, 0.5], s)}, "log-probabilities are at most 0, got 0.5"),
        ({"step": lambda s, t: ([np.nan, -1.0, -1.0], s)}, "log-probabilities are at most 0, got nan"),
    ],
)
def test_bad_input_is_told(named, message):
    right = {"step": in_table(GARDEN), "state": None, "start": 0, "end": 0, "width": 2, "max_length": 3}
    with pytest.raises(ValueError, match=message):
        beam_search(**right | named)


def test_every_state_is_left_to_all_who_go_on_from_it():
    """Beginnings that share a state must not disturb each other: the same search twice, the same result."""
    step = model(5, 4)
    first, again = (beam_search(step, (), 0, 3, 3, 6) for _ in range(2))
    assert first == again
    assert all(len(set(map(tuple, pair))) == 2 for pair in itertools.combinations([t for t, _ in first], 2))
