import numpy as np
import pytest
import torch
from arrays import arrays
from hypothesis import given
from hypothesis import strategies as st

from course_lib.gradcheck import check_gradient
from course_lib.optim import bowl, himmelblau, plateau, rosenbrock, saddle

TORCH = {
    "Rosenbrock": lambda p: (1 - p[0]) ** 2 + 100 * (p[1] - p[0] ** 2) ** 2,
    "Himmelblau": lambda p: (p[0] ** 2 + p[1] - 11) ** 2 + (p[0] + p[1] ** 2 - 7) ** 2,
    "saddle": lambda p: p[0] ** 2 / 2 - p[1] ** 2 / 2 + p[1] ** 4 / 4,
    "plateau": lambda p: 1 - torch.exp(-(p @ p) / 2),
    "bowl": lambda p: (p[0] ** 2 + 10 * p[1] ** 2) / 2,
}
SURFACES = [bowl(), rosenbrock(), himmelblau(), saddle(), plateau()]
each_surface = pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.name)
points = arrays((2,), st.floats(-4, 4))


def test_values_by_hand():
    assert rosenbrock().f(np.array([2.0, 3.0])) == 1 + 100
    assert rosenbrock(a=2, b=5).f(np.array([1.0, 3.0])) == 1 + 5 * 4
    assert himmelblau().f(np.array([1.0, 1.0])) == 81 + 25
    assert saddle().f(np.array([2.0, 2.0])) == 2 - 2 + 4
    np.testing.assert_allclose(plateau().f(np.array([1.0, 1.0])), 1 - np.exp(-1), rtol=1e-15)


@each_surface
@given(points)
def test_value_gradient_and_hessian_are_torchs(surface, x):
    f, leaf = TORCH[surface.name], torch.tensor(x)
    np.testing.assert_allclose(surface.f(x), f(leaf).item(), rtol=1e-12, atol=1e-12)
    expected = torch.autograd.functional.jacobian(f, leaf).numpy()
    np.testing.assert_allclose(surface.grad(x), expected, rtol=1e-12, atol=1e-11)
    expected = torch.autograd.functional.hessian(f, leaf).numpy()
    np.testing.assert_allclose(surface.hessian(x), expected, rtol=1e-12, atol=1e-11)


@each_surface
def test_gradient_and_hessian_by_central_differences(surface):
    x = np.array([0.7, -0.4])
    check_gradient(surface.f, surface.grad, x)
    for i in range(2):
        check_gradient(lambda x, i=i: surface.grad(x)[i], surface.hessian(x)[i], x)


@each_surface
def test_each_minimum_is_one_and_lies_in_the_domain(surface):
    (x_low, x_high), (y_low, y_high) = surface.domain
    values = [surface.f(x) for x in surface.minima]
    np.testing.assert_allclose(values, values[0], atol=1e-25)
    for x, y in [*surface.minima, surface.start]:
        assert x_low < x < x_high
        assert y_low < y < y_high
    for x in surface.minima:
        np.testing.assert_allclose(surface.grad(x), 0, atol=1e-13)
        assert np.linalg.eigvalsh(surface.hessian(x)).min() > 0
    grid = np.stack(np.meshgrid(np.linspace(x_low, x_high, 81), np.linspace(y_low, y_high, 81)))
    assert surface.f(grid).min() >= values[0] - 1e-12


@each_surface
def test_a_grid_is_many_points(surface):
    grid = np.stack(np.meshgrid([-1.0, 0.5, 2.0], [0.25, -1.5]))
    values, grads = surface.f(grid), surface.grad(grid)
    assert values.shape == (2, 3)
    assert grads.shape == (2, 2, 3)
    for i, j in np.ndindex(2, 3):
        np.testing.assert_allclose(values[i, j], surface.f(grid[:, i, j]), rtol=1e-14)
        np.testing.assert_allclose(grads[:, i, j], surface.grad(grid[:, i, j]), rtol=1e-14)


@each_surface
def test_far_away_values_are_finite(surface):
    for x in ([1e4, -1e4], [-1e4, 1e4]):
        x = np.array(x)
        assert np.isfinite(surface.f(x))
        assert np.isfinite(surface.grad(x)).all()
        assert np.isfinite(surface.hessian(x)).all()


def test_facts_that_the_lessons_tell():
    eigenvalues = np.linalg.eigvalsh(rosenbrock().hessian(np.ones(2)))
    np.testing.assert_allclose(eigenvalues[1] / eigenvalues[0], 2508.01, rtol=1e-5)
    assert np.linalg.eigvalsh(saddle().hessian(np.zeros(2))).tolist() == [-1, 1]
    assert np.linalg.norm(plateau().grad(np.array([0.0, 4.0]))) < 0.002
    assert np.linalg.eigvalsh(plateau().hessian(np.array([1.1, 0.0]))).min() < 0


@pytest.mark.bad_input
def test_bad_numbers_are_refused():
    with pytest.raises(ValueError, match="b must be positive and finite, got 0"):
        rosenbrock(b=0)
    with pytest.raises(ValueError, match="a must be finite"):
        rosenbrock(a=np.nan)
