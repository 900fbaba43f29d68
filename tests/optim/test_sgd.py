import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch_paths import assert_same_arrays, assert_same_path, decays, rates, seeds, shapes, shares, walk

from course_lib.optim import SGD


def test_plain_step_by_hand():
    w = np.array([1.0, -2.0])
    SGD([w], lr=0.1).step([np.array([3.0, 4.0])])
    np.testing.assert_allclose(w, [0.7, -2.4], rtol=1e-15)


def test_momentum_and_nesterov_by_hand():
    heavy, ahead = np.array(0.0), np.array(0.0)
    ball, looking = SGD([heavy], lr=1, momentum=0.5), SGD([ahead], lr=1, momentum=0.5, nesterov=True)
    for _ in range(3):
        ball.step([1.0])
        looking.step([1.0])
    assert ball.momentum_buffers[0] == looking.momentum_buffers[0] == 1.75
    assert heavy == -(1 + 1.5 + 1.75)
    assert ahead == -(1.5 + 1.75 + 1.875)


def test_dampening_spares_the_first_step():
    w = np.array(0.0)
    sgd = SGD([w], lr=1, momentum=0.5, dampening=0.75)
    sgd.step([4.0])
    assert w == -4
    sgd.step([4.0])
    assert w == -4 - (2 + 1)


def test_weight_decay_and_maximize_by_hand():
    w = np.array(2.0)
    SGD([w], lr=0.5, weight_decay=0.25).step([1.0])
    assert w == 2 - 0.5 * (1 + 0.5)
    up = np.array(2.0)
    SGD([up], lr=0.5, weight_decay=0.25, maximize=True).step([1.0])
    assert up == 2 - 0.5 * (-1 + 0.5)  # climbs, but the penalty still pulls to zero


def test_momentum_lengthens_steps_on_a_constant_slope():
    w = np.array(0.0)
    sgd = SGD([w], lr=0.01, momentum=0.9)
    for _ in range(300):
        before = w.copy()
        sgd.step([1.0])
    np.testing.assert_allclose(before - w, 0.01 / (1 - 0.9), rtol=1e-12)


@given(shapes, seeds, rates, decays, st.booleans())
def test_plain_path_is_torchs(shapes, seed, lr, weight_decay, maximize):
    options = {"lr": lr, "weight_decay": weight_decay, "maximize": maximize}
    assert_same_path(SGD, torch.optim.SGD, shapes, seed, **options)


@given(shapes, seeds, rates, st.floats(0.01, 0.99), st.floats(-0.5, 1), decays, st.booleans())
def test_momentum_path_is_torchs(shapes, seed, lr, momentum, dampening, weight_decay, maximize):
    options = {"lr": lr, "momentum": momentum, "dampening": dampening, "weight_decay": weight_decay}
    states = [("momentum_buffers", "momentum_buffer")]
    assert_same_path(SGD, torch.optim.SGD, shapes, seed, states, maximize=maximize, **options)


@given(shapes, seeds, rates, st.floats(0.01, 0.99), decays)
def test_nesterov_path_is_torchs(shapes, seed, lr, momentum, weight_decay):
    options = {"lr": lr, "momentum": momentum, "weight_decay": weight_decay, "nesterov": True}
    states = [("momentum_buffers", "momentum_buffer")]
    assert_same_path(SGD, torch.optim.SGD, shapes, seed, states, **options)


@given(seeds, shares)
def test_nesterov_looks_ahead_along_the_momentum(seed, momentum):
    """Sutskever et al., equations (3) and (4): take the gradient where momentum alone would lead."""
    rng = np.random.default_rng(seed)
    lr, curvature, momentum = 0.1, rng.uniform(0.1, 1, 4), max(momentum, 0.01)
    theta = rng.normal(size=4)
    velocity, w = np.zeros(4), theta.copy()
    sgd = SGD([w], lr=lr, momentum=momentum, nesterov=True)
    for _ in range(100):
        np.testing.assert_allclose(w, theta + momentum * velocity, rtol=0, atol=1e-12)
        velocity = momentum * velocity - lr * curvature * (theta + momentum * velocity)
        theta = theta + velocity
        sgd.step([curvature * w])


def test_float32_path_is_torchs():
    options = {"dtype": np.float32, "momentum": 0.9, "nesterov": True, "weight_decay": 0.01}
    _, _, ours, theirs = walk(SGD, torch.optim.SGD, [(3, 2), ()], seed=1, **options)
    for a, b in zip(ours, theirs, strict=True):
        assert_same_arrays(a, b, tol=1e-5)


@pytest.mark.bad_input
@pytest.mark.parametrize(
    "options", [{"momentum": 0}, {"momentum": 0.9, "dampening": 0.1}, {"momentum": -0.9}]
)
def test_nesterov_needs_momentum_without_dampening(options):
    with pytest.raises(ValueError, match="nesterov needs momentum > 0 and dampening = 0, got momentum="):
        SGD([np.zeros(2)], nesterov=True, **options)


@pytest.mark.bad_input
def test_bad_momentum_is_refused():
    with pytest.raises(ValueError, match=r"momentum must be finite and at least 0, got -0\.5"):
        SGD([np.zeros(2)], momentum=-0.5)
    with pytest.raises(ValueError, match="dampening must be finite"):
        SGD([np.zeros(2)], momentum=0.5, dampening=np.nan)
