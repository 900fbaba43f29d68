import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch_paths import assert_same_arrays, assert_same_path, decays, rates, seeds, shapes, walk

from course_lib.optim import SGD, Adam, AdamW, RMSprop

betas = st.tuples(st.floats(0, 0.99), st.floats(0.5, 0.9999))
STATES = [("m", "exp_avg"), ("v", "exp_avg_sq")]
each_adam = pytest.mark.parametrize("adam", [Adam, AdamW])


def test_two_steps_by_hand():
    w = np.array(0.0)
    adam = Adam([w], lr=1, betas=(0.5, 0.75), eps=0)
    adam.step([2.0])
    assert (adam.m[0], adam.v[0], w) == (1, 1, -1)
    adam.step([-4.0])
    assert (adam.m[0], adam.v[0]) == (-1.5, 4.75)
    np.testing.assert_allclose(w, -1 + (1.5 / 0.75) / np.sqrt(4.75 / (7 / 16)), rtol=1e-15)


def test_amsgrad_keeps_the_largest_v():
    w = np.array(0.0)
    adam = Adam([w], lr=1, betas=(0, 0.75), eps=0, amsgrad=True)
    adam.step([2.0])
    adam.step([0.0])
    adam.step([0.5])
    assert adam.v_max[0] == 1
    assert adam.v[0] == 0.75 * 0.75 + 0.25 * 0.25
    np.testing.assert_allclose(w, -1 - 0.5 / np.sqrt(1 / (1 - 0.75**3)), rtol=1e-15)


def test_decoupled_decay_by_hand():
    w = np.array([4.0, -8.0])
    adamw = AdamW([w], lr=0.5, weight_decay=0.5, eps=0)
    adamw.step([np.array([1.0, 1e6])])
    np.testing.assert_allclose(w, [4 * 0.75 - 0.5, -8 * 0.75 - 0.5], rtol=1e-13)


@each_adam
@given(shapes, seeds, rates, betas, st.floats(1e-12, 1e-2), decays, st.booleans(), st.booleans())
def test_path_is_torchs(adam, shapes, seed, lr, betas, eps, weight_decay, amsgrad, maximize):
    options = {"lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay}
    options |= {"amsgrad": amsgrad, "maximize": maximize}
    states = STATES + [("v_max", "max_exp_avg_sq")] * amsgrad
    assert_same_path(adam, getattr(torch.optim, adam.__name__), shapes, seed, states, **options)


@each_adam
def test_path_with_defaults_is_torchs(adam):
    assert_same_path(adam, getattr(torch.optim, adam.__name__), [(4, 3), (4,)], seed=0, states=STATES)


@each_adam
def test_float32_path_is_torchs(adam):
    options = {"dtype": np.float32, "amsgrad": True}
    _, _, ours, theirs = walk(adam, getattr(torch.optim, adam.__name__), [(3, 2), ()], seed=1, **options)
    for a, b in zip(ours, theirs, strict=True):
        assert_same_arrays(a, b, tol=1e-5)


@given(st.floats(1e-6, 1e6), rates, betas)
def test_the_first_step_has_the_length_of_the_rate(size, lr, betas):
    w = np.zeros(2)
    Adam([w], lr=lr, betas=betas).step([np.array([size, -size])])
    np.testing.assert_allclose(w, [-lr, lr], rtol=1e-12 + 1e-8 / size)  # eps is 1e-8


def uncorrected(grads, betas=(0.9, 0.999)):
    """Length of each step in rates that Adam without its correction would take: |m| / √v."""
    adam, lengths = Adam([np.array(0.0)], betas=betas), []
    for grad in grads:
        adam.step([grad])
        lengths.append(float(np.abs(adam.m[0]) / np.sqrt(adam.v[0])))
    return np.array(lengths)


@given(st.floats(1e-3, 1e3), betas)
def test_without_correction_the_first_step_would_have_another_length(size, betas):
    (length,) = uncorrected([size], betas)
    np.testing.assert_allclose(length, (1 - betas[0]) / np.sqrt(1 - betas[1]), rtol=1e-12)


@pytest.mark.parametrize(
    ("betas", "length"),
    [
        ((0.9, 0.999), np.sqrt(10)),  # the defaults: 3.16
        ((0.9, 0.9999), 10.0),
        ((0.0, 0.99), 10.0),  # RMSprop with torch's alpha
        ((0.0, 0.999), np.sqrt(1000)),  # no momentum: 31.6
        ((0.9, 0.99), 1.0),  # both errors cancel
    ],
)
def test_how_long_an_uncorrected_first_step_is(betas, length):
    np.testing.assert_allclose(uncorrected([0.3], betas), [length], rtol=1e-12)


def test_uncorrected_steps_are_longest_at_the_twelfth():
    lengths, t = uncorrected(np.full(3000, 2.0)), np.arange(1, 3001)
    np.testing.assert_allclose(lengths, (1 - 0.9**t) / np.sqrt(1 - 0.999**t), rtol=1e-9)
    assert np.argmax(lengths) + 1 == 12
    np.testing.assert_allclose(lengths.max(), 6.5685, rtol=1e-5)
    np.testing.assert_allclose(lengths[-1], 1, rtol=0.03)


def test_adam_without_momentum_is_rmsprop_with_corrected_rate():
    rng, alpha = np.random.default_rng(0), 0.9
    a, b = np.zeros(5), np.zeros(5)
    adam, rmsprop = Adam([a], lr=0.01, betas=(0, alpha), eps=0), RMSprop([b], alpha=alpha, eps=0)
    for t in range(1, 51):
        grad = rng.normal(size=5)
        rmsprop.lr = 0.01 * np.sqrt(1 - alpha**t)
        adam.step([grad])
        rmsprop.step([grad])
        np.testing.assert_allclose(a, b, rtol=1e-12, atol=1e-15)


def test_penalty_and_decoupled_decay_are_the_same_for_sgd_alone():
    """Loshchilov and Hutter: with SGD both shrink weights alike; Adam divides the penalty away."""
    grad = [np.array([1.0, 1e4])]
    sgd, shrunk = np.array([2.0, 2.0]), np.array([2.0, 2.0])
    SGD([sgd], lr=0.1, weight_decay=0.5).step(grad)
    shrunk *= 1 - 0.1 * 0.5
    SGD([shrunk], lr=0.1).step(grad)
    np.testing.assert_allclose(sgd, shrunk, rtol=1e-14)

    penalty, decoupled = np.array([2.0, 2.0]), np.array([2.0, 2.0])
    Adam([penalty], lr=0.1, weight_decay=0.5).step(grad)
    AdamW([decoupled], lr=0.1, weight_decay=0.5).step(grad)
    np.testing.assert_allclose(penalty, [1.9, 1.9], rtol=1e-7)  # as if there were no decay
    np.testing.assert_allclose(decoupled, [1.8, 1.8], rtol=1e-7)


def test_without_decay_both_are_one():
    rng, a, b = np.random.default_rng(0), np.ones(3), np.ones(3)
    adam, adamw = Adam([a]), AdamW([b], weight_decay=0)
    for _ in range(20):
        grad = rng.normal(size=3)
        adam.step([grad])
        adamw.step([grad])
    np.testing.assert_array_equal(a, b)


@given(st.floats(1e-3, 1e3))
def test_adam_does_not_see_the_scale_of_the_loss(scale):
    rng, a, b = np.random.default_rng(0), np.ones(3), np.ones(3)
    plain, scaled = Adam([a], eps=0), Adam([b], eps=0)
    for _ in range(20):
        grad = rng.normal(size=3)
        plain.step([grad])
        scaled.step([scale * grad])
    np.testing.assert_allclose(a, b, rtol=1e-12)


@pytest.mark.bad_input
@each_adam
def test_bad_numbers_are_refused(adam):
    for i, betas in enumerate([(1.0, 0.999), (0.9, 1.0)]):
        with pytest.raises(ValueError, match=rf"betas\[{i}\] must be in \[0, 1\), got 1.0"):
            adam([np.zeros(2)], betas=betas)
    with pytest.raises(ValueError, match=r"betas\[0\] must be in \[0, 1\), got -0.1"):
        adam([np.zeros(2)], betas=(-0.1, 0.9))
    with pytest.raises(ValueError, match="eps must be finite and at least 0, got -1"):
        adam([np.zeros(2)], eps=-1)
    with pytest.raises(ValueError, match="weight_decay must be finite and at least 0, got -1"):
        adam([np.zeros(2)], weight_decay=-1)
