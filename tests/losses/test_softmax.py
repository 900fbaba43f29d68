import functools

import numpy as np
import pytest
import torch
from against_torch import assert_close, assert_matches_torch
from arrays import arrays, shapes
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from course_lib.gradcheck import check_gradient
from course_lib.losses import (
    log_softmax,
    log_softmax_grad,
    logsumexp,
    logsumexp_grad,
    sigmoid,
    sigmoid_grad,
    softmax,
    softmax_grad,
    softplus,
    softplus_grad,
)


@st.composite
def with_dim(draw):
    logits = draw(arrays(hnp.array_shapes(min_dims=1, max_dims=3, min_side=1, max_side=4)))
    return logits, draw(st.integers(-logits.ndim, logits.ndim - 1))


def test_by_hand():
    logits = np.log([1.0, 3.0, 4.0])
    np.testing.assert_allclose(logsumexp(logits), np.log(8), rtol=1e-15)
    np.testing.assert_allclose(logsumexp_grad(logits), [1 / 8, 3 / 8, 4 / 8], rtol=1e-15)
    np.testing.assert_allclose(softmax(logits), [1 / 8, 3 / 8, 4 / 8], rtol=1e-15)
    np.testing.assert_allclose(log_softmax(logits), np.log([1 / 8, 3 / 8, 4 / 8]), rtol=1e-15)
    np.testing.assert_allclose(sigmoid(np.log(3.0)), 3 / 4, rtol=1e-15)
    np.testing.assert_allclose(sigmoid_grad(np.log(3.0)), 3 / 16, rtol=1e-15)
    np.testing.assert_allclose(softplus(np.log(3.0)), np.log(4), rtol=1e-15)
    np.testing.assert_allclose(softplus_grad(np.log(3.0)), 3 / 4, rtol=1e-15)


def test_jacobians_by_hand():
    logits = np.log([1.0, 3.0])
    np.testing.assert_allclose(softmax_grad(logits), [[3 / 16, -3 / 16], [-3 / 16, 3 / 16]], rtol=1e-15)
    np.testing.assert_allclose(log_softmax_grad(logits), [[3 / 4, -3 / 4], [-1 / 4, 1 / 4]], rtol=1e-15)


@given(with_dim(), st.booleans())
def test_logsumexp_matches_torch(drawn, keepdim):
    logits, dim = drawn
    assert_matches_torch(
        lambda x: logsumexp(x, dim, keepdim),
        lambda x: logsumexp_grad(x, dim),
        lambda x: x.logsumexp(dim, keepdim),
        logits,
    )


@given(arrays(shapes))
def test_sigmoid_matches_torch(logits):
    assert_matches_torch(sigmoid, sigmoid_grad, torch.sigmoid, logits)


@given(arrays(shapes))
def test_softplus_matches_torch(logits):
    # torch's own shortcut beyond 20 is switched off: it would round log(1 + e^z) to z
    theirs = functools.partial(torch.nn.functional.softplus, threshold=1e4)
    assert_matches_torch(softplus, softplus_grad, theirs, logits)


@pytest.mark.parametrize(
    ("ours", "jacobian", "theirs"),
    [(softmax, softmax_grad, torch.softmax), (log_softmax, log_softmax_grad, torch.log_softmax)],
)
@given(drawn=with_dim())
def test_softmaxes_match_torch(ours, jacobian, theirs, drawn):
    logits, dim = drawn
    assert_close(ours(logits, dim), theirs(torch.tensor(logits), dim).numpy())
    rows = np.moveaxis(logits, dim, -1)
    expected = [
        torch.autograd.functional.jacobian(lambda row: theirs(row, -1), torch.tensor(row)).numpy()
        for row in rows.reshape(-1, rows.shape[-1])
    ]
    assert_close(jacobian(logits, dim), np.reshape(expected, (*rows.shape, rows.shape[-1])))


def test_gradients_match_central_differences():
    logits = np.random.default_rng(0).normal(size=(3, 4))
    check_gradient(lambda x: logsumexp(x, 0).sum(), logsumexp_grad(logits, 0), logits)
    check_gradient(lambda x: sigmoid(x).sum(), sigmoid_grad(logits), logits)
    check_gradient(lambda x: softplus(x).sum(), softplus_grad(logits), logits)
    for function, jacobian in ((softmax, softmax_grad), (log_softmax, log_softmax_grad)):
        for i in range(4):  # row i of the Jacobian is the gradient of output i
            check_gradient(lambda x, f=function, i=i: f(x)[:, i].sum(), jacobian(logits)[:, i], logits)


def test_huge_logits_stay_finite():
    logits = np.array([[1e4, -1e4, 0.0], [-1e4, -1e4, -1e4]])
    np.testing.assert_array_equal(logsumexp(logits), [1e4, -1e4 + np.log(3)])
    np.testing.assert_allclose(softmax(logits), [[1, 0, 0], [1 / 3] * 3], rtol=1e-12)
    np.testing.assert_array_equal(log_softmax(logits)[0], [0, -2e4, -1e4])
    for function in (sigmoid, sigmoid_grad, softplus, softplus_grad, softmax_grad, log_softmax_grad):
        assert np.isfinite(function(logits)).all()
    np.testing.assert_array_equal(sigmoid([-1e4, 1e4]), [0, 1])
    np.testing.assert_array_equal(softplus([-1e4, 1e4]), [0, 1e4])


@pytest.mark.parametrize(("dtype", "large"), [(np.float32, 1e8), (np.float64, 1e17)])
def test_equal_huge_logits_share_the_probability(dtype, large):
    """Beside them log 2 is less than half a unit in the last place: z - logsumexp(z) rounds it away."""
    logits = np.array([large, large], dtype)
    np.testing.assert_array_equal(softmax(logits), [0.5, 0.5])
    np.testing.assert_array_equal(logsumexp_grad(logits), [0.5, 0.5])
    np.testing.assert_allclose(log_softmax(logits), [-np.log(2)] * 2, rtol=1e-7)
    np.testing.assert_array_equal(softmax_grad(logits), [[0.25, -0.25], [-0.25, 0.25]])
    np.testing.assert_array_equal(log_softmax_grad(logits), [[0.5, -0.5], [-0.5, 0.5]])


@given(arrays((2, 3), st.integers(-8, 8)), st.sampled_from([1e3, 1e8, 1e12]))
def test_only_differences_of_logits_count(logits, shift):
    for function in (softmax, log_softmax, softmax_grad, log_softmax_grad, logsumexp_grad):
        np.testing.assert_allclose(function(logits + shift), function(logits), rtol=1e-13, atol=1e-16)


@pytest.mark.filterwarnings("error")
def test_no_possible_class_is_nan_without_a_warning():
    impossible = [-np.inf, -np.inf]
    assert torch.softmax(torch.tensor(impossible), -1).isnan().all()
    for function in (softmax, log_softmax, logsumexp_grad):
        assert np.isnan(function(impossible)).all()


def test_infinite_logits_follow_torch():
    for logits in ([-np.inf, 0.0], [-np.inf, -np.inf], [np.inf, 0.0]):
        assert logsumexp(logits) == torch.tensor(logits).logsumexp(-1).item()
    np.testing.assert_array_equal(softmax([-np.inf, 0.0]), [0, 1])
    np.testing.assert_array_equal(sigmoid([-np.inf, np.inf]), [0, 1])
    np.testing.assert_array_equal(softplus([-np.inf, np.inf]), [0, np.inf])


def test_small_probabilities_keep_their_digits():
    # 1 - sigmoid(40) would be 0
    np.testing.assert_allclose(sigmoid(-40.0), np.exp(-40), rtol=1e-15)
    np.testing.assert_allclose(sigmoid_grad(40.0), np.exp(-40), rtol=1e-15)
    # log(1 + e^-40) would be 0
    np.testing.assert_allclose(softplus(-40.0), np.exp(-40), rtol=1e-15)


def test_sigmoid_and_softplus_belong_to_the_pair_z_and_0():
    logits = np.linspace(-5, 5, 11)
    pairs = np.stack([logits, np.zeros(11)], axis=1)
    np.testing.assert_allclose(sigmoid(logits), softmax(pairs)[:, 0], rtol=1e-14)
    # log(1 + small) in logsumexp has lost digits that log1p keeps
    np.testing.assert_allclose(softplus(logits), logsumexp(pairs), rtol=1e-13)


def test_nan_empty_and_dtypes():
    elementwise = (sigmoid, sigmoid_grad, softplus, softplus_grad)
    for function in (logsumexp, logsumexp_grad, softmax, softmax_grad, log_softmax, *elementwise):
        assert np.isnan(function([0.0, np.nan])).any()
        assert function(np.zeros((0, 3))).shape[0] == 0
        assert function(np.zeros((2, 3), np.float32)).dtype == np.float32
        assert function([[0, 1], [2, 3]]).dtype == np.float64
    assert logsumexp(np.zeros((2, 0))).tolist() == [-np.inf, -np.inf]


@pytest.mark.bad_input
def test_bad_input_is_refused():
    for function in (logsumexp, logsumexp_grad, softmax, softmax_grad, log_softmax, log_softmax_grad):
        with pytest.raises(ValueError, match="axis 2 is out of bounds for array of dimension 1"):
            function([0.0, 1.0], dim=2)
    for function in (logsumexp, softmax, log_softmax, sigmoid, sigmoid_grad, softplus, softplus_grad):
        for logits in (["a", "b"], [1j, 0], [None, 1.0]):
            with pytest.raises(TypeError, match="logits must hold real numbers, got dtype"):
                function(logits)
