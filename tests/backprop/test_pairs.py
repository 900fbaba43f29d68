"""The pairs beside torch on drawn shapes, at the extremes, and what they refuse."""

import numpy as np
import pytest
import torch
from arrays import arrays, numbers, shapes
from backprop.tensors_beside_torch import assert_agrees
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from torch.nn import functional as TF

from course_lib import backprop
from course_lib.backprop import batch_norm, batch_norm_backward, gelu, gelu_backward, layer_norm, linear
from course_lib.backprop import functions as F

ACTIVATIONS = ["relu", "leaky_relu", "gelu", "tanh", "sigmoid"]
batches = hnp.array_shapes(min_dims=0, max_dims=2, max_side=3)
rng = np.random.default_rng(0)


def normal(*shape):
    return rng.normal(size=shape)


@pytest.mark.parametrize("name", ACTIVATIONS)
@given(st.data())
def test_activations(name, data):
    x = data.draw(arrays(data.draw(shapes)))
    assert_agrees(getattr(F, name), [x], getattr(TF, name), rtol=1e-11)


@given(arrays((3, 4), numbers))
def test_gelu_by_its_stand_in(x):
    assert_agrees(
        lambda a: F.gelu(a, approximate="tanh"), [x], lambda a: TF.gelu(a, approximate="tanh"), rtol=1e-11
    )


def test_the_stand_in_is_near():
    x = np.linspace(-8, 8, 10_001)
    assert 1e-4 < np.abs(gelu(x) - gelu(x, "tanh")).max() < 5e-4
    with pytest.raises(ValueError, match='approximate must be "none" or "tanh", got \'erf\''):
        gelu(x, "erf")


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_huge_numbers_do_no_harm(name, dtype):
    x = np.array([-1e30, -1e4, -100, 0, 100, 1e4, 1e30], dtype=dtype)
    for options in ({}, {"approximate": "tanh"}) if name == "gelu" else ({},):
        with np.errstate(all="raise", under="ignore"):
            value = getattr(backprop, name)(x, **options)
            (grad,) = getattr(backprop, f"{name}_backward")(np.ones_like(x), x, **options)
        leaf = torch.tensor(x, requires_grad=True)
        theirs = getattr(TF, name)(leaf, **options)
        theirs.sum().backward()
        np.testing.assert_allclose(value, theirs.detach(), rtol=1e-6, atol=1e-30)
        assert np.isfinite(grad).all()
        known = leaf.grad.isfinite().numpy()  # torch's own is NaN at 1e30 in float32
        np.testing.assert_allclose(grad[known], leaf.grad[known], rtol=1e-6, atol=1e-30)


@given(
    hnp.array_shapes(min_dims=0, max_dims=2, max_side=4), st.integers(1, 4), st.integers(1, 4), st.booleans()
)
def test_linear(batch, n_in, n_out, has_bias):
    args = [normal(*batch, n_in), normal(n_out, n_in)] + [normal(n_out)] * has_bias
    assert_agrees(F.linear, args, TF.linear)


@given(
    hnp.array_shapes(min_dims=0, max_dims=2, max_side=3), hnp.array_shapes(max_dims=2, min_side=2, max_side=4)
)
def test_layer_norm(batch, shape):
    args = [normal(*batch, *shape), normal(*shape), normal(*shape)]
    for given_ in (args, args[:2], args[:1]):
        assert_agrees(
            lambda x, *w: F.layer_norm(x, shape, *w),
            given_,
            lambda x, *w: TF.layer_norm(x, shape, *w),
            rtol=1e-10,
        )


@given(
    st.integers(2, 5), st.integers(1, 4), hnp.array_shapes(min_dims=0, max_dims=2, max_side=3), st.booleans()
)
def test_batch_norm(n, c, rest, training):
    mean, var, options = normal(c), rng.uniform(0.5, 2, c), {"training": training, "momentum": 0.3}
    args = [normal(n, c, *rest), normal(c), normal(c)]
    for given_ in (args, args[:2], args[:1]):
        ours = mean.copy(), var.copy()
        theirs = torch.tensor(mean), torch.tensor(var)
        assert_agrees(
            lambda x, *w, state=ours: F.batch_norm(x, *state, *w, **options),
            given_,
            lambda x, *w, state=theirs: TF.batch_norm(x, *state, *w, **options),
            rtol=1e-10,
        )
        np.testing.assert_allclose(ours, np.array(theirs), rtol=1e-12)
        assert (ours[0] != mean).any() == training


def test_batch_norm_without_running_averages():
    assert_agrees(
        lambda x: F.batch_norm(x, None, None, training=True),
        [normal(4, 3)],
        lambda x: TF.batch_norm(x, None, None, training=True),
        differences=True,
    )


def test_in_training_a_shift_of_all_examples_changes_nothing():
    """So the gradients of one channel add up to 0, and those by its size too."""
    x, grad_output = normal(6, 2), normal(6, 2)
    (grad,) = batch_norm_backward(grad_output, x, None, None, training=True, eps=1e-12)
    np.testing.assert_allclose(grad.sum(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose((grad * x).sum(axis=0), 0, atol=1e-9)


@pytest.mark.bad_input
def test_what_the_normalizations_refuse():
    x, mean, var = normal(4, 3), np.zeros(3), np.ones(3)
    with pytest.raises(ValueError, match=r"more than one number, got shape \(1, 3\)"):
        batch_norm(x[:1], mean, var, training=True)
    assert (mean == 0).all()
    with pytest.raises(ValueError, match="needs running_mean and running_var, got None"):
        batch_norm(x, None, None)
    with pytest.raises(ValueError, match=r"\(N, C\) or \(N, C, d1, \.\.\.\), got \(3,\)"):
        batch_norm(x[0], mean, var)
    with pytest.raises(ValueError, match=r"running_var must have shape \(3,\), got \(2,\)"):
        batch_norm(x, mean, var[:2])
    with pytest.raises(ValueError, match=r"weight must have shape \(3,\), got \(4,\)"):
        batch_norm(x, mean, var, np.ones(4))
    with pytest.raises(ValueError, match="eps must be positive"):
        layer_norm(x, (3,), eps=0)
    with pytest.raises(ValueError, match=r"normalized_shape \(4,\), got \(4, 3\)"):
        layer_norm(x, 4)
    with pytest.raises(ValueError, match=r"momentum must be in \[0, 1\]"):
        batch_norm(x, mean, var, training=True, momentum=2.0)


@pytest.mark.bad_input
def test_what_linear_and_the_backward_passes_refuse():
    with pytest.raises(ValueError, match=r"in_features, got \(4, 3\) and \(3, 2\)"):
        linear(normal(4, 3), normal(3, 2))
    with pytest.raises(ValueError, match=r"bias must have shape \(2,\), got \(3,\)"):
        linear(normal(4, 3), normal(2, 3), normal(3))
    for name in [*ACTIVATIONS, "linear"]:
        args = [normal(4, 3)] + [normal(3, 3)] * (name == "linear")
        with pytest.raises(ValueError, match=r"output's shape \(4, 3\), got \(3,\)"):
            getattr(backprop, f"{name}_backward")(normal(3), *args)


def test_the_derivative_of_gelu_by_hand():
    """At 0 it is Φ(0) = 1/2; at 1 it is Φ(1) + φ(1)."""
    (grad,) = gelu_backward([1.0, 1.0], [0.0, 1.0])
    np.testing.assert_allclose(grad, [0.5, 0.8413447460685429 + 0.24197072451914337], rtol=1e-15)
