"""The error function of whole arrays against the one of the standard library, number by number."""

import math

import numpy as np
import pytest

from course_lib.backprop._erf import erf

rng = np.random.default_rng(0)
NUMBERS = {
    "everywhere": np.linspace(-8, 8, 100_001),
    "halfway between the points of its table": (np.arange(-1600, 1600) + 0.5) / 256,
    "near zero": rng.normal(size=1000) * 10.0 ** rng.integers(-300, 0, 1000),
    "where it ends": np.nextafter([6.0, 6.0, -6.0, -6.0, 0.0], [0, 7, 0, -7, 1]),
    "huge": np.array([1e30, -1e30, np.inf, -np.inf, 0.0]),
}


@pytest.mark.parametrize("x", NUMBERS.values(), ids=NUMBERS)
def test_it_is_that_of_the_standard_library(x):
    with np.errstate(all="raise", under="ignore"):
        np.testing.assert_allclose(erf(x), [math.erf(v) for v in x], rtol=1e-15, atol=0)


def test_what_is_no_number_stays_none():
    assert np.isnan(erf(np.array([np.nan, 1.0]))).tolist() == [True, False]


@pytest.mark.parametrize("shape", [(), (0,), (2, 3, 4)])
def test_every_shape_is_kept(shape):
    x = np.full(shape, 0.5, dtype=np.float32)
    assert np.shape(erf(x)) == shape
    assert np.all(erf(x) == math.erf(0.5))
    assert np.all(x == 0.5)
