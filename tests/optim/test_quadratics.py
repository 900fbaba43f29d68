import numpy as np
import pytest
import torch
from arrays import arrays
from hypothesis import given
from hypothesis import strategies as st
from sklearn.datasets import load_diabetes

from course_lib.gradcheck import check_gradient
from course_lib.losses import mse_loss
from course_lib.optim import bowl, gradient_descent, largest_eigenvalue, least_squares, max_stable_lr


def body_mass():
    """Progress of diabetes by body mass index, 442 patients; both standardized."""
    data = load_diabetes()
    x, y = data.data[:, 2], data.target
    x, y = (x - x.mean()) / x.std(), (y - y.mean()) / y.std()
    return np.stack([x, np.ones_like(x)], axis=1), y


def test_a_bowl_by_hand():
    surface = bowl(condition=4, angle=np.pi / 2)  # a quarter turn: now the first axis is steep
    np.testing.assert_allclose(surface.hessian(None), [[4, 0], [0, 1]], atol=1e-15)
    np.testing.assert_allclose(surface.f(np.array([1.0, 2.0])), 4, rtol=1e-15)
    np.testing.assert_allclose(surface.grad(np.array([1.0, 2.0])), [4, 2], rtol=1e-15)


@given(st.floats(1, 1e6), st.floats(-10, 10))
def test_a_bowl_has_the_curvatures_asked_for(condition, angle):
    surface = bowl(condition, angle)
    np.testing.assert_allclose(np.linalg.eigvalsh(surface.hessian(None)), [1, condition], rtol=1e-9)
    flat = np.array([np.cos(angle), np.sin(angle)])
    np.testing.assert_allclose(surface.grad(flat), flat, atol=1e-9)


def test_least_squares_by_hand():
    surface = least_squares([[1.0, 1.0], [2.0, 1.0]], [3.0, 5.0])
    np.testing.assert_allclose(surface.minima, [[2, 1]], rtol=1e-14)
    assert surface.f(np.array([0.0, 0.0])) == 17
    np.testing.assert_array_equal(surface.grad(np.zeros(2)), [-13, -8])
    np.testing.assert_array_equal(surface.grad(np.zeros(2), [1]), [-20, -10])
    np.testing.assert_array_equal(surface.hessian(None), [[5, 3], [3, 2]])


@given(arrays((5, 2)), arrays((5,)), arrays((2,)))
def test_least_squares_is_torchs(X, targets, theta):
    X = X + 20 * np.eye(5)[:, :2]  # keeps the columns apart
    surface = least_squares(X, targets)
    f = lambda t: torch.nn.functional.mse_loss(torch.tensor(X) @ t, torch.tensor(targets))  # noqa: E731
    np.testing.assert_allclose(surface.f(theta), f(torch.tensor(theta)).item(), rtol=1e-12)
    expected = torch.autograd.functional.jacobian(f, torch.tensor(theta)).numpy()
    np.testing.assert_allclose(surface.grad(theta), expected, rtol=1e-12, atol=1e-11)
    expected = torch.autograd.functional.hessian(f, torch.tensor(theta)).numpy()
    np.testing.assert_allclose(surface.hessian(theta), expected, rtol=1e-12)
    assert surface.f(theta) == pytest.approx(mse_loss(X @ theta, targets), rel=1e-12)


def test_least_squares_gradient_by_central_differences():
    surface = least_squares(*body_mass())
    check_gradient(surface.f, surface.grad, np.array([0.3, -0.2]))


def test_real_data_descends_to_the_normal_equations():
    X, y = body_mass()
    surface = least_squares(X, y)
    path = gradient_descent(surface.f, surface.grad, surface.start, lr=0.3, steps=100)
    np.testing.assert_allclose(path.xs[-1], np.linalg.solve(X.T @ X, X.T @ y), atol=1e-12)
    np.testing.assert_allclose(path.xs[-1], surface.minima[0], atol=1e-12)
    assert (np.diff(path.values[:20]) < 0).all()


def test_unscaled_inputs_narrow_the_edge():
    """Measured in other units the same data bear a rate ten thousand times smaller."""
    X, y = body_mass()
    scaled = max_stable_lr(largest_eigenvalue(least_squares(X, y).grad, np.zeros(2)))
    unscaled = max_stable_lr(largest_eigenvalue(least_squares(X * [100, 1], y).grad, np.zeros(2)))
    np.testing.assert_allclose([scaled, unscaled], [1, 1e-4], rtol=1e-6)


def test_mini_batches_are_right_on_average():
    X, y = body_mass()
    surface, theta = least_squares(X, y), np.array([0.5, -1.0])
    batches = np.random.default_rng(0).permutation(442).reshape(26, 17)
    each = [surface.grad(theta, batch) for batch in batches]
    np.testing.assert_allclose(np.mean(each, axis=0), surface.grad(theta), rtol=1e-12)
    assert np.std(each, axis=0).min() > 0.1


def test_a_grid_is_many_points():
    surface = least_squares([[1.0, 1.0], [2.0, 1.0], [0.0, 1.0]], [3.0, 5.0, 0.0])
    grid = np.stack(np.meshgrid([-1.0, 0.5, 2.0, 3.0], [0.25, -1.5]))
    values, grads = surface.f(grid), surface.grad(grid, [0, 2])
    assert values.shape == (2, 4)
    for i, j in np.ndindex(2, 4):
        np.testing.assert_allclose(values[i, j], surface.f(grid[:, i, j]), rtol=1e-14)
        np.testing.assert_allclose(grads[:, i, j], surface.grad(grid[:, i, j], [0, 2]), rtol=1e-14)


def test_the_minimum_and_the_start_lie_in_the_domain():
    surface = least_squares(*body_mass())
    for point in (surface.minima[0], surface.start):
        assert all(low < p < high for p, (low, high) in zip(point, surface.domain, strict=True))
    assert surface.f(np.array(surface.start)) > 2 * surface.f(surface.minima[0])


@pytest.mark.bad_input
def test_bad_input_is_refused():
    for condition in (0.5, np.nan):
        with pytest.raises(ValueError, match=f"condition must be finite and at least 1, got {condition}"):
            bowl(condition)
    with pytest.raises(ValueError, match=r"need X \(N, 2\) and targets \(N,\), got \(3, 1\) and \(3,\)"):
        least_squares(np.ones((3, 1)), np.ones(3))
    with pytest.raises(ValueError, match=r"got \(3, 2\) and \(2,\)"):
        least_squares(np.ones((3, 2)), np.ones(2))
    with pytest.raises(ValueError, match=r"depend on each other \(rank 1\)"):
        least_squares(np.ones((3, 2)), np.ones(3))
