import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from course_lib.optim import (
    SGD,
    Adam,
    bowl,
    cosine,
    follow,
    gradient_descent,
    himmelblau,
    max_stable_lr,
    rosenbrock,
)


def square(x):
    return (x**2).sum()


def square_grad(x):
    return 2 * x


def test_a_path_by_hand():
    path = gradient_descent(square, square_grad, [4.0, -8.0], lr=0.25, steps=2)
    np.testing.assert_array_equal(path.xs, [[4, -8], [2, -4], [1, -2]])
    np.testing.assert_array_equal(path.values, [80, 20, 5])
    np.testing.assert_array_equal(path.grads, 2 * path.xs)


@pytest.mark.parametrize(
    ("optimizer", "options"),
    [
        (SGD, {}),
        (SGD, {"momentum": 0.9, "nesterov": True}),
        (Adam, {"betas": (0.8, 0.99), "weight_decay": 0.01}),
    ],
)
def test_the_path_on_rosenbrock_is_torchs(optimizer, options):
    surface, leaf = rosenbrock(), torch.tensor([-1.5, 2.5], dtype=torch.float64, requires_grad=True)
    theirs = getattr(torch.optim, optimizer.__name__)([leaf], lr=1e-4, **options)
    options |= {"optimizer": optimizer, "lr": 1e-4}
    path = gradient_descent(surface.f, surface.grad, surface.start, steps=100, **options)
    for x, value, grad in zip(path.xs, path.values, path.grads, strict=True):
        loss = (1 - leaf[0]) ** 2 + 100 * (leaf[1] - leaf[0] ** 2) ** 2
        theirs.zero_grad()
        loss.backward()
        np.testing.assert_allclose(x, leaf.detach().numpy(), rtol=1e-12, atol=1e-12)
        np.testing.assert_allclose(value, loss.item(), rtol=1e-11)  # the valley multiplies errors
        np.testing.assert_allclose(grad, leaf.grad.numpy(), rtol=1e-11, atol=1e-10)
        theirs.step()


@given(st.floats(1, 1000), st.floats(0, np.pi))
def test_it_converges_below_two_over_lambda_max_and_diverges_above(condition, angle):
    surface = bowl(condition, angle)
    start = surface.hessian(None) @ [1.0, 0.5]  # has a share along the steep direction
    edge = max_stable_lr(condition)
    steep = np.array([-np.sin(angle), np.cos(angle)])
    errors = {
        share: np.abs(gradient_descent(surface.f, surface.grad, start, share * edge, 200).xs @ steep)
        for share in (0.99, 1.01)
    }
    np.testing.assert_allclose(errors[0.99][-1], errors[0.99][0] * 0.98**200, rtol=1e-6)
    np.testing.assert_allclose(errors[1.01][-1], errors[1.01][0] * 1.02**200, rtol=1e-6)


def test_on_the_edge_it_jumps_forth_and_back_for_ever():
    path = gradient_descent(lambda x: 4 * x**2, lambda x: 8 * x, 1.0, lr=2 / 8, steps=99)
    np.testing.assert_array_equal(path.xs, np.resize([1, -1], 100))


def test_the_wrong_sign_climbs():
    path = gradient_descent(square, lambda x: -2 * x, [1.0, 1.0], lr=0.1, steps=20)
    assert (np.diff(path.values) > 0).all()


def test_a_diverging_path_is_recorded_without_a_warning():
    with np.errstate(over="raise", invalid="raise"):
        path = gradient_descent(square, square_grad, [1.0], lr=1e3, steps=300)
    assert path.xs.shape == (301, 1)
    assert path.values[-1] == np.inf or np.isnan(path.values[-1])


def test_a_schedule_sets_the_rate_of_each_step():
    path = gradient_descent(square, square_grad, 1.0, lr=lambda step: cosine(step, 0.4, 10), steps=10)
    factors = 1 - 2 * cosine(np.arange(10), 0.4, 10)
    np.testing.assert_allclose(path.xs, np.cumprod([1, *factors]), rtol=1e-13)


def test_a_noisy_gradient_is_recorded_as_it_was_used():
    rng = np.random.default_rng(0)
    noisy = lambda x: 2 * x + rng.normal(size=x.shape)  # noqa: E731
    path = gradient_descent(square, noisy, [1.0, 2.0], lr=0.1, steps=50)
    np.testing.assert_allclose(path.xs[1:], path.xs[:-1] - 0.1 * path.grads[:-1], rtol=1e-13)
    assert np.abs(path.grads - 2 * path.xs).max() > 0.1


@given(st.integers(0, 3))
def test_from_near_each_valley_of_himmelblau_it_ends_there(i):
    surface = himmelblau()
    path = gradient_descent(surface.f, surface.grad, surface.minima[i] + 0.3, lr=0.01, steps=300)
    np.testing.assert_allclose(path.xs[-1], surface.minima[i], rtol=1e-9)


def test_shapes_dtype_and_the_start_are_kept():
    start = np.ones((2, 3), np.float32)
    path = gradient_descent(square, square_grad, start, steps=4)
    assert path.xs.shape == path.grads.shape == (5, 2, 3)
    assert path.xs.dtype == path.grads.dtype == np.float32
    assert path.values.dtype == np.float64
    assert (start == 1).all()
    assert gradient_descent(square, square_grad, [1, 2]).xs.dtype == np.float64
    assert gradient_descent(square, square_grad, 1.0, steps=0).xs.tolist() == [1]


def test_functions_that_write_into_their_argument_do_no_harm():
    def rude(x):
        x *= 0
        return np.ones(2)

    path = gradient_descent(square, rude, [1.0, 2.0], lr=0.5, steps=1)
    np.testing.assert_array_equal(path.xs, [[1, 2], [0.5, 1.5]])
    path = gradient_descent(
        lambda x: float(np.multiply(x, 0, out=x).sum()), square_grad, [1.0], lr=0.25, steps=2
    )
    np.testing.assert_array_equal(path.xs[:, 0], [1, 0.5, 0.25])
    start = np.zeros(1)
    path = follow(lambda step, x, g: np.add(x, step, out=x), square, square_grad, start, steps=3)
    assert start == 0
    np.testing.assert_array_equal(path.xs[:, 0], [0, 0, 1, 3])


@pytest.mark.bad_input
def test_bad_input_is_refused():
    with pytest.raises(ValueError, match=r"the gradient must have the shape of x, got \(1,\) and \(2,\)"):
        gradient_descent(square, lambda x: x[:1], [1.0, 2.0])
    with pytest.raises(ValueError, match="lr must be finite and at least 0, got -1"):
        gradient_descent(square, square_grad, [1.0], lr=-1)
    with pytest.raises(ValueError, match="steps must be a whole number of at least 0, got -1"):
        gradient_descent(square, square_grad, [1.0], steps=-1)
    with pytest.raises(TypeError, match="x0 must hold real numbers"):
        gradient_descent(square, square_grad, "here")
    with pytest.raises(TypeError, match=r"only (length-1|0-dimensional) arrays"):
        gradient_descent(lambda x: x, square_grad, [1.0, 2.0])
