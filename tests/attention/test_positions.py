"""Positions: by hand, beside torch, their laws, and what is refused."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from rnn.several_beside_torch import assert_differences, assert_same

from course_lib.attention import (
    alibi_bias,
    apply_rotary,
    apply_rotary_backward,
    attention_weights,
    sinusoidal_positions,
)
from course_lib.attention import functions as F

seeds, places = st.integers(0, 10_000), st.integers(0, 500)


def rotary_in_torch(x, positions=None, base=10000.0):
    """Pairs of adjacent numbers as complex numbers, which are multiplied with e^(iωt)."""
    t = torch.arange(x.shape[-2]) if positions is None else torch.as_tensor(positions)
    speeds = base ** (-torch.arange(0, x.shape[-1], 2, dtype=torch.float64) / x.shape[-1])
    angles = t[:, None] * speeds
    turns = torch.polar(torch.ones_like(angles), angles)
    pairs = torch.view_as_complex(x.reshape(*x.shape[:-1], -1, 2))
    return torch.view_as_real(pairs * turns).flatten(-2)


def test_waves_by_hand():
    table = sinusoidal_positions(50, 6, base=100)
    for t in (0, 1, 49):
        for i, speed in enumerate((1, 100 ** (-1 / 3), 100 ** (-2 / 3))):
            assert table[t, 2 * i] == pytest.approx(np.sin(speed * t), abs=1e-14)
            assert table[t, 2 * i + 1] == pytest.approx(np.cos(speed * t), abs=1e-14)


@given(st.integers(1, 8), places, places)
def test_waves_all_have_one_length_and_products_that_tell_the_distance(half, t, lag):
    table = sinusoidal_positions(1001, 2 * half)
    np.testing.assert_allclose((table**2).sum(axis=1), half, rtol=1e-12)
    assert table[t] @ table[t + lag] == pytest.approx(table[0] @ table[lag], abs=1e-9)


@given(st.integers(0, 300))
def test_a_step_ahead_is_a_turn_that_is_the_same_everywhere(lag):
    """Which is how rotary positions begin: row t + lag is a fixed matrix times row t."""
    table = sinusoidal_positions(400, 8)
    swapped = table[:, ::-1]  # (cos, sin) pairs, the slowest first
    angle = lag * 10000.0 ** (-np.arange(0, 8, 2) / 8)[::-1]
    turned = np.empty((400 - lag, 8))
    cos, sin = swapped[: 400 - lag, ::2], swapped[: 400 - lag, 1::2]
    turned[:, ::2] = cos * np.cos(angle) - sin * np.sin(angle)
    turned[:, 1::2] = cos * np.sin(angle) + sin * np.cos(angle)
    np.testing.assert_allclose(turned, swapped[lag:], atol=1e-11)


@given(seeds, st.sampled_from([(), (2,), (2, 3)]), st.integers(1, 4), st.integers(1, 4), st.booleans())
def test_rotary_is_a_complex_product_in_every_gradient(seed, before, n, half, given_places):
    rng = np.random.default_rng(seed)
    positions = rng.integers(-5, 500, n) if given_places else None
    assert_same(
        lambda a: F.apply_rotary(a, positions),
        lambda a: rotary_in_torch(a, positions),
        (rng.normal(size=(*before, n, 2 * half)),),
        rtol=1e-10,
    )


def test_rotary_by_differences():
    x = (np.random.default_rng(0).normal(size=(2, 3, 4)),)
    assert_differences((apply_rotary, apply_rotary_backward), x, positions=[4, 0, 9], base=50)


@given(seeds, places, places, st.integers(0, 400))
def test_rotary_scores_depend_on_differences_alone(seed, t, s, shift):
    rng = np.random.default_rng(seed)
    query, key = rng.normal(size=(2, 1, 8))
    here = apply_rotary(query, [t]) @ apply_rotary(key, [s]).T
    there = apply_rotary(query, [t + shift]) @ apply_rotary(key, [s + shift]).T
    np.testing.assert_allclose(here, there, atol=1e-10)


@given(seeds)
def test_rotary_keeps_lengths_and_can_be_turned_back(seed):
    x = np.random.default_rng(seed).normal(size=(3, 7, 6))
    y = apply_rotary(x)
    np.testing.assert_allclose(np.linalg.norm(y, axis=-1), np.linalg.norm(x, axis=-1), rtol=1e-12)
    np.testing.assert_allclose(apply_rotary(y, -np.arange(7)), x, atol=1e-12)
    np.testing.assert_array_equal(y[:, 0], x[:, 0])


@given(seeds, st.integers(1, 300))
def test_weights_move_with_the_sentence(seed, shift):
    """Shifted as a whole, a sentence is read the same way; in another order, it is not."""
    rng = np.random.default_rng(seed)
    query, key = rng.normal(size=(2, 5, 8))
    at = [
        attention_weights(apply_rotary(query, p), apply_rotary(key, p))
        for p in (range(5), range(shift, shift + 5))
    ]
    np.testing.assert_allclose(*at, atol=1e-10)


def test_alibi_by_hand():
    bias = alibi_bias(8, 3)
    np.testing.assert_array_equal(bias[0], -np.array([[0, 1, 2], [1, 0, 1], [2, 1, 0]]) / 2)
    np.testing.assert_array_equal(bias[:, 2, 0], -2 / 2.0 ** np.arange(1, 9))
    np.testing.assert_array_equal(alibi_bias(8, 1, 3)[:, 0], bias[:, 2])


@given(seeds, st.integers(1, 6))
def test_alibi_is_blind_to_what_stands_before_and_prefers_what_is_near(seed, n):
    weights = attention_weights(np.zeros((4, n, 2)), np.zeros((4, n, 2)), alibi_bias(4, n), is_causal=True)
    for row in range(n):
        assert (np.diff(weights[:, row, : row + 1]) > 0).all()
    np.testing.assert_array_equal(alibi_bias(4, n), alibi_bias(4, n + 2)[:, 2:, 2:])


@pytest.mark.bad_input
def test_what_is_refused():
    x = np.ones((2, 3, 4))
    with pytest.raises(ValueError, match=r"d_model must be even.*got 5"):
        sinusoidal_positions(3, 5)
    with pytest.raises(ValueError, match="n_positions must be a whole number of at least 1, got 0"):
        sinusoidal_positions(0, 4)
    with pytest.raises(ValueError, match="base must be positive and finite, got -1"):
        apply_rotary(x, base=-1)
    with pytest.raises(ValueError, match=r"E, the last axis of x, must be even.*got 3"):
        apply_rotary(x[..., :3])
    with pytest.raises(ValueError, match=r"positions must be \(3,\), one a token, got \(4,\)"):
        apply_rotary(x, range(4))
    with pytest.raises(TypeError, match="positions must hold whole numbers, got dtype float64"):
        apply_rotary(x, [0.0, 1.0, 2.0])
    with pytest.raises(ValueError, match=r"x must be \(\.\.\., T, E\), got \(4,\)"):
        apply_rotary(x[0, 0])
    with pytest.raises(ValueError, match=r"output's shape \(2, 3, 4\), got \(3, 4\)"):
        apply_rotary_backward(x[0], x)
    with pytest.raises(ValueError, match="num_heads must be a power of 2, got 6"):
        alibi_bias(6, 3)
    with pytest.raises(ValueError, match="as many keys as queries, got 2 and 3"):
        alibi_bias(8, 3, 2)
