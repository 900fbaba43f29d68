import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.optim import backtracking, bowl, himmelblau, line_search_descent, rosenbrock


def test_halving_by_hand():
    """On 5x² from 1: steps 1, 1/2, 1/4 overshoot to a higher place; 1/8 leads to −1/4."""
    assert backtracking(lambda x: 5 * x**2, 1.0, 10.0) == 0.125
    assert backtracking(lambda x: 5 * x**2, 1.0, 10.0, lr=0.1) == 0.1
    # the slope promises 100η: of that η = 1/8 gains 4.69 of 12.5, too little, and 1/16 gains 4.30 of 6.25
    assert backtracking(lambda x: 5 * x**2, 1.0, 10.0, c1=0.5) == 0.0625
    assert backtracking(lambda x: 5 * x**2, 1.0, 10.0, shrink=0.1) == 0.1


@given(st.floats(-4, 4), st.floats(-4, 4), st.floats(1e-4, 0.5), st.floats(0.1, 0.9))
def test_the_step_obeys_armijo_and_the_one_before_did_not(x, y, c1, shrink):
    surface, point = himmelblau(), np.array([x, y])
    grad = surface.grad(point)
    lr = backtracking(surface.f, point, grad, c1=c1, shrink=shrink)

    def passes(lr):
        return surface.f(point - lr * grad) <= surface.f(point) - c1 * lr * (grad @ grad)

    assert passes(lr)
    assert lr == 1 or not passes(lr / shrink)


def test_another_direction():
    surface, x = bowl(condition=100), np.array([1.0, 1.0])
    newton = np.array([-1.0, -1.0])
    assert backtracking(surface.f, x, surface.grad(x), newton) == 1
    assert backtracking(surface.f, x, surface.grad(x)) < 0.02


def test_at_a_minimum_any_step_passes_and_where_none_helps_we_stay():
    assert backtracking(lambda x: x**2, 0.0, 0.0) == 1
    assert backtracking(lambda x: abs(x), 0.0, 1.0) == 0  # a wrong slope: no step lowers f
    assert backtracking(lambda x: np.exp(x), 0.0, -1.0, lr=1e6) == 0  # uphill whatever the length


def test_overflow_of_a_first_trial_is_no_accident():
    with np.errstate(over="raise", invalid="raise"):
        assert 0 < backtracking(lambda x: np.exp(x**2), 5.0, 10 * np.exp(25.0)) < 1e-10


@pytest.mark.parametrize("surface", [bowl(1000, 0.3), rosenbrock(), himmelblau()], ids=lambda s: s.name)
def test_values_never_rise_and_no_rate_is_needed(surface):
    path = line_search_descent(surface.f, surface.grad, surface.start, steps=200)
    assert (np.diff(path.values) <= 0).all()
    assert path.values[-1] < path.values[0] / 20
    x, step = path.xs[:-1], np.diff(path.xs, axis=0)
    rates = -(step * path.grads[:-1]).sum(axis=1) / (path.grads[:-1] ** 2).sum(axis=1)
    np.testing.assert_allclose(x + step, x - rates[:, None] * path.grads[:-1], atol=1e-9)


def test_shapes_and_dtype():
    path = line_search_descent(lambda x: (x**2).sum(), lambda x: 2 * x, np.ones((2, 2), np.float32), steps=3)
    assert path.xs.shape == (4, 2, 2)
    assert path.xs.dtype == np.float32
    np.testing.assert_array_equal(path.xs[1], 0)  # half of a full step, then the minimum


@pytest.mark.bad_input
def test_bad_input_is_refused():
    f = lambda x: (x**2).sum()  # noqa: E731
    with pytest.raises(ValueError, match="the direction leads uphill: its slope is 4"):
        backtracking(f, [1.0], [2.0], [2.0])
    with pytest.raises(ValueError, match=r"x and grad must have the same shape, got \(1,\) and \(2,\)"):
        backtracking(f, [1.0], [2.0, 1.0])
    with pytest.raises(ValueError, match=r"x and direction must have the same shape, got \(1,\) and \(2,\)"):
        backtracking(f, [1.0], [2.0], [-1.0, 0.0])
    for options in ({"shrink": 1.0}, {"c1": 0.0}, {"lr": 0.0}, {"lr": np.inf}):
        with pytest.raises(ValueError, match="need 0 < shrink, c1 < 1 and lr > 0"):
            backtracking(f, [1.0], [2.0], **options)


def test_numpy_numbers_leave_float32_alone():
    options = {"lr": np.float64(1), "shrink": np.float64(0.5), "c1": np.float64(1e-4)}
    seen = []

    def f(x):
        seen.append(x.dtype)
        return float(5 * x**2)

    backtracking(f, np.array(1, np.float32), np.array(10, np.float32), **options)
    assert set(seen) == {np.dtype(np.float32)}
