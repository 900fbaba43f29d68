import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch_paths import assert_same_arrays, assert_same_path, decays, rates, seeds, shapes, walk

from course_lib.optim import Adagrad, RMSprop

# below 0.5 a centered mean of few gradients cancels to rounding error, and no two programs agree
alphas = st.floats(0.5, 0.999)


def test_adagrad_by_hand():
    w = np.array([0.0, 0.0])
    adagrad = Adagrad([w], lr=1, eps=0)
    adagrad.step([np.array([3.0, 100.0])])
    np.testing.assert_array_equal(w, [-1, -1])
    adagrad.step([np.array([4.0, 0.0])])
    np.testing.assert_allclose(w, [-1 - 4 / 5, -1], rtol=1e-15)
    np.testing.assert_array_equal(adagrad.v[0], [25, 1e4])


def test_adagrad_decays_its_rate_and_starts_where_told():
    w = np.array(0.0)
    adagrad = Adagrad([w], lr=1, lr_decay=1, initial_accumulator_value=3, eps=1)
    assert adagrad.v[0] == 3
    adagrad.step([1.0])
    assert w == -1 / (2 + 1)
    adagrad.step([np.sqrt(5.0)])
    np.testing.assert_allclose(w, -1 / 3 - 0.5 * np.sqrt(5) / (3 + 1), rtol=1e-15)


def test_adagrads_steps_shrink_with_the_root_of_time():
    w = np.array(0.0)
    adagrad = Adagrad([w], lr=0.1, eps=0)
    for step in range(1, 50):
        before = w.copy()
        adagrad.step([7.0])
        np.testing.assert_allclose(before - w, 0.1 / np.sqrt(step), rtol=1e-13)


def test_rmsprop_by_hand():
    w = np.array(0.0)
    rmsprop = RMSprop([w], lr=1, alpha=0.75, eps=0.5)
    rmsprop.step([2.0])
    assert rmsprop.v[0] == 1
    assert w == -2 / (1 + 0.5)
    rmsprop.step([1.0])
    np.testing.assert_allclose(w, -4 / 3 - 1 / (1 + 0.5), rtol=1e-15)


def test_centered_rmsprop_by_hand():
    w = np.array(0.0)
    rmsprop = RMSprop([w], lr=1, alpha=0.5, eps=0, centered=True)
    rmsprop.step([2.0])
    assert (rmsprop.v[0], rmsprop.m[0]) == (2, 1)
    assert w == -2 / np.sqrt(2 - 1)


def test_rmsprop_with_momentum_by_hand():
    w = np.array(0.0)
    rmsprop = RMSprop([w], lr=1, alpha=0.75, eps=0, momentum=0.5)
    rmsprop.step([2.0])
    rmsprop.step([0.0])
    assert rmsprop.momentum_buffers[0] == 1
    assert w == -2 - 1


def test_rmsprops_first_step_is_ten_rates_long_by_default():
    for grad in (1e-3, -1.0, 1e5):
        w = np.array(0.0)
        RMSprop([w], lr=0.01, eps=0).step([grad])
        np.testing.assert_allclose(w, -10 * 0.01 * np.sign(grad), rtol=1e-13)


@given(
    shapes, seeds, rates, st.floats(0, 0.5), decays, st.floats(0, 2), st.floats(1e-12, 1e-2), st.booleans()
)
def test_adagrad_path_is_torchs(shapes, seed, lr, lr_decay, weight_decay, initial, eps, maximize):
    options = {"lr": lr, "lr_decay": lr_decay, "weight_decay": weight_decay, "eps": eps}
    options |= {"initial_accumulator_value": initial, "maximize": maximize}
    assert_same_path(Adagrad, torch.optim.Adagrad, shapes, seed, [("v", "sum")], **options)


@given(shapes, seeds, rates, alphas, st.floats(1e-12, 1e-2), decays, st.floats(0, 0.99), st.booleans())
def test_rmsprop_path_is_torchs(shapes, seed, lr, alpha, eps, weight_decay, momentum, maximize):
    options = {"lr": lr, "alpha": alpha, "eps": eps, "weight_decay": weight_decay, "momentum": momentum}
    states = [("v", "square_avg")] + [("momentum_buffers", "momentum_buffer")] * (momentum > 0)
    assert_same_path(RMSprop, torch.optim.RMSprop, shapes, seed, states, maximize=maximize, **options)


@given(shapes, seeds, rates, alphas, decays, st.just(0) | st.floats(0.1, 0.99))
def test_centered_rmsprop_path_is_torchs(shapes, seed, lr, alpha, weight_decay, momentum):
    options = {"lr": lr, "alpha": alpha, "weight_decay": weight_decay, "momentum": momentum, "centered": True}
    states = [("v", "square_avg"), ("m", "grad_avg")]
    assert_same_path(RMSprop, torch.optim.RMSprop, shapes, seed, states, **options)


def test_a_constant_gradient_has_no_variance_and_torch_returns_nan():
    grad = np.linspace(0.1, 5, 50)  # which of them round to a negative variance differs between programs
    w, leaf = np.zeros(50), torch.zeros(50, dtype=torch.float64, requires_grad=True)
    ours = RMSprop([w], alpha=0.5, centered=True)
    theirs = torch.optim.RMSprop([leaf], alpha=0.5, centered=True)
    leaf.grad = torch.tensor(grad)
    for _ in range(200):
        ours.step([grad])
        theirs.step()
    assert np.isfinite(w).all()
    assert torch.isnan(leaf).any()


@pytest.mark.parametrize(
    ("ours", "theirs", "options"),
    [
        (Adagrad, torch.optim.Adagrad, {"lr_decay": 0.1}),
        (RMSprop, torch.optim.RMSprop, {"centered": True, "momentum": 0.9}),
    ],
)
def test_float32_path_is_torchs(ours, theirs, options):
    _, _, mine, torchs = walk(
        ours, theirs, [(3, 2), ()], seed=1, dtype=np.float32, weight_decay=0.01, **options
    )
    for a, b in zip(mine, torchs, strict=True):
        assert_same_arrays(a, b, tol=1e-4)  # a hundred steps, each with a root and a quotient


@pytest.mark.bad_input
@pytest.mark.parametrize(
    ("optimizer", "options", "message"),
    [
        (Adagrad, {"lr_decay": -1}, "lr_decay must be finite and at least 0, got -1"),
        (
            Adagrad,
            {"initial_accumulator_value": -1},
            "initial_accumulator_value must be finite and at least 0",
        ),
        (Adagrad, {"eps": -1e-8}, "eps must be finite and at least 0, got -1e-08"),
        (RMSprop, {"alpha": 1}, r"alpha must be in \[0, 1\), got 1"),
        (RMSprop, {"alpha": -0.1}, r"alpha must be in \[0, 1\), got -0.1"),
        (RMSprop, {"momentum": np.nan}, "momentum must be finite and at least 0, got nan"),
        (RMSprop, {"eps": np.inf}, "eps must be finite and at least 0, got inf"),
    ],
)
def test_bad_numbers_are_refused(optimizer, options, message):
    with pytest.raises(ValueError, match=message):
        optimizer([np.zeros(2)], **options)
