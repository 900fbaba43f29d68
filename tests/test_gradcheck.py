import doctest
import re

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from course_lib import gradcheck
from course_lib.gradcheck import check_gradient, numerical_gradient, relative_error


def cubes(x):
    return (x**3).sum()


def test_by_hand():
    np.testing.assert_allclose(numerical_gradient(cubes, [1.0, -2.0]), [3.0, 12.0], rtol=1e-9)


@given(
    shape=st.lists(st.integers(1, 3), min_size=0, max_size=4).map(tuple),
    seed=st.integers(0, 2**32 - 1),
)
def test_agrees_with_torch_at_any_shape(shape, seed):
    x = np.random.default_rng(seed).normal(size=shape)
    leaf = torch.tensor(x, requires_grad=True)
    (torch.sin(leaf) * leaf).sum().backward()
    ours = numerical_gradient(lambda x: (np.sin(x) * x).sum(), x)
    assert ours.shape == shape
    np.testing.assert_allclose(ours, leaf.grad.numpy(), rtol=1e-7, atol=1e-8)


@pytest.mark.parametrize("dtype", [np.int64, np.float32, np.float64, bool])
def test_x_is_promoted_and_left_alone(dtype):
    x = np.array([[1, 0], [1, 1]], dtype=dtype)
    before = x.copy()
    grad = numerical_gradient(cubes, x)
    assert grad.dtype == np.float64
    np.testing.assert_allclose(grad, 3.0 * before.astype(float) ** 2, atol=1e-9)
    np.testing.assert_array_equal(x, before)
    assert x.dtype == before.dtype


def test_a_function_that_writes_into_its_argument_does_no_harm():
    def scribbles(x):
        value = cubes(x)
        x[...] = np.nan
        return value

    x = np.array([1.0, 2.0])
    np.testing.assert_allclose(numerical_gradient(scribbles, x), [3.0, 12.0], rtol=1e-9)
    np.testing.assert_array_equal(x, [1.0, 2.0])

    def scribbling_grad(x):
        out = 3 * x**2
        x[...] = np.nan
        return out

    check_gradient(cubes, scribbling_grad, x)
    np.testing.assert_array_equal(x, [1.0, 2.0])


def test_error_is_of_second_order():
    # a forward difference would only gain a factor 10 here
    coarse, fine = (abs(numerical_gradient(np.exp, 1.0, eps) - np.e) for eps in (1e-2, 1e-3))
    assert 90 < coarse / fine < 110


def test_divides_by_the_step_really_taken():
    # at 1e6 the nearest floats are 1e-10 apart, so 1e-6 up and down is off by up to 1e-4 of itself
    assert numerical_gradient(lambda x: x, 1e6 + 0.1) == 1.0


@pytest.mark.parametrize("eps", [0.0, -1e-6, float("nan")])
def test_eps_must_be_positive(eps):
    with pytest.raises(ValueError, match="positive step"):
        numerical_gradient(cubes, [1.0], eps)


def test_eps_lost_in_rounding():
    with pytest.raises(ValueError, match="larger eps"):
        numerical_gradient(cubes, [1e12], eps=1e-6)


def test_f_must_return_one_number():
    with pytest.raises(ValueError, match=re.escape("got shape (2,)")):
        numerical_gradient(lambda x: x**2, [1.0, 2.0])


def test_relative_error_formula():
    np.testing.assert_allclose(relative_error([4.0, 1e-4, 0.0], [3.0, 0.0, 0.0]), [0.25, 0.1, 0.0])
    np.testing.assert_array_equal(relative_error([np.nan, np.inf, 1.0], [1.0, np.inf, np.nan]), np.inf)


def test_returns_the_worst_entry():
    claim = np.array([[3.0, 12.0 * (1 + 1e-6)], [27.0, 48.0]])
    result = check_gradient(cubes, claim, [[1, 2], [3, 4]])
    assert result.index == (0, 1)
    assert result.relative_error == pytest.approx(1e-6, rel=1e-2)
    assert result.analytic == claim[0, 1]
    assert result.numeric == pytest.approx(12)


def test_message_names_index_and_both_values():
    claim = [3.0, 12.5, 27.0]
    with pytest.raises(AssertionError, match=r"index \(1,\): analytic 12\.5, numeric 1[12][.\d]*$"):
        check_gradient(cubes, claim, [1.0, 2.0, 3.0])


@pytest.mark.parametrize(
    ("claim", "hint"),
    [
        (lambda x: -3 * x**2, "wrong sign"),
        (lambda x: 6 * x**2, "2 times"),
        (lambda x: 0 * x, "Every analytic entry is 0"),
        (lambda x: 3 * x**2 / 0, "not finite"),
    ],
)
@pytest.mark.filterwarnings("ignore:divide by zero")
def test_hints(claim, hint):
    with pytest.raises(AssertionError, match=hint):
        check_gradient(cubes, claim, [1.0, 2.0])


def test_no_hint_when_one_entry_alone_is_wrong():
    with pytest.raises(AssertionError, match=r"^wrong gradient \(allowed: 1e-05\)\n.*numeric [-\d.e]+$"):
        check_gradient(cubes, [3.0, 11.0], [1.0, 2.0])


@pytest.mark.parametrize(
    ("f", "grad", "x", "eps"),
    [
        (lambda x: np.exp(x[0]), np.exp, [1.0], 1e-12),
        # only 2 ⋅ 17 of the numbers near 1e9 lie between f(x + eps) and f(x - eps)
        (lambda x: 1e9 + (x**2).sum(), lambda x: 2 * x, [1.0, 2.0], 1e-6),
        (lambda x: (x**2).sum(), lambda x: 2 * x, [1e10, 1.0], 1e-5),
        # x is kept in float64, but f itself rounds to seven digits
        (lambda x: np.float32((x**2).sum()), lambda x: 2 * x, [1.0, 2.0], 1e-6),
    ],
)
def test_where_rounding_is_to_blame_eps_is_accused_and_not_the_gradient(f, grad, x, eps):
    with pytest.raises(AssertionError, match=f"^eps={eps:g} is too small here") as error:
        check_gradient(f, grad, x, eps)
    assert "Rounding f moves a numeric entry by about" in str(error.value)
    assert "wrong gradient" not in str(error.value)
    # what is wrong by more than rounding is still called wrong
    with pytest.raises(AssertionError, match=r"^wrong gradient"):
        check_gradient(f, lambda x: np.full_like(x, 1e12), x, eps)


def test_a_large_constant_does_no_harm_with_a_larger_eps():
    check_gradient(lambda x: 1e9 + (x**2).sum(), lambda x: 2 * x, [1.0, 2.0], eps=0.1)


def test_nan_never_passes():
    with pytest.raises(AssertionError, match="not finite"):
        check_gradient(lambda x: np.nan, [np.nan], [1.0])
    with pytest.raises(AssertionError, match="not finite"):
        check_gradient(cubes, [np.nan, 12.0], [1.0, 2.0])


def test_wrong_where_the_true_gradient_is_zero():
    with pytest.raises(AssertionError, match="analytic 1, numeric 0"):
        check_gradient(lambda x: 1.0, [1.0], [2.0])


def test_shapes_must_agree():
    with pytest.raises(ValueError, match=re.escape("got (3,), expected (3, 1)")):
        check_gradient(cubes, np.ones(3), np.ones((3, 1)))
    with pytest.raises(ValueError, match="nothing to check"):
        check_gradient(cubes, np.ones(0), np.ones(0))


def test_scalar_x():
    assert numerical_gradient(lambda x: x**2, 3).shape == ()
    assert check_gradient(lambda x: x**2, 6.0, 3).index == ()


def test_doctests():
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    results = doctest.testmod(gradcheck, optionflags=flags)
    assert results.attempted >= 5
    assert results.failed == 0
