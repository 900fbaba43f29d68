"""Kernel regression and additive attention: by hand, beside what they are made of, and what they refuse."""

import numpy as np
import pytest
import torch
from attention.cases import LEFT_OUT, additive
from hypothesis import given
from hypothesis import strategies as st
from rnn.several_beside_torch import assert_same

from course_lib.attention import (
    additive_attention,
    additive_attention_backward,
    kernel_regression,
    scaled_dot_product_attention,
)
from course_lib.attention import functions as F

seeds = st.integers(0, 10_000)


def additive_in_torch(query, key, value, w_query, w_key, v, mask=None):
    hidden = torch.nn.functional.linear(query, w_query)[:, :, None]
    scores = (hidden + torch.nn.functional.linear(key, w_key)[:, None]).tanh() @ v
    scores = scores if mask is None else scores.masked_fill(~torch.tensor(mask), -torch.inf)
    return scores.softmax(dim=-1) @ value


def test_kernel_regression_by_hand():
    """Distances 1 and 2, h = 1: the weights are as e^(−1/2) to e^(−2)."""
    near, far = np.exp(-0.5), np.exp(-2.0)
    expected = (near * 10 + far * 40) / (near + far)
    np.testing.assert_allclose(kernel_regression([1.0], [0.0, 3.0], [10.0, 40.0]), [expected], rtol=1e-14)
    in_the_plane = kernel_regression([[1.0, 0.0]], [[0.0, 0.0], [1.0, 2.0]], [[10.0], [40.0]])
    np.testing.assert_allclose(in_the_plane, [[expected]], rtol=1e-14)


@given(seeds, st.floats(0.05, 20))
def test_kernel_regression_lies_between_the_values(seed, bandwidth):
    rng = np.random.default_rng(seed)
    queries, keys, values = rng.normal(size=7), rng.normal(size=5), rng.normal(size=5)
    found = kernel_regression(queries, keys, values, bandwidth)
    assert (found >= values.min() - 1e-12).all()
    assert (found <= values.max() + 1e-12).all()
    np.testing.assert_allclose(kernel_regression(queries, keys, values, 1e6), values.mean(), rtol=1e-9)
    np.testing.assert_allclose(kernel_regression(keys, keys, values, 1e-6), values, rtol=1e-12)


@given(seeds)
def test_on_a_sphere_kernel_regression_is_attention(seed):
    """Keys of one length: −|q − k|² / 2 is q · k, up to what is the same for all keys."""
    rng = np.random.default_rng(seed)
    query, key, value = rng.normal(size=(3, 4)), rng.normal(size=(5, 4)), rng.normal(size=(5, 2))
    key /= np.linalg.norm(key, axis=1, keepdims=True)
    found = kernel_regression(query, key, value, bandwidth=0.8)
    np.testing.assert_allclose(
        found, scaled_dot_product_attention(query, key, value, scale=1 / 0.8**2), rtol=1e-12
    )


def test_far_from_all_keys_the_nearest_answers():
    """Where every e^(…) is 0 on its own, the ratio is not."""
    np.testing.assert_array_equal(kernel_regression([1e6], [0.0, 1.0], [10.0, 20.0], 0.1), [20.0])


@given(seeds, st.sampled_from([None, LEFT_OUT | np.eye(3, 5, dtype=bool)]))
def test_additive_attention_beside_torch_in_every_gradient(seed, mask):
    assert_same(
        lambda *arrays: F.additive_attention(*arrays, mask),
        lambda *arrays: additive_in_torch(*arrays, mask),
        tuple(additive(np.random.default_rng(seed), 3, 3)),
        rtol=1e-10,
    )


def test_additive_attention_by_hand():
    """Scores tanh(3) and tanh(0): the weights are as e^tanh(3) to 1."""
    power = np.exp(np.tanh(3.0))
    output = additive_attention([[[1.0]]], [[[2.0], [-1.0]]], [[[1.0], [0.0]]], [[1.0]], [[1.0]], [1.0])
    np.testing.assert_allclose(output, [[[power / (1 + power)]]], rtol=1e-14)


@pytest.mark.bad_input
def test_what_is_refused():
    query, key, value, w_query, w_key, v = additive(np.random.default_rng(0), 3, 3)
    with pytest.raises(ValueError, match=r"agree in N and S, got \(2, 3, 4\), \(2, 5, 2\) and \(2, 4, 3\)"):
        additive_attention(query, key, value[:, :4], w_query, w_key, v)
    with pytest.raises(ValueError, match=r"w_query \(H, Q\) must have shape \(6, 4\), got \(6, 3\)"):
        additive_attention(query, key, value, w_query[:, :3], w_key, v)
    with pytest.raises(ValueError, match=r"w_key \(H, K\) must have shape \(6, 2\), got \(5, 2\)"):
        additive_attention(query, key, value, w_query, w_key[:5], v)
    with pytest.raises(ValueError, match=r"v must be \(H,\), got \(1, 6\)"):
        additive_attention(query, key, value, w_query, w_key, v[None])
    with pytest.raises(ValueError, match=r"output's shape \(2, 3, 3\), got \(2, 3, 2\)"):
        additive_attention_backward(key[:, :3], query, key, value, w_query, w_key, v)
    with pytest.raises(
        ValueError, match=r"\(L,\) and \(S,\), or \(L, E\) and \(S, E\), got \(2,\) and \(2, 1\)"
    ):
        kernel_regression([0.0, 1.0], [[0.0], [1.0]], [0.0, 1.0])
    with pytest.raises(
        ValueError, match=r"values must be \(S,\) or \(S, D\), one a key, got \(3,\) and \(2,\)"
    ):
        kernel_regression([0.0], [0.0, 1.0], [0.0, 1.0, 2.0])
    with pytest.raises(ValueError, match="bandwidth must be positive and finite, got 0"):
        kernel_regression([0.0], [0.0], [0.0], bandwidth=0)
