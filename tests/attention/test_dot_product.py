"""The soft look-up: by hand, beside torch, by differences, its laws, and what it refuses."""

import numpy as np
import pytest
import torch
from attention.cases import dot_product
from hypothesis import given
from hypothesis import strategies as st
from rnn.several_beside_torch import assert_differences, assert_same

from course_lib.attention import (
    attention_weights,
    scaled_dot_product_attention,
    scaled_dot_product_attention_backward,
)
from course_lib.attention import functions as F
from course_lib.losses import entropy

PAIR = scaled_dot_product_attention, scaled_dot_product_attention_backward
sizes, seeds = st.integers(1, 5), st.integers(0, 10_000)
leading = st.sampled_from([(), (2,), (3, 2), (1, 2, 2)])


def drawn(seed, before=(2,), n_queries=3, n_keys=5, width=4, values=2):
    rng = np.random.default_rng(seed)
    shapes = (n_queries, width), (n_keys, width), (n_keys, values)
    return tuple(rng.normal(size=(*before, *shape)) for shape in shapes)


def mask_of(kind, shape, seed):
    """A mask for scores of that shape; some rows may attend to nothing."""
    rng = np.random.default_rng(seed)
    if kind == "bool":
        return rng.random(shape) < 0.6
    if kind == "one for all":
        return rng.random(shape[-2:]) < 0.6
    if kind == "keys":
        return rng.random((*shape[:-2], 1, shape[-1])) < 0.6
    if kind == "floats":
        return np.where(rng.random(shape) < 0.3, -np.inf, rng.normal(size=shape))
    return None


def test_by_hand():
    """Scores 0 and log 3: weights 1/4 and 3/4."""
    query, key, value = [[2 * np.log(3.0), 0, 0, 0]], [[0.0] * 4, [1.0, 0, 0, 0]], [[1.0], [5.0]]
    np.testing.assert_allclose(attention_weights(query, key), [[0.25, 0.75]], rtol=1e-15)
    np.testing.assert_allclose(scaled_dot_product_attention(query, key, value), [[4.0]], rtol=1e-15)
    by_query, by_key, by_value = scaled_dot_product_attention_backward([[1.0]], query, key, value)
    np.testing.assert_allclose(by_value, [[0.25], [0.75]], rtol=1e-15)
    towards = 0.25 * 0.75 * (5 - 1)  # p (1 − p) times the difference of the values
    np.testing.assert_allclose(by_query, [[towards / 2, 0, 0, 0]], rtol=1e-14)
    np.testing.assert_allclose(by_key[:, 0], np.array([-1, 1]) * towards * np.log(3), rtol=1e-14)


@pytest.mark.parametrize("kind", ["none", "causal", "bool", "one for all", "keys", "floats"])
@given(seed=seeds, before=leading, n=sizes, m=sizes, width=sizes, values=sizes)
def test_torch_says_the_same_in_every_gradient(kind, seed, before, n, m, width, values):
    args = drawn(seed, before, n, m, width, values)
    options = {"attn_mask": mask_of(kind, (*before, n, m), seed), "is_causal": kind == "causal"}
    assert_same(
        lambda *arrays: F.scaled_dot_product_attention(*arrays, **options),
        lambda *arrays: dot_product(*arrays, **options),
        args,
    )


@pytest.mark.parametrize("kind", ["none", "bool", "floats"])
def test_gradients_by_differences(kind):
    args = drawn(3)
    assert_differences(PAIR, args, attn_mask=mask_of(kind, (2, 3, 5), 1), is_causal=True)
    assert_differences(PAIR, args, scale=-0.7)


@given(seeds, leading, sizes, sizes, st.sampled_from(["bool", "floats", "none"]), st.booleans())
def test_rows_sum_to_one_or_to_nothing(seed, before, n, m, kind, is_causal):
    query, key, value = drawn(seed, before, n, m)
    mask = mask_of(kind, (*before, n, m), seed)
    weights = attention_weights(query, key, mask, is_causal)
    allowed = np.ones(weights.shape, bool)
    if mask is not None:
        allowed &= mask if mask.dtype == bool else mask > -np.inf
    if is_causal:
        allowed &= np.tri(n, m, dtype=bool)
    assert (weights >= 0).all()
    assert (weights[~allowed] == 0).all()
    np.testing.assert_allclose(weights.sum(axis=-1), allowed.any(axis=-1), rtol=1e-14)
    output = scaled_dot_product_attention(query, key, value, mask, is_causal)
    assert (output[~allowed.any(axis=-1)] == 0).all()
    np.testing.assert_allclose(output, weights @ value, rtol=1e-13, atol=1e-14)


@given(seeds, st.integers(2, 6))
def test_the_future_is_exactly_zero(seed, n):
    """Neither its values nor its keys reach the past, not by one bit; nor does a gradient go there."""
    query, key, value = drawn(seed, (2,), n, n)
    before = scaled_dot_product_attention(query, key, value, is_causal=True)
    for future in range(1, n):
        other_key, other_value = key.copy(), value.copy()
        other_key[:, future:] += 100
        other_value[:, future:] = 1e6
        after = scaled_dot_product_attention(query, other_key, other_value, is_causal=True)
        np.testing.assert_array_equal(after[:, :future], before[:, :future])
        grad = np.zeros_like(before)
        grad[:, :future] = 1
        for by in scaled_dot_product_attention_backward(grad, query, key, value, is_causal=True):
            assert not by[:, future:].any()


@given(seeds, st.integers(2, 6))
def test_without_positions_it_knows_no_order(seed, n):
    """Queries in another order give answers in that order; keys and values together, the same answers."""
    query, key, value = drawn(seed, (2,), n, n)
    order = np.random.default_rng(seed).permutation(n)
    output = scaled_dot_product_attention(query, key, value)
    shuffled = scaled_dot_product_attention(query[:, order], key, value)
    np.testing.assert_allclose(shuffled, output[:, order], rtol=1e-13)
    same = scaled_dot_product_attention(query, key[:, order], value[:, order])
    np.testing.assert_allclose(same, output, rtol=1e-12, atol=1e-14)


@given(seeds)
def test_a_number_added_to_all_scores_of_a_row_changes_nothing(seed):
    args, rng = drawn(seed), np.random.default_rng(seed)
    mask = rng.normal(size=(3, 5))
    np.testing.assert_allclose(
        scaled_dot_product_attention(*args, mask + rng.normal(size=(3, 1))),
        scaled_dot_product_attention(*args, mask),
        rtol=1e-12,
        atol=1e-14,
    )


def test_the_root_keeps_the_variance_of_the_scores_at_one():
    """Sums of E products of independent standard normals have variance E; the entropy tells the rest."""
    rng = np.random.default_rng(0)
    looked = []
    for width in (4, 64, 1024):
        query, key = rng.normal(size=(2, 400, width))
        raw = query @ key.T
        assert raw.var() == pytest.approx(width, rel=0.05)
        assert (raw / np.sqrt(width)).var() == pytest.approx(1, rel=0.05)
        with_root, without = (entropy(attention_weights(query, key, scale=s)).mean() for s in (None, 1.0))
        looked.append((with_root, without))
    with_root, without = np.transpose(looked)
    assert np.ptp(with_root) < 0.1
    assert with_root.min() > 5.3  # of log 400 = 5.99
    assert without[-1] < 0.2


@pytest.mark.filterwarnings("error")
def test_huge_scores_do_no_harm():
    query, key, value = drawn(0)
    for size in (1e4, 1e8):
        output = scaled_dot_product_attention(query * size, key * size, value)
        weights = attention_weights(query * size, key * size)
        best = (query @ key.swapaxes(1, 2)).argmax(axis=-1)
        np.testing.assert_array_equal(weights, np.eye(5)[best])
        np.testing.assert_array_equal(output, np.take_along_axis(value, best[..., None], axis=1))
        grads = scaled_dot_product_attention_backward(output, query * size, key * size, value)
        assert all(np.isfinite(grad).all() for grad in grads)


def test_empty_sets():
    """No query, no answer; no key, the answer 0."""
    query, key, value = drawn(0)
    assert scaled_dot_product_attention(query[:, :0], key, value).shape == (2, 0, 2)
    np.testing.assert_array_equal(
        scaled_dot_product_attention(query, key[:, :0], value[:, :0]), np.zeros((2, 3, 2))
    )


def test_what_nothing_attends_to_gets_no_gradient_and_torch_agrees():
    query, key, value = drawn(0)
    mask = np.zeros((3, 5), bool)
    grads = scaled_dot_product_attention_backward(np.ones((2, 3, 2)), query, key, value, mask)
    assert not any(grad.any() for grad in grads)
    theirs = dot_product(*map(torch.tensor, (query, key, value)), mask)
    assert not theirs.numpy().any()


@pytest.mark.bad_input
def test_what_is_refused():
    query, key, value = drawn(0)
    with pytest.raises(ValueError, match=r"agree in all but L and S, got \(2, 3, 4\) and \(2, 5, 3\)"):
        scaled_dot_product_attention(query, key[..., :3], value)
    with pytest.raises(ValueError, match=r"query \(\.\.\., L, E\).*got \(4,\) and \(4,\)"):
        scaled_dot_product_attention(query[0, 0], key[0, 0], value)
    with pytest.raises(ValueError, match=r"agree in all but E and D, got \(2, 5, 4\) and \(2, 4, 2\)"):
        scaled_dot_product_attention(query, key, value[:, :4])
    with pytest.raises(ValueError, match=r"broadcast to the scores \(2, 3, 5\), got \(3, 4\)"):
        scaled_dot_product_attention(query, key, value, np.ones((3, 4), bool))
    with pytest.raises(ValueError, match=r"broadcast to the scores \(2, 3, 5\), got \(7, 2, 3, 5\)"):
        attention_weights(query, key, np.zeros((7, 2, 3, 5)))
    with pytest.raises(TypeError, match=r"of bool \(True attends\) or of floats.*got int64"):
        scaled_dot_product_attention(query, key, value, np.ones((3, 5), int))
    with pytest.raises(ValueError, match=r"output's shape \(2, 3, 2\), got \(3, 2\)"):
        scaled_dot_product_attention_backward(value[0, :3], query, key, value)
    with pytest.raises(ValueError, match="scale must be finite, got inf"):
        attention_weights(query, key, scale=np.inf)
