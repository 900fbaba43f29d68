"""Online softmax, linear attention and the cache: equal to what they stand for, and thriftier."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.attention import (
    KeyValueCache,
    linear_attention,
    linear_attention_recurrent,
    online_attention,
    scaled_dot_product_attention,
)

seeds = st.integers(0, 10_000)


def drawn(seed, n=6, before=(2,), n_keys=None):
    rng = np.random.default_rng(seed)
    shapes = (n, 4), (n_keys or n, 4), (n_keys or n, 3)
    return tuple(rng.normal(size=(*before, *shape)) for shape in shapes)


@given(seeds, st.integers(1, 9), st.integers(1, 20), st.integers(1, 25), st.booleans())
def test_block_by_block_it_is_plain_attention(seed, n, n_keys, block, is_causal):
    """To 1e-12, whatever the block, with scores of all sizes."""
    query, key, value = drawn(seed, n, (2, 2), n_keys)
    key *= np.random.default_rng(seed).choice([0.01, 1, 30], (2, 2, 1, 1))
    found = online_attention(query, key, value, is_causal, block)
    expected = scaled_dot_product_attention(query, key, value, is_causal=is_causal)
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-12)


@pytest.mark.filterwarnings("error")
def test_the_largest_score_may_come_last_or_first():
    """Powers of e up to 10,000 would overflow; in either order the sum is mended."""
    query, value = np.array([[1.0]]), np.array([[1.0], [2.0], [4.0]])
    for scores in ([0.0, 5e3, 1e4], [1e4, 5e3, 0.0], [-1e4, -1e4, -1e4]):
        key = np.array(scores)[:, None]
        found = online_attention(query, key, value, block=1)
        np.testing.assert_allclose(found, scaled_dot_product_attention(query, key, value), rtol=1e-15)


def test_no_keys_give_nothing():
    query, key, value = drawn(0)
    np.testing.assert_array_equal(online_attention(query, key[:, :0], value[:, :0]), np.zeros((2, 6, 3)))


def peak(function, *args):
    """The most bytes that were held at once."""
    tracemalloc.start()
    function(*args)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def test_memory_grows_with_the_length_and_not_with_its_square():
    """Plain attention holds a table T × T; four times the length is sixteen times the bytes."""
    plain, online = (
        [peak(function, *drawn(0, n, ())) for n in (256, 1024)]
        for function in (scaled_dot_product_attention, online_attention)
    )
    assert plain[1] / plain[0] > 12
    assert online[1] / online[0] < 6
    assert plain[1] > 3 * online[1]


@given(seeds, st.integers(1, 12))
def test_linear_attention_is_a_recurrent_network(seed, n):
    args = drawn(seed, n)
    found = linear_attention_recurrent(*args)
    np.testing.assert_allclose(found, linear_attention(*args), rtol=1e-12, atol=1e-13)


@given(seeds, st.integers(2, 8))
def test_linear_attention_step_by_step(seed, n):
    """With a state of two arrays, as one would write a cell; its rows are means of the past."""
    query, key, value = drawn(seed, n)
    found = linear_attention(query, key, value)
    q, k = (np.where(x > 0, x + 1, np.exp(x)) for x in (query, key))
    state, norm = np.zeros((2, 4, 3)), np.zeros((2, 4))
    for t in range(n):
        state = state + np.einsum("ne,nd->ned", k[:, t], value[:, t])
        norm = norm + k[:, t]
        by_hand = np.einsum("ne,ned->nd", q[:, t], state) / (q[:, t] * norm).sum(axis=1, keepdims=True)
        np.testing.assert_allclose(by_hand, found[:, t], rtol=1e-11, atol=1e-13)
        past = value[:, : t + 1]
        assert (found[:, t] <= past.max(axis=1) + 1e-12).all()
        assert (found[:, t] >= past.min(axis=1) - 1e-12).all()
    later = value.copy()
    later[:, -1] += 9
    np.testing.assert_array_equal(linear_attention(query, key, later)[:, :-1], found[:, :-1])


@pytest.mark.filterwarnings("error")
def test_linear_attention_takes_large_numbers():
    query, key, value = drawn(0)
    for function in (linear_attention, linear_attention_recurrent):
        found = function(query * 1e3, np.abs(key) * 1e4, value)
        assert np.isfinite(found).all()
        np.testing.assert_allclose(found[:, 0], value[:, 0], rtol=1e-12)


@given(seeds, st.lists(st.integers(1, 4), min_size=1, max_size=5))
def test_with_a_cache_it_is_the_full_pass(seed, pieces):
    """Step by step, or in pieces of several tokens: a prompt and what is written after it."""
    n = sum(pieces)
    query, key, value = drawn(seed, n, (2, 3))
    full = scaled_dot_product_attention(query, key, value, is_causal=True)
    cache, end = KeyValueCache(n), 0
    for piece in pieces:
        now = slice(end, end := end + piece)
        found = cache.attend(query[..., now, :], key[..., now, :], value[..., now, :])
        np.testing.assert_allclose(found, full[..., now, :], rtol=1e-12, atol=1e-13)
        assert len(cache) == end
        np.testing.assert_array_equal(cache.key, key[..., :end, :])
        np.testing.assert_array_equal(cache.value, value[..., :end, :])
    assert cache.n_bytes == 8 * 6 * n * (4 + 3)


@pytest.mark.bad_input
def test_what_is_refused():
    query, key, value = drawn(0)
    with pytest.raises(ValueError, match="block must be a whole number of at least 1, got 0"):
        online_attention(query, key, value, block=0)
    with pytest.raises(ValueError, match=r"agree in all but L and S, got \(2, 6, 4\) and \(2, 6, 3\)"):
        online_attention(query, value, value)
    with pytest.raises(ValueError, match=r"\(N, T, E\) both, got \(2, 5, 4\) and \(2, 6, 4\)"):
        linear_attention(query[:, :5], key, value)
    with pytest.raises(ValueError, match=r"\(N, T, E\) both, got \(6, 4\) and \(6, 4\)"):
        linear_attention_recurrent(query[0], key[0], value[0])
    cache = KeyValueCache(7)
    assert (cache.key, cache.value, cache.n_bytes) == (None, None, 0)
    cache.attend(query, key, value)
    with pytest.raises(ValueError, match="room for 7 tokens, got 12"):
        cache.attend(query, key, value)
    with pytest.raises(ValueError, match=r"key must go on as \(2, t, 4\), got \(1, 1, 4\)"):
        cache.attend(query[:1, :1], key[:1, :1], value[:1, :1])
    with pytest.raises(ValueError, match=r"has a query and a key, got \(2, 6, 4\) and \(2, 5, 4\)"):
        cache.attend(query, key[:, :5], value[:, :5])
    assert len(cache) == 6
