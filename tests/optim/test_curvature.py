import numpy as np
import pytest
import torch
from arrays import arrays
from hypothesis import given
from hypothesis import strategies as st

from course_lib.optim import (
    SGD,
    bowl,
    gradient_descent,
    hessian_vector_product,
    himmelblau,
    largest_eigenvalue,
    max_stable_lr,
    plateau,
    rosenbrock,
    saddle,
)

SURFACES = [bowl(30, 0.4), rosenbrock(), himmelblau(), saddle(), plateau()]


@given(arrays((2,)), arrays((2,)), st.sampled_from(SURFACES))
def test_products_are_those_of_the_matrix(x, v, surface):
    hessian = surface.hessian(x / 4)
    scale = max(1, np.abs(hessian).max()) * max(1, np.linalg.norm(v))
    found = hessian_vector_product(surface.grad, x / 4, v)
    np.testing.assert_allclose(found, hessian @ v, rtol=0, atol=1e-7 * scale)


def test_products_of_any_shape_against_torch():
    rng = np.random.default_rng(0)
    x, v = rng.normal(size=(2, 2, 3))

    def loss(x):
        return (torch.tanh(x @ x.T)).sum()

    def grad(x):
        leaf = torch.tensor(x, requires_grad=True)
        return torch.autograd.grad(loss(leaf), leaf)[0].numpy()

    _, expected = torch.autograd.functional.hvp(loss, torch.tensor(x), torch.tensor(v))
    np.testing.assert_allclose(hessian_vector_product(grad, x, v), expected.numpy(), atol=1e-8)
    # x came from seed 0, too: starting at x, power iteration would miss the largest eigenvalue
    matrix = torch.autograd.functional.hessian(loss, torch.tensor(x)).reshape(6, 6)
    expected = np.linalg.eigvalsh(matrix.numpy()).max()
    np.testing.assert_allclose(largest_eigenvalue(grad, x), expected, rtol=1e-6)


@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.name)
@pytest.mark.parametrize("x", [(0.0, 0.0), (0.5, -1.0), (-2.0, 1.0)])
def test_the_largest_eigenvalue_is_that_of_the_matrix(surface, x):
    expected = np.linalg.eigvalsh(surface.hessian(np.array(x))).max()
    np.testing.assert_allclose(largest_eigenvalue(surface.grad, x), expected, rtol=1e-6, atol=1e-6)


@given(st.lists(st.floats(-10, 10), min_size=1, max_size=5))
def test_negative_curvature_does_not_deceive_it(eigenvalues):
    diagonal = np.array(eigenvalues)
    found = largest_eigenvalue(
        lambda x: diagonal * x,
        np.ones(len(diagonal)),
    )
    assert abs(found - diagonal.max()) <= 1e-4 * np.abs(diagonal).max() + 1e-9


def test_flat_small_and_float32():
    assert largest_eigenvalue(lambda x: np.zeros_like(x), [1.0, 2.0]) == 0
    assert largest_eigenvalue(lambda x: np.ones_like(x), [1.0, 2.0]) == 0
    np.testing.assert_allclose(largest_eigenvalue(lambda x: -3 * x, [1.0]), -3, rtol=1e-9)
    np.testing.assert_allclose(largest_eigenvalue(lambda x: 5 * x, 1.0), 5, rtol=1e-9)
    single = hessian_vector_product(lambda x: 3 * x, np.ones(2, np.float32), [1.0, 2.0], eps=0.01)
    assert single.dtype == np.float32
    np.testing.assert_allclose(single, [3, 6], rtol=1e-4)
    np.testing.assert_array_equal(hessian_vector_product(lambda x: 3 * x, [1.0, 2.0], [0.0, 0.0]), [0, 0])


def test_a_long_direction_is_measured_near_x_all_the_same():
    np.testing.assert_allclose(hessian_vector_product(lambda x: x**3, [1.0], [1e6]), [3e6], rtol=1e-8)


def test_the_edges_by_hand():
    assert max_stable_lr(4) == 0.5
    assert max_stable_lr(4, momentum=0.5) == 0.75
    assert max_stable_lr(4, momentum=0.5, nesterov=True) == 0.375
    assert max_stable_lr(4, nesterov=True) == 0.5


@pytest.mark.parametrize("nesterov", [False, True])
@given(st.floats(0.1, 100), st.floats(0.01, 0.95))
def test_the_edge_is_exact(nesterov, curvature, momentum):
    """From just inside to just outside, the larger root of the recursion passes 1."""
    edge = max_stable_lr(curvature, momentum, nesterov)
    for share, stable in [(1 - 1e-9, True), (1 + 1e-9, False)]:
        s = 1 - share * edge * curvature
        heavy_ball, looking_ahead = [1, -(momentum + s), momentum], [1, -(1 + momentum) * s, momentum * s]
        radius = np.abs(np.roots(looking_ahead if nesterov else heavy_ball)).max()
        assert (radius < 1) == stable


@pytest.mark.parametrize(
    "options", [{}, {"momentum": 0.5}, {"momentum": 0.9}, {"momentum": 0.9, "nesterov": True}]
)
@pytest.mark.parametrize("condition", [1.0, 37.0])
def test_paths_shrink_below_the_edge_and_grow_above(options, condition):
    surface, edge = bowl(condition), max_stable_lr(condition, **options)
    sizes = {}
    for share in (0.98, 1.02):
        path = gradient_descent(surface.f, surface.grad, [0.0, 1.0], share * edge, 3000, SGD, **options)
        sizes[share] = np.abs(path.xs[:, 1])
    assert sizes[0.98][-1] < 1e-6
    assert not sizes[1.02][-1] < 1e3  # NaN is above it, too


def test_momentum_widens_the_edge_and_looking_ahead_narrows_it():
    assert max_stable_lr(1, 0.9, nesterov=True) < max_stable_lr(1) < max_stable_lr(1, 0.9)


@pytest.mark.bad_input
def test_bad_input_is_refused():
    with pytest.raises(ValueError, match=r"x and v must have the same shape, got \(2,\) and \(3,\)"):
        hessian_vector_product(lambda x: x, [1.0, 2.0], [1.0, 2.0, 3.0])
    with pytest.raises(ValueError, match="eps must be positive and finite, got 0"):
        hessian_vector_product(lambda x: x, [1.0], [1.0], eps=0)
    with pytest.raises(ValueError, match="steps must be a whole number of at least 1, got 0"):
        largest_eigenvalue(lambda x: x, [1.0], steps=0)
    with pytest.raises(ValueError, match="x has no entries"):
        largest_eigenvalue(lambda x: x, [])
    for curvature in (0, -1, np.nan):
        with pytest.raises(ValueError, match=f"lambda_max must be positive and finite, got {curvature}"):
            max_stable_lr(curvature)
    for momentum in (-0.1, 1.0):
        with pytest.raises(ValueError, match=rf"momentum must be in \[0, 1\), got {momentum}"):
            max_stable_lr(1, momentum)


def test_float32_points_are_asked_in_float64():
    seen = []

    def grad(x):
        seen.append(x.dtype)
        return 3 * x**2

    x = np.array([1.0, 2.0], np.float32)
    product = hessian_vector_product(grad, x, np.ones(2, np.float32))
    assert product.dtype == np.float32
    np.testing.assert_allclose(product, [6, 12], rtol=1e-7)
    assert set(seen) == {np.dtype(np.float64)}
    np.testing.assert_allclose(largest_eigenvalue(grad, x), 12, rtol=1e-6)


@pytest.mark.parametrize(
    ("grad", "x", "told"),
    [
        (lambda x: 2 * x, [1e12, 1e12], "x rounds 100% of the step away"),
        (lambda x: 1e14 + 2 * x, [1.0, 2.0], "rounding a gradient of length .* in float64 moves H v by"),
        (
            lambda x: (2 * x).astype(np.float32),
            [100.0, 200.0],
            "rounding a gradient of length .* in float32 moves H v by",
        ),
    ],
)
def test_an_eps_that_rounding_swallows_is_named(grad, x, told):
    with pytest.raises(ValueError, match=f"^eps=1e-05 is too small here: {told}"):
        hessian_vector_product(grad, x, [1.0, 1.0])
    with pytest.raises(ValueError, match=r"^eps=1e-05 is too small here"):
        largest_eigenvalue(grad, x)


def test_a_larger_eps_finds_what_a_small_one_lost():
    np.testing.assert_allclose(hessian_vector_product(lambda x: 2 * x, [1e12], [1.0], eps=1e3), [2])
    np.testing.assert_allclose(largest_eigenvalue(lambda x: 1e9 + 2 * x, [1.0, 2.0], eps=1.0), 2, rtol=1e-6)


def test_the_rounding_of_a_flat_place_is_no_lost_step():
    matrix = np.array([[1 / 3, 1 / 3], [1 / 3, 1 / 3]])
    product = hessian_vector_product(lambda x: matrix @ x, [0.1, 0.7], [1.0, -1.0])
    np.testing.assert_allclose(product, 0, atol=1e-9)


@pytest.mark.parametrize(("size", "allowed"), [(1e3, 1e-6), (1e6, 1e-4), (1e8, 0.01)])
def test_far_out_it_has_as_many_digits_as_it_says(size, allowed):
    """A step of 1e-5 is rounded to the spacing of x: as many digits are lost as told, and two stay."""
    for seed in range(8):
        rng = np.random.default_rng(seed)
        curvature, x = np.array([*rng.uniform(0.5, 10, 2), 25]), size * rng.normal(size=3)
        found = largest_eigenvalue(lambda x, curvature=curvature: curvature * x, x)
        np.testing.assert_allclose(found, 25, rtol=allowed)
    with pytest.raises(ValueError, match=r"eps=1e-05 is too small here: (x|rounding a gradient)"):
        largest_eigenvalue(lambda x: 25 * x, [1e10, 1e10])
