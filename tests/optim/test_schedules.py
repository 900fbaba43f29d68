import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.optim import lr_scheduler

from course_lib.optim import SGD, cosine, one_cycle, step_decay, warmup_cosine

rates = st.floats(1e-4, 10)
lengths = st.integers(1, 60)


def torch_rates(make, lr, steps):
    """The rate before each step, as torch's scheduler sets it."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=lr)
    scheduler, found = make(optimizer), []
    for _ in range(steps):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return np.array(found)


def assert_same_rates(ours, theirs, scale):
    np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=1e-12 * scale)


def test_step_decay_by_hand():
    rates = [step_decay(t, 8.0, step_size=2, gamma=0.5) for t in range(6)]
    assert rates == [8, 8, 4, 4, 2, 2]
    assert step_decay(30, 1.0, step_size=30) == 0.1
    assert step_decay(0, 1.0, step_size=5, gamma=0) == 1


def test_cosine_by_hand():
    rates = [cosine(t, 1.0, T_max=6, eta_min=0.2) for t in range(7)]
    expected = 0.2 + 0.4 * np.array([2, 1 + np.sqrt(0.75), 1.5, 1, 0.5, 1 - np.sqrt(0.75), 0])
    np.testing.assert_allclose(rates, expected, rtol=1e-14)
    np.testing.assert_allclose(cosine(8, 1.0, T_max=6), cosine(4, 1.0, T_max=6), rtol=1e-14)  # rises again


def test_warmup_cosine_by_hand():
    rates = [warmup_cosine(t, 1.0, 4, 8, start_factor=0.2, eta_min=0.5) for t in range(9)]
    half = np.sqrt(0.5)
    np.testing.assert_allclose(
        rates,
        [0.2, 0.4, 0.6, 0.8, 1, 0.75 + half / 4, 0.75, 0.75 - half / 4, 0.5],
        rtol=1e-14,
    )


@given(rates, lengths, st.floats(0.1, 1))
def test_step_decay_is_torchs(lr, step_size, gamma):
    theirs = torch_rates(lambda o: lr_scheduler.StepLR(o, step_size, gamma), lr, 100)
    assert_same_rates(step_decay(np.arange(100), lr, step_size, gamma), theirs, lr)


@given(rates, lengths, st.floats(0, 1))
def test_cosine_is_torchs_and_beyond_its_end_too(lr, T_max, share):
    theirs = torch_rates(lambda o: lr_scheduler.CosineAnnealingLR(o, T_max, share * lr), lr, 100)
    assert_same_rates(cosine(np.arange(100), lr, T_max, share * lr), theirs, lr)


@given(rates, lengths, lengths, st.floats(0.01, 1), st.floats(0, 1))
def test_warmup_cosine_is_torchs(lr, warmup, rest, start_factor, share):
    def both(optimizer):
        rise = lr_scheduler.LinearLR(optimizer, start_factor, total_iters=warmup)
        fall = lr_scheduler.CosineAnnealingLR(optimizer, rest, share * lr)
        return lr_scheduler.SequentialLR(optimizer, [rise, fall], milestones=[warmup])

    theirs = torch_rates(both, lr, warmup + rest + 1)
    ours = warmup_cosine(np.arange(len(theirs)), lr, warmup, warmup + rest, start_factor, share * lr)
    assert_same_rates(ours, theirs, lr)


def test_the_default_warmup_starts_as_torchs():
    theirs = torch_rates(lambda o: lr_scheduler.LinearLR(o, total_iters=9), 0.1, 9)
    assert_same_rates(warmup_cosine(np.arange(9), 0.1, 9, 20), theirs, 0.1)


@pytest.mark.parametrize(
    "schedule",
    [
        lambda t: step_decay(t, 0.3, 7),
        lambda t: cosine(t, 0.3, 20, 0.01),
        lambda t: warmup_cosine(t, 0.3, 5, 20),
    ],
)
def test_one_step_gives_a_float_and_many_an_array(schedule):
    together = schedule(np.arange(21))
    assert together.dtype == np.float64
    one_by_one = [schedule(t) for t in range(21)]
    assert all(type(rate) is float for rate in one_by_one)
    assert type(schedule(np.int64(3))) is float
    np.testing.assert_allclose(together, one_by_one, rtol=1e-15)
    assert schedule(np.arange(0)).shape == (0,)


def test_a_schedule_drives_an_optimizer_as_in_torch():
    w, leaf = np.ones(2), torch.ones(2, dtype=torch.float64, requires_grad=True)
    ours, theirs = SGD([w], momentum=0.9), torch.optim.SGD([leaf], lr=0.1, momentum=0.9)
    scheduler = lr_scheduler.CosineAnnealingLR(theirs, 50)
    for step in range(50):
        ours.lr = cosine(step, 0.1, T_max=50)
        ours.step([3 * w])
        leaf.grad = 3 * leaf.detach()
        theirs.step()
        scheduler.step()
        np.testing.assert_allclose(w, leaf.detach().numpy(), rtol=1e-12, atol=1e-12)


@pytest.mark.bad_input
@pytest.mark.parametrize(
    ("call", "error", "told"),
    [
        (lambda: step_decay(-1, 0.1, 10), ValueError, "step must be at least 0, got -1"),
        (lambda: step_decay(np.array([3, -2]), 0.1, 10), ValueError, "step must be at least 0, got -2"),
        (lambda: cosine(0.5, 0.1, 10), TypeError, "step must be a whole number, got dtype float64"),
        (lambda: step_decay(0, 0.1, 0), ValueError, "step_size must be a whole number of at least 1, got 0"),
        (lambda: step_decay(0, 0.1, 2.5), ValueError, r"step_size must be a whole number .*, got 2\.5"),
        (lambda: cosine(0, -0.1, 10), ValueError, r"lr must be finite and at least 0, got -0\.1"),
        (lambda: cosine(0, 0.1, 0), ValueError, "T_max must be a whole number of at least 1, got 0"),
        (lambda: cosine(0, 0.1, 5, np.nan), ValueError, "eta_min must be finite and at least 0, got nan"),
        (lambda: warmup_cosine(0, 0.1, 9, 9), ValueError, "total_steps must be a whole .* least 10, got 9"),
        (lambda: warmup_cosine(0, 0.1, 5, 9, 1.5), ValueError, r"start_factor must be in \[0, 1\], got 1\.5"),
    ],
)
def test_bad_input_is_refused(call, error, told):
    with pytest.raises(error, match=told):
        call()


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int32, np.uint64])
def test_steps_of_any_integer_type(dtype):
    steps = np.array([0, 60, 120], dtype)
    assert step_decay(steps, 1.0, step_size=200).tolist() == [1, 1, 1]
    np.testing.assert_array_equal(step_decay(steps, 1.0, 50, 0.5), [1, 0.5, 0.25])
    np.testing.assert_array_equal(cosine(steps, 1.0, T_max=1000), cosine(steps.astype(int), 1.0, T_max=1000))
    warm = warmup_cosine(steps, 1.0, warmup_steps=100, total_steps=1000)
    np.testing.assert_array_equal(warm, warmup_cosine(steps.astype(int), 1.0, 100, 1000))
    np.testing.assert_array_equal(
        one_cycle(steps, 1.0, total_steps=300), one_cycle(steps.astype(int), 1.0, total_steps=300)
    )


@pytest.mark.bad_input
def test_numbers_that_are_no_count_are_refused():
    for bad in (np.nan, np.inf):
        with pytest.raises(ValueError, match=f"step_size must be a whole number of at least 1, got {bad}"):
            step_decay(0, 0.1, bad)
    with pytest.raises(ValueError, match="step must be at least 0"):
        step_decay(np.uint64(2**64 - 1), 0.1, 10)
    with pytest.raises(TypeError, match=r"lr must be one number, got \[0.1\]"):
        cosine(0, [0.1], 10)
