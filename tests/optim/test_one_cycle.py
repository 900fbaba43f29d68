import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from course_lib.optim import one_cycle, one_cycle_momentum


def torch_cycle(steps, max_lr, **options):
    """Rates and momenta before each step, as OneCycleLR sets them."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1, momentum=0.5)
    scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr, steps, **options)
    rates, momenta = [], []
    for step in range(steps):
        rates.append(optimizer.param_groups[0]["lr"])
        momenta.append(optimizer.param_groups[0]["momentum"])
        optimizer.step()
        if step < steps - 1:
            scheduler.step()
    return rates, momenta


def test_a_cycle_by_hand():
    """Ten steps, rising to step 4: 1/2 to 2 and down to 1/8."""
    options = {"pct_start": 0.5, "div_factor": 4, "final_div_factor": 4}
    rates = [one_cycle(t, 2.0, 10, anneal_strategy="linear", **options) for t in range(10)]
    np.testing.assert_allclose(rates, [*np.linspace(0.5, 2, 5), *np.linspace(2, 0.125, 6)[1:]], rtol=1e-14)
    assert one_cycle(2, 2.0, 10, **options) == 1.25  # half way up the cosine
    assert one_cycle(4, 2.0, 10, **options) == 2
    np.testing.assert_allclose(one_cycle(9, 2.0, 10, **options), 0.125, rtol=1e-14)


def test_the_momentum_falls_while_the_rate_rises():
    t = np.arange(100)
    rates, momenta = one_cycle(t, 1.0, 100), one_cycle_momentum(t, 100)
    assert np.argmax(rates) == np.argmin(momenta) == 29
    assert (np.diff(rates) * np.diff(momenta) < 0).all()


@given(
    st.floats(1e-3, 10),
    st.integers(12, 100),
    st.floats(0.1, 0.9),
    st.sampled_from(["cos", "linear"]),
    st.floats(1, 100),
    st.floats(1, 1e5),
)
def test_rates_are_torchs(max_lr, total, pct_start, strategy, div, final_div):
    options = {"pct_start": pct_start, "anneal_strategy": strategy}
    options |= {"div_factor": div, "final_div_factor": final_div}
    theirs, _ = torch_cycle(total, max_lr, **options)
    ours = one_cycle(np.arange(total), max_lr, total, **options)
    np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=1e-12 * max_lr)


@given(st.integers(12, 100), st.floats(0.1, 0.9), st.sampled_from(["cos", "linear"]), st.floats(0, 0.9))
def test_momenta_are_torchs(total, pct_start, strategy, low):
    options = {"pct_start": pct_start, "anneal_strategy": strategy, "base_momentum": low}
    _, theirs = torch_cycle(total, 1.0, max_momentum=0.95, **options)
    ours = one_cycle_momentum(np.arange(total), total, max_momentum=0.95, **options)
    np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=1e-12)


def test_defaults_are_torchs():
    rates, momenta = torch_cycle(50, 0.3)
    np.testing.assert_allclose(one_cycle(np.arange(50), 0.3, 50), rates, rtol=1e-12, atol=1e-13)
    np.testing.assert_allclose(one_cycle_momentum(np.arange(50), 50), momenta, rtol=1e-12)


def test_one_step_gives_a_float_and_many_an_array():
    assert type(one_cycle(3, 1.0, 10)) is type(one_cycle_momentum(3, 10)) is float
    assert one_cycle(np.arange(10), 1.0, 10).dtype == np.float64


@pytest.mark.bad_input
@pytest.mark.parametrize(
    ("arguments", "options", "told"),
    [
        ((10, 1.0, 10), {}, r"step must be in \[0, 10\), got 10"),
        ((-1, 1.0, 10), {}, r"step must be in \[0, 10\), got -1"),
        ((0, 1.0, 1), {}, "total_steps must be a whole number of at least 2, got 1"),
        ((0, 1.0, 10), {"pct_start": 1.0}, r"pct_start must be in .* \(0\.1, 1\), got 1\.0"),
        ((0, 1.0, 10), {"pct_start": 0.1}, r"pct_start must be in .* \(0\.1, 1\), got 0\.1"),
        (
            (0, 1.0, 10),
            {"anneal_strategy": "cosine"},
            'anneal_strategy must be "cos" or "linear", got \'cosine\'',
        ),
        ((0, -1.0, 10), {}, "max_lr must be finite and at least 0, got -1"),
        ((0, 1.0, 10), {"div_factor": 0}, "div_factor must be positive and finite, got 0"),
        ((0, 1.0, 10), {"final_div_factor": np.inf}, "final_div_factor must be positive and finite, got inf"),
    ],
)
def test_bad_input_is_refused(arguments, options, told):
    with pytest.raises(ValueError, match=told):
        one_cycle(*arguments, **options)
