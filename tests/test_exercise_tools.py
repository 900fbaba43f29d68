"""What the tests of the exercises rest on: nothing slips through a comparison."""

import numpy as np
import pytest

from course_lib.exercise_tools import expect


class Agreeable(float):
    def __eq__(self, other):
        return True

    def __sub__(self, other):
        return Agreeable(0.0)

    __hash__ = float.__hash__


class Yes(np.ndarray):
    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        return np.ones(self.shape, dtype=bool)


@pytest.mark.parametrize(
    "got", [2.0, 2, np.int64(2), np.float32(2), np.array(2.0), 2 + 1e-10, np.uint8(2), np.ma.array(2.0)]
)
def test_equal_numbers_pass(got):
    expect(got, 2.0, "a hint")


@pytest.mark.parametrize(
    ("got", "expected", "told"),
    [
        (None, 1.0, "None came"),
        (1.0, 2.0, "1.0 came, 2.0 was expected"),
        ([1.0], 1.0, r"shape \(1,\) came, \(\) was expected"),
        ([1.0, 2.0], [1.0, 3.0], "was expected"),
        (np.nan, 1.0, "nan came"),
        (np.nan, np.nan, "nan came"),
        (np.inf, 1.0, "inf came"),
        (1.0, np.inf, "1.0 came, inf was expected"),
        (Agreeable(1.0), 2.0, "1.0 came"),
        (np.array([Agreeable(1.0)], dtype=object), [2.0], "came"),
        (np.zeros(2).view(Yes), [1.0, 1.0], "came"),
        (1 + 1e-7, 1.0, "came"),
        (np.array([1 + 5j]), [1.0], "complex"),
        ("3.0", 3, "a string and not a number"),
        (["1", "2"], [1, 2], "a string and not a number"),
        (b"3", 3, "bytes"),
        (np.datetime64("2026-01-01"), 3, "a date"),
        (np.timedelta64(3), 3, "a span of time"),
        (np.zeros(1, dtype=[("x", float)]), [0.0], "a record"),
        ({1: 2.0}, 2.0, "an object"),
        (10**30, 1.0, "too large for NumPy"),
        ([1, [2, 3]], [1, 2], "different shapes"),
        (np.ma.array([1.0, 2.0], mask=[False, True]), [1.0, 2.0], "what is masked is no number"),
        (abs, 1.0, r"the function abs came, not its result: call it with \(…\)"),
        (np.arange(20.0), np.arange(20) // 5 * 5, r"1.0 came at \[1\], 0.0 was expected"),
    ],
)
def test_other_results_are_told_apart_and_the_hint_is_given(got, expected, told):
    with pytest.raises(AssertionError, match=f"{told}.*a hint"):
        expect(got, expected, "a hint")


def test_equal_infinities_agree_and_booleans_are_0_and_1():
    expect([np.inf, -np.inf], [np.inf, -np.inf], "a hint")
    expect(np.isnan([np.nan, 1.0]), [1, 0], "a hint")
    with pytest.raises(AssertionError, match="came"):
        expect([np.inf], [-np.inf], "a hint")


def test_the_tolerance_is_the_callers():
    expect(1 + 1e-7, 1.0, "a hint", tol=1e-6)
