"""The watch of the exercises over what goes in and comes out: changed inputs, results that work later."""

import sys
import warnings
from collections import namedtuple

import numpy as np
import pytest

from course_lib.exercise_tools import by_hand, expect


class Agreeable(float):
    pass


class Yes(np.ndarray):
    pass


def with_numpy(x, y):
    return [np.sort(x) + y, float(np.sum(x))]


def test_numpy_is_the_students():
    expect(by_hand(with_numpy)(np.array([2.0, 1.0]), np.ones(2))[0], [2, 3], "sorted")
    assert by_hand(with_numpy).__name__ == "with_numpy"


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
        map(int, "12"),
    ],
)
def test_a_result_that_works_later_is_refused(result):
    with pytest.raises(AssertionError, match="not arrays or numbers"):
        by_hand(lambda: result)()


@pytest.mark.parametrize("result", [np.array([Agreeable(1.0)], dtype=object), [np.array([[1], [2, 3]], "O")]])
def test_an_array_of_objects_is_refused_and_told(result):
    with pytest.raises(AssertionError, match="returned an array of objects: a list of arrays, please"):
        by_hand(lambda: result)()


@pytest.mark.parametrize("result", [None, (1.0, None), [None]])
def test_a_forgotten_return_is_told(result):
    with pytest.raises(AssertionError, match="None came: does the function return its result"):
        by_hand(lambda: result)()


@pytest.mark.parametrize("result", [1, 2.0, True, np.float64(1), (1, [2.0, "a"]), [1, (2, 3)]])
def test_plain_results_pass(result):
    assert by_hand(lambda: result)() == result


Pair = namedtuple("Pair", "slope offset")


def test_a_named_tuple_is_a_tuple():
    came = by_hand(lambda: Pair(1.0, np.zeros(2)))()
    assert type(came) is tuple
    expect(came[1], [0, 0], "the second part")


@pytest.mark.parametrize("result", [(1, 2), [1.0, np.zeros(2)], np.zeros((2, 3))])
def test_two_results_are_two_results(result):
    assert len(by_hand(lambda: result, parts=2)()) == 2


@pytest.mark.parametrize(
    ("result", "came"), [(1.0, "one result"), ((1, 2, 3), "3 results"), (np.zeros(3), "3 results")]
)
def test_another_number_of_results_is_told(result, came):
    with pytest.raises(AssertionError, match=f"returned {came}, 2 results were expected"):
        by_hand(lambda: result, parts=2)()


class Liar(tuple):
    def __iter__(self):
        return iter((1, 2))


def test_a_tuple_that_reads_otherwise_than_it_is_is_refused():
    with pytest.raises(AssertionError, match="not arrays or numbers"):
        by_hand(lambda: Liar((3, 4)))()


def noisy(x):
    warnings.warn("a warning", RuntimeWarning, stacklevel=1)
    print("progress", file=sys.stderr)
    return np.log(x)


def test_warnings_and_progress_cost_nothing(capsys):
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        expect(by_hand(noisy)(np.array([0.0, 1.0])), [-np.inf, 0], "a logarithm")
    out, err = capsys.readouterr()
    assert err == ""
    assert "progress" in out


def test_the_watch_ends_with_the_call():
    def fails():
        raise ZeroDivisionError

    before = sys.getprofile()
    with pytest.raises(ZeroDivisionError):
        by_hand(fails)()
    assert sys.getprofile() is before
