"""What the tests of the exercises rest on: nothing slips through a comparison, and libraries are seen."""

import importlib
import sys

import numpy as np
import pytest

from course_lib.exercise_tools import by_hand, expect


class Agreeable(float):
    def __eq__(self, other):
        return True

    def __sub__(self, other):
        return Agreeable(0.0)

    __hash__ = float.__hash__


class Yes(np.ndarray):
    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        return np.ones(self.shape, dtype=bool)


@pytest.mark.parametrize("got", [2.0, 2, np.int64(2), np.float32(2), np.array(2.0), 2 + 1e-10])
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
        (Agreeable(1.0), 2.0, "1.0 came"),
        (np.array([Agreeable(1.0)], dtype=object), [2.0], "came"),
        (np.zeros(2).view(Yes), [1.0, 1.0], "came"),
        (1 + 1e-7, 1.0, "came"),
    ],
)
def test_other_results_are_told_apart_and_the_hint_is_given(got, expected, told):
    with pytest.raises(AssertionError, match=f"{told}.*a hint"):
        expect(got, expected, "a hint")


def test_the_tolerance_is_the_callers():
    expect(1 + 1e-7, 1.0, "a hint", tol=1e-6)


def with_numpy(x, y):
    return [np.sort(x) + y, float(np.sum(x))]


def test_numpy_is_the_students():
    expect(by_hand(with_numpy)(np.array([2.0, 1.0]), np.ones(2))[0], [2, 3], "sorted")
    assert by_hand(with_numpy).__name__ == "with_numpy"


@pytest.mark.parametrize(
    ("library", "call"),
    [
        ("course_lib.optim", lambda m, x: m.largest_eigenvalue(lambda v: v, x)),
        ("course_lib.gradcheck", lambda m, x: m.numerical_gradient(np.sum, x)),
        ("torch", lambda m, x: m.from_numpy(x).sum().item()),
        ("scipy.optimize", lambda m, x: m.minimize(np.sum, x, options={"maxiter": 1})),
        ("sklearn.preprocessing", lambda m, x: m.StandardScaler().fit_transform(x[:, None])),
    ],
)
def test_a_library_is_seen(library, call):
    module = importlib.import_module(library)

    def borrowed(x):
        call(module, x)
        return x

    with pytest.raises(AssertionError, match=rf"borrowed called \[.*{library.split('.')[0]}'"):
        by_hand(borrowed)(np.array([1.0, 2.0]))


def move(x):
    x += 1
    return x


def reshape(x):
    x.shape = (-1, 1)


def sort_the_second(batches):
    batches[1].sort()


@pytest.mark.parametrize(
    ("function", "argument"),
    [(move, np.zeros(2)), (reshape, np.zeros(2)), (sort_the_second, [np.arange(2), np.array([2, 1, 0])])],
)
def test_a_changed_input_is_seen(function, argument):
    with pytest.raises(AssertionError, match="changed an array"):
        by_hand(function)(argument)


def test_nan_that_stays_nan_is_no_change():
    expect(by_hand(np.nanmax)(np.array([np.nan, 1.0])), 1, "the number")


class Later:
    def __array__(self, dtype=None, copy=None):
        raise RuntimeError("nobody reads this")


@pytest.mark.parametrize(
    "result",
    [
        Later(),
        [1.0, Later()],
        Agreeable(1.0),
        np.zeros(1).view(Yes),
        np.array([Agreeable(1.0)], dtype=object),
        map(int, "12"),
    ],
)
def test_a_result_that_works_later_is_refused(result):
    with pytest.raises(AssertionError, match="not arrays or numbers"):
        by_hand(lambda: result)()


@pytest.mark.parametrize("result", [None, 1, 2.0, True, np.float64(1), (1, [np.zeros(2), "a"])])
def test_plain_results_pass(result):
    assert by_hand(lambda: result)() is result


def test_the_watch_ends_with_the_call():
    def fails():
        raise ZeroDivisionError

    before = sys.getprofile()
    with pytest.raises(ZeroDivisionError):
        by_hand(fails)()
    assert sys.getprofile() is before
