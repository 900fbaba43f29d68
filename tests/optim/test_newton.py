import numpy as np
import pytest
import torch
from arrays import arrays
from hypothesis import given
from hypothesis import strategies as st

from course_lib.optim import (
    bowl,
    gradient_descent,
    himmelblau,
    newton_descent,
    newton_step,
    rosenbrock,
    saddle,
)


def test_a_step_by_hand():
    np.testing.assert_array_equal(newton_step([4.0, 9.0], [[2.0, 0.0], [0.0, 3.0]]), [-2, -3])
    np.testing.assert_allclose(newton_step([1.0, 0.0], [[2.0, 1.0], [1.0, 1.0]]), [-1, 1], rtol=1e-15)


@given(arrays((3,)), arrays((3, 3)))
def test_a_step_is_torchs_solution(grad, root):
    hessian = root @ root.T + np.eye(3)
    expected = -torch.linalg.solve(torch.tensor(hessian), torch.tensor(grad)).numpy()
    np.testing.assert_allclose(newton_step(grad, hessian), expected, rtol=1e-9, atol=1e-9)


@given(st.floats(1, 1e6), st.floats(-3, 3), arrays((2,)))
def test_one_step_solves_any_bowl(condition, angle, start):
    surface = bowl(condition, angle)
    path = newton_descent(surface.f, surface.grad, surface.hessian, start, steps=1)
    np.testing.assert_allclose(path.xs[1], 0, atol=1e-8)


def test_right_digits_double():
    surface = himmelblau()
    path = newton_descent(surface.f, surface.grad, surface.hessian, [3.3, 2.2], steps=6)
    errors = np.linalg.norm(path.xs - [3, 2], axis=1)
    assert errors[5] < 1e-14
    assert (errors[1:4] < errors[:3] ** 2).all()


def test_on_rosenbrock_six_steps_beat_a_thousand_of_descent():
    surface = rosenbrock()
    newton = newton_descent(surface.f, surface.grad, surface.hessian, [-1.2, 1.0], steps=6)
    descent = gradient_descent(surface.f, surface.grad, [-1.2, 1.0], lr=1e-3, steps=1000)
    assert newton.values[-1] < 1e-10 < 0.1 < descent.values[-1]


def test_newton_is_drawn_to_a_saddle_and_descent_is_not():
    surface, start = saddle(), [0.5, 0.1]
    newton = newton_descent(surface.f, surface.grad, surface.hessian, start, steps=8)
    descent = gradient_descent(surface.f, surface.grad, start, lr=0.1, steps=300)
    np.testing.assert_allclose(newton.xs[-1], 0, atol=1e-12)
    np.testing.assert_allclose(descent.xs[-1], [0, 1], atol=1e-6)


def test_preconditioning_is_descent_in_other_coordinates():
    """x = H^(-1/2) z turns a bowl into a round one: there plain descent with rate 1 is Newton's step."""
    surface, x = bowl(50, 0.7), np.array([1.0, -2.0])
    values, vectors = np.linalg.eigh(surface.hessian(x))
    root = vectors @ np.diag(values**-0.5) @ vectors.T
    descent_in_z = root @ -(root @ surface.grad(x))
    np.testing.assert_allclose(descent_in_z, newton_step(surface.grad(x), surface.hessian(x)), rtol=1e-12)


def test_dtype_and_empty():
    assert newton_step(np.ones(2, np.float32), np.eye(2)).dtype == np.float32
    assert newton_step([1, 2], [[1, 0], [0, 1]]).dtype == np.float64
    assert newton_step(np.zeros(0), np.zeros((0, 0))).shape == (0,)


@pytest.mark.bad_input
def test_bad_input_is_refused():
    with pytest.raises(
        ValueError, match=r"need shapes \(n,\) and \(n, n\), got grad \(2,\) and hessian \(3, 3\)"
    ):
        newton_step(np.ones(2), np.eye(3))
    with pytest.raises(ValueError, match=r"got grad \(2, 1\) and hessian \(2, 2\)"):
        newton_step(np.ones((2, 1)), np.eye(2))
    with pytest.raises(np.linalg.LinAlgError):
        newton_step(np.ones(2), np.ones((2, 2)))
