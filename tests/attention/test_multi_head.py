"""Several heads: beside torch, by differences, made of single look-ups, and what is refused."""

import numpy as np
import pytest
from attention.cases import PADDING, many_heads, multi_head
from hypothesis import given
from hypothesis import strategies as st
from rnn.several_beside_torch import assert_differences, assert_same

from course_lib.attention import functions as F
from course_lib.attention import (
    multi_head_attention,
    multi_head_attention_backward,
    scaled_dot_product_attention,
)

seeds, sizes = st.integers(0, 10_000), st.integers(1, 4)


def drawn(seed, n=2, n_queries=3, n_keys=5, heads=2, each=2, biases=True):
    rng, width = np.random.default_rng(seed), heads * each
    shapes = (n, n_queries, width), (n, n_keys, width), (n, n_keys, width)
    weights = (3 * width, width), (3 * width,), (width, width), (width,)
    inputs = tuple(rng.normal(size=shape) for shape in shapes)
    return inputs, tuple(rng.normal(size=shape) if biases or len(shape) == 2 else None for shape in weights)


@given(seeds, sizes, sizes, sizes, sizes, sizes, st.booleans(), st.booleans())
def test_torch_says_the_same_in_every_gradient(seed, n, n_queries, n_keys, heads, each, biases, is_causal):
    inputs, weights = drawn(seed, n, n_queries, n_keys, heads, each, biases)
    rng = np.random.default_rng(seed)
    padding = rng.random((n, n_keys)) < 0.4
    mask = (
        rng.random((n_queries, n_keys)) < 0.7 if seed % 2 else rng.normal(size=(n, heads, n_queries, n_keys))
    )
    options = {"attn_mask": mask, "is_causal": is_causal, "key_padding_mask": padding}

    def called(function):
        return lambda query, key, value, *others: function(query, key, value, heads, *others, **options)

    assert_same(called(F.multi_head_attention), called(multi_head), (*inputs, *weights), rtol=1e-10)


@given(seeds, st.booleans())
def test_in_self_attention_the_three_gradients_meet(seed, is_causal):
    (x, *_), weights = drawn(seed, 2, 4)

    def called(function):
        return lambda x, *weights: function(x, x, x, 2, *weights, is_causal=is_causal)

    assert_same(called(F.multi_head_attention), called(multi_head), (x, *weights), rtol=1e-10)


def test_gradients_by_differences():
    args = tuple(many_heads(np.random.default_rng(1), 3, 3))
    pair = multi_head_attention, multi_head_attention_backward
    assert_differences(pair, args, key_padding_mask=PADDING, is_causal=True)


def test_it_is_single_look_ups_side_by_side():
    (query, key, value), (in_weight, in_bias, out_weight, out_bias) = drawn(5, heads=3)
    found = multi_head_attention(query, key, value, 3, in_weight, in_bias, out_weight, out_bias)
    each = []
    for head in range(3):
        rows = slice(2 * head, 2 * head + 2)
        q, k, v = (
            x @ w[rows].T + b[rows]
            for x, w, b in zip((query, key, value), np.split(in_weight, 3), np.split(in_bias, 3), strict=True)
        )
        each.append(scaled_dot_product_attention(q, k, v))
    np.testing.assert_allclose(found, np.concatenate(each, axis=2) @ out_weight.T + out_bias, rtol=1e-12)


@given(seeds, st.integers(2, 5))
def test_padding_is_not_read_and_a_batch_is_its_rows_alone(seed, n_keys):
    (query, key, value), weights = drawn(seed, n_keys=n_keys)
    padding = np.zeros((2, n_keys), bool)
    padding[0, 1:] = True
    found = multi_head_attention(query, key, value, 2, *weights, key_padding_mask=padding)
    short = multi_head_attention(query[:1], key[:1, :1], value[:1, :1], 2, *weights)
    np.testing.assert_allclose(found[:1], short, rtol=1e-12, atol=1e-13)
    whole = multi_head_attention(query[1:], key[1:], value[1:], 2, *weights)
    np.testing.assert_allclose(found[1:], whole, rtol=1e-12, atol=1e-13)


@given(seeds, st.integers(2, 5))
def test_it_knows_no_order_without_positions(seed, n):
    (x, *_), weights = drawn(seed, n_queries=n)
    order = np.random.default_rng(seed).permutation(n)
    y = multi_head_attention(x, x, x, 2, *weights)
    again = x[:, order]
    np.testing.assert_allclose(
        multi_head_attention(again, again, again, 2, *weights), y[:, order], rtol=1e-11, atol=1e-13
    )


@given(seeds, st.integers(2, 5))
def test_the_future_reaches_nothing(seed, n):
    (x, *_), weights = drawn(seed, n_queries=n)
    y = multi_head_attention(x, x, x, 2, *weights, is_causal=True)
    other = x.copy()
    other[:, -1] += 10
    again = multi_head_attention(other, other, other, 2, *weights, is_causal=True)
    np.testing.assert_array_equal(again[:, :-1], y[:, :-1])
    grad = np.zeros_like(y)
    grad[:, :-1] = 1
    for by in multi_head_attention_backward(grad, x, x, x, 2, *weights, is_causal=True)[:3]:
        assert not by[:, -1].any()


def test_who_may_see_nothing_gets_the_bias():
    (query, key, value), weights = drawn(0)
    y = multi_head_attention(query, key, value, 2, *weights, key_padding_mask=np.ones((2, 5), bool))
    np.testing.assert_array_equal(y, np.broadcast_to(weights[3], y.shape))


@pytest.mark.bad_input
def test_what_is_refused():
    (query, key, value), weights = drawn(0)
    with pytest.raises(ValueError, match="num_heads must divide the width E = 4, got 3"):
        multi_head_attention(query, key, value, 3, *weights)
    with pytest.raises(
        ValueError, match=r"agree in N, S and E, got \(2, 3, 4\), \(2, 5, 4\) and \(2, 4, 4\)"
    ):
        multi_head_attention(query, key, value[:, :4], 2, *weights)
    with pytest.raises(ValueError, match=r"got \(3, 4\), \(5, 4\) and \(5, 4\)"):
        multi_head_attention(query[0], key[0], value[0], 2, *weights)
    with pytest.raises(ValueError, match=r"in_proj_weight must have shape \(12, 4\), got \(4, 4\)"):
        multi_head_attention(query, key, value, 2, weights[2], *weights[1:])
    with pytest.raises(ValueError, match=r"out_proj_bias must have shape \(4,\), got \(12,\)"):
        multi_head_attention(query, key, value, 2, *weights[:3], weights[1])
    with pytest.raises(ValueError, match=r"key_padding_mask must have shape \(2, 5\), \(N, S\), got \(5,\)"):
        multi_head_attention(query, key, value, 2, *weights, key_padding_mask=PADDING[0])
    with pytest.raises(TypeError, match=r"key_padding_mask must be of bool.*got int64"):
        multi_head_attention(query, key, value, 2, *weights, key_padding_mask=PADDING.astype(int))
    with pytest.raises(ValueError, match=r"broadcast to the scores \(2, 2, 3, 5\), got \(4, 3, 5\)"):
        multi_head_attention(query, key, value, 2, *weights, np.ones((4, 3, 5), bool))
    with pytest.raises(TypeError, match=r"of bool \(True attends\) or of floats.*got int64"):
        multi_head_attention(query, key, value, 2, *weights, np.ones((3, 5), int), key_padding_mask=PADDING)
    with pytest.raises(ValueError, match=r"output's shape \(2, 3, 4\), got \(2, 5, 4\)"):
        multi_head_attention_backward(key, query, key, value, 2, *weights)
