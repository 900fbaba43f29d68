import numpy as np
import pytest
import torch
from arrays import arrays
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.special import entr, rel_entr
from torch.nn import functional as F

from course_lib.gradcheck import check_gradient
from course_lib.losses import cross_entropy, entropy, kl_divergence, log_softmax, perplexity, softmax


@st.composite
def distributions(draw, n=1):
    """n arrays of distributions along one axis, with very small and zero probabilities among them."""
    shape = draw(hnp.array_shapes(min_dims=1, max_dims=3, min_side=1, max_side=4))
    dim = draw(st.integers(-len(shape), len(shape) - 1))
    logits = st.floats(-5, 5) | st.sampled_from([-600.0, -1e4])
    return *(softmax(draw(arrays(shape, logits)), dim) for _ in range(n)), dim


def test_entropy_by_hand():
    assert entropy([1.0, 0.0]) == 0
    assert not np.signbit(entropy([1.0, 0.0]))
    np.testing.assert_allclose(entropy([0.5, 0.25, 0.25]), 1.5 * np.log(2), rtol=1e-15)
    np.testing.assert_allclose(entropy(np.full((2, 6), 1 / 6)), [np.log(6)] * 2, rtol=1e-15)
    np.testing.assert_allclose(entropy([[0.5, 1.0], [0.5, 0.0]], dim=0), [np.log(2), 0], rtol=1e-15)


def test_kl_by_hand():
    np.testing.assert_allclose(kl_divergence([0.5, 0.5], [0.25, 0.75]), np.log(4 / 3) / 2, rtol=1e-15)
    np.testing.assert_allclose(kl_divergence([1.0, 0.0], [0.5, 0.5]), np.log(2), rtol=1e-15)
    assert kl_divergence([0.5, 0.5], [1.0, 0.0]) == np.inf
    assert kl_divergence([1.0, 0.0], [1.0, 0.0]) == 0


def test_perplexity_by_hand():
    np.testing.assert_allclose(perplexity(cross_entropy(np.zeros((3, 27)), [0, 1, 2])), 27, rtol=1e-14)
    np.testing.assert_allclose(perplexity(entropy([0.5, 0.25, 0.25])), 2**1.5, rtol=1e-15)
    assert perplexity(0.0) == 1
    assert perplexity(1e4) == np.inf


@given(distributions())
def test_entropy_matches_torch_and_scipy(drawn):
    probs, dim = drawn
    expected = torch.special.entr(torch.tensor(probs)).sum(dim).numpy()
    np.testing.assert_allclose(entropy(probs, dim), expected, rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(entropy(probs, dim), entr(probs).sum(axis=dim), rtol=1e-12, atol=1e-15)


@given(distributions(n=2))
def test_kl_matches_scipy(drawn):
    p, q, dim = drawn
    np.testing.assert_allclose(kl_divergence(p, q, dim), rel_entr(p, q).sum(axis=dim), rtol=1e-12, atol=1e-14)


@given(arrays((2, 3, 4)))
def test_kl_matches_torch_with_its_arguments_turned(logits):
    p, q = softmax(logits)
    expected = F.kl_div(torch.log_softmax(torch.tensor(logits[1]), -1), torch.tensor(p), reduction="none")
    np.testing.assert_allclose(kl_divergence(p, q), expected.sum(-1).numpy(), rtol=1e-12, atol=1e-14)


@given(arrays((2, 3, 4)))
def test_cross_entropy_is_entropy_plus_kl(logits):
    p, q = softmax(logits)
    expected = cross_entropy(logits[1], p, reduction="none")
    np.testing.assert_allclose(entropy(p) + kl_divergence(p, q), expected, rtol=1e-12, atol=1e-14)


def test_gradient_of_kl_in_the_logits_of_q_is_q_minus_p():
    logits, p = np.random.default_rng(0).normal(size=4), softmax([0.0, 1.0, 2.0, 3.0])
    check_gradient(lambda z: kl_divergence(p, softmax(z)), softmax(logits) - p, logits)
    check_gradient(lambda z: entropy(softmax(z)), _entropy_grad(logits), logits)


def _entropy_grad(logits):
    p = softmax(logits)
    return -p * (log_softmax(logits) + entropy(p))


def test_one_outcome_empty_nan_and_dtypes():
    assert entropy([1.0]) == 0
    assert entropy(np.zeros((0, 3))).shape == (0,)
    assert kl_divergence(np.zeros((0, 3)), np.zeros((0, 3))).shape == (0,)
    assert np.isnan(entropy([np.nan, 0.5]))
    assert np.isnan(kl_divergence([0.5, 0.5], [np.nan, 0.5]))
    half = np.full(2, 0.5, np.float32)
    for value in (entropy(half), kl_divergence(half, half), perplexity(half[0])):
        assert value.dtype == np.float32
    assert entropy([0, 1]).dtype == np.float64


@pytest.mark.bad_input
def test_bad_input_is_refused():
    with pytest.raises(ValueError, match=r"probs must lie in \[0, 1\], got 1.5"):
        entropy([1.5, -0.5])
    with pytest.raises(ValueError, match=r"probs must sum to 1 along dim=-1, got a sum of 0.99"):
        entropy([0.33, 0.33, 0.33])
    with pytest.raises(ValueError, match=r"q must sum to 1 along dim=-1, got a sum of 2\.0"):
        kl_divergence([0.5, 0.5], [1.0, 1.0])
    with pytest.raises(ValueError, match=r"p and q must have the same shape, got \(2,\) and \(1, 2\)"):
        kl_divergence([0.5, 0.5], [[0.5, 0.5]])
    with pytest.raises(TypeError, match="mean_nll must hold real numbers"):
        perplexity("a")


@pytest.mark.filterwarnings("error")
def test_probabilities_may_be_off_by_rounding():
    assert entropy([1 + 4e-16, -4e-16]) == 0
    assert kl_divergence([1 + 4e-16, -4e-16], [1.0, 0.0]) == 0
