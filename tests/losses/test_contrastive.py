import numpy as np
import pytest
import torch
from against_torch import assert_matches_torch, torch_value_and_grad
from arrays import REDUCTIONS, arrays
from hypothesis import given
from hypothesis import strategies as st
from torch.nn import functional as F

from course_lib.gradcheck import check_gradient
from course_lib.losses import info_nce_loss, info_nce_loss_grad

eighths = st.integers(-40, 40).map(lambda k: k / 8)


def torch_info_nce_loss(query, positive_key, negative_keys=None, temperature=0.1, reduction="mean"):
    query, positive_key = F.normalize(query, dim=1), F.normalize(positive_key, dim=1)
    if negative_keys is None:
        logits, labels = query @ positive_key.T, torch.arange(len(query))
    else:
        positive = (query * positive_key).sum(dim=1, keepdim=True)
        logits = torch.cat([positive, query @ F.normalize(negative_keys, dim=1).T], dim=1)
        labels = torch.zeros(len(query), dtype=torch.long)
    return F.cross_entropy(logits / temperature, labels, reduction=reduction)


@st.composite
def keys(draw):
    n, m, d = draw(st.integers(1, 4)), draw(st.integers(0, 4)), draw(st.integers(1, 4))
    query = draw(arrays((n, d), eighths).filter(lambda q: np.abs(q).sum(axis=1).all()))
    return query, draw(arrays((n, d), eighths)), draw(st.none() | arrays((m, d), eighths))


def test_by_hand():
    # cosines 1 and 0 in a batch of two; lengths do not matter
    query, key = [[1.0, 0.0], [0.0, 4.0]], [[2.0, 0.0], [0.0, 3.0]]
    expected = np.log(1 + np.exp(-1 / 0.5))
    np.testing.assert_allclose(info_nce_loss(query, key, temperature=0.5), expected, rtol=1e-15)
    # one negative at cosine -1: log(e + 1/e) - 1
    loss = info_nce_loss([[1.0, 0.0]], [[1.0, 0.0]], [[-1.0, 0.0]], temperature=1.0)
    np.testing.assert_allclose(loss, np.log(np.e + 1 / np.e) - 1, rtol=1e-14)


def test_gradient_by_hand():
    # both keys equally likely: half of each, minus the positive; the query has length 2
    grad = info_nce_loss_grad([[2.0, 0.0]], [[0.0, 1.0]], [[0.0, -1.0]], temperature=1.0)
    np.testing.assert_allclose(grad, [[0, -0.5]], atol=1e-16)


@pytest.mark.parametrize("reduction", REDUCTIONS)
@given(keys(), st.sampled_from([0.1, 0.5, 2.0]))
def test_matches_torch(reduction, drawn, temperature):
    query, positive_key, negative_keys = drawn
    kwargs = {"negative_keys": negative_keys, "temperature": temperature, "reduction": reduction}
    pair = info_nce_loss, info_nce_loss_grad, torch_info_nce_loss
    assert_matches_torch(*pair, query, positive_key, **kwargs)


@pytest.mark.parametrize("reduction", REDUCTIONS[1:])
@pytest.mark.parametrize("n_negatives", [None, 5])
def test_gradient_matches_central_differences(n_negatives, reduction):
    rng = np.random.default_rng(0)
    query, positive_key = rng.normal(size=(2, 3, 4))
    negative_keys = None if n_negatives is None else rng.normal(size=(n_negatives, 4))
    args = positive_key, negative_keys, 0.5, reduction
    check_gradient(lambda x: info_nce_loss(x, *args), info_nce_loss_grad(query, *args), query)


def test_gradient_is_at_right_angles_to_the_query():
    query, key = np.random.default_rng(0).normal(size=(2, 6, 3))
    np.testing.assert_allclose((info_nce_loss_grad(query, key) * query).sum(axis=1), 0, atol=1e-15)


def test_lengths_do_not_matter():
    query, key = np.random.default_rng(0).normal(size=(2, 6, 3))
    for scale in (1e-9, 1e9):
        np.testing.assert_allclose(info_nce_loss(scale * query, key), info_nce_loss(query, key), rtol=1e-12)
        scaled = scale * info_nce_loss_grad(scale * query, key)
        np.testing.assert_allclose(scaled, info_nce_loss_grad(query, key), rtol=1e-9)


def test_extremes():
    query, key = np.full((2, 3), 1e4), np.array([[1e-4] * 3, [-1e4] * 3])
    assert np.isfinite(info_nce_loss(query, key, temperature=1e-4))
    assert np.isfinite(info_nce_loss_grad(query, key, temperature=1e-4)).all()
    # a zero query is as close to every key
    np.testing.assert_allclose(info_nce_loss(np.zeros((2, 3)), key), np.log(2), rtol=1e-15)
    # one query in its own batch has nothing to be confused with
    assert info_nce_loss(query[:1], key[:1]) == 0
    assert np.isnan(info_nce_loss(np.zeros((0, 3)), np.zeros((0, 3))))


@pytest.mark.bad_input
@pytest.mark.parametrize("function", [info_nce_loss, info_nce_loss_grad])
def test_bad_input_is_refused(function):
    with pytest.raises(
        ValueError, match=r"query and positive_key must have the same shape, got \(2, 3\) and \(3,\)"
    ):
        function(np.ones((2, 3)), np.ones(3))
    with pytest.raises(ValueError, match=r"must have shape \(N, D\), got \(3,\)"):
        function(np.ones(3), np.ones(3))
    with pytest.raises(ValueError, match=r"negative_keys must have shape \(M, 3\), got \(5, 2\)"):
        function(np.ones((2, 3)), np.ones((2, 3)), np.ones((5, 2)))
    for temperature in (0.0, -1.0):
        with pytest.raises(ValueError, match=f"temperature must be positive and finite, got {temperature}"):
            function(np.ones((2, 3)), np.ones((2, 3)), temperature=temperature)


@pytest.mark.parametrize("scale", [1e-9, 1e-11, 1e-13, 1e-20, 0.0])
@pytest.mark.parametrize("reduction", REDUCTIONS)
def test_a_query_too_short_is_divided_by_a_constant(scale, reduction):
    """Below 1e-12 the norm is clamped, and the derivative of the clamp is 0: nothing is projected away."""
    rng = np.random.default_rng(0)
    query = np.array([[0.6, 0.8], [0.8, -0.6], [1.0, 0.0]]) * scale
    key, negatives = rng.normal(size=(3, 2)), rng.normal(size=(4, 2))
    for negative_keys in (None, negatives):
        kwargs = {"negative_keys": negative_keys, "reduction": reduction}
        _, expected = torch_value_and_grad(torch_info_nce_loss, query, key, **kwargs)
        grad = info_nce_loss_grad(query, key, **kwargs)
        np.testing.assert_allclose(grad, expected, rtol=1e-12, atol=1e-12 * np.abs(expected).max())


def test_the_gradient_of_a_query_too_short_by_central_differences():
    query, key = 1e-14 * np.random.default_rng(0).normal(size=(2, 3)), np.eye(2, 3)
    check_gradient(lambda x: info_nce_loss(x, key), info_nce_loss_grad(query, key), query, eps=1e-17)


def test_equal_similarities_at_a_tiny_temperature():
    """Divided by the temperature, the cosines are huge logits."""
    query, key = np.ones((2, 3)), np.ones((2, 3))
    np.testing.assert_allclose(info_nce_loss(query, key, temperature=1e-17), np.log(2), rtol=1e-12)
