"""The watch of the exercises over how the work is done: calls are counted, recursion is seen."""

import functools
import math

import numpy as np
import pytest

from course_lib.exercise_tools import by_hand, expect


def bill(x):
    return np.sum(np.sin(x))


def nudged(x):
    slopes = np.zeros(len(x))
    for i in range(len(x)):
        up, down = x.copy(), x.copy()
        up[i] += 1e-6
        down[i] -= 1e-6
        slopes[i] = (bill(up) - bill(down)) / 2e-6
    return slopes


def nudged_in_one_loop(x):
    slopes = np.zeros(len(x))
    for i in range(len(x)):
        up, down = x.copy(), x.copy()
        up[i] += 1e-6
        down[i] -= 1e-6
        slopes[i] = np.add.reduce(np.sin(up) - np.sin(down)) / 2e-6
    return slopes


def with_an_imaginary_step(x):
    return np.array([bill(x + 1e-30j * row).imag / 1e-30 for row in np.eye(len(x))])


def swallows_the_error(x):
    slopes = np.zeros(len(x))
    for i in range(len(x)):
        try:
            slopes[i] = math.cos(x[i]) + 0 * math.sin(x[i])
        except AssertionError:
            slopes[i] = np.cos(x[i])
    return slopes


@pytest.mark.parametrize("function", [nudged, nudged_in_one_loop, with_an_imaginary_step, swallows_the_error])
def test_who_calls_more_often_than_there_are_slopes_is_told_that_a_nudge_is_none(function):
    with pytest.raises(
        AssertionError, match=r"made more than 78 calls for 39 slopes\. .* A nudge checks a backward pass"
    ):
        by_hand(function, calls=39)(np.linspace(0, 1, 40))
    expect(by_hand(function)(np.array([1.0])), [np.cos(1)], "without a budget", tol=1e-6)


def slope(at):
    return math.cos(at) + 0 * math.sin(at)


def by_a_key(x):
    """One call for each slope, and none of them is a nudge."""
    order = sorted(range(len(x)), key=lambda i: x[i])
    slopes = np.zeros(len(x))
    for place in order:
        slopes[place] = np.cos(x[place])
    return slopes


def by_rows(x):
    return np.array([np.cos(x[i : i + 10]) for i in range(0, 40, 10)]).ravel()


@pytest.mark.parametrize(
    ("function", "calls"),
    [
        (np.cos, 0),
        (by_rows, 2),
        (by_a_key, 40),
        (lambda x: np.sum(np.eye(40) * np.cos(x), axis=1), 5),
        (slope, 1),
    ],
)
def test_operators_ufuncs_and_what_numpy_calls_inside_are_not_counted(function, calls):
    x = 1.0 if function is slope else np.linspace(0, 1, 40)
    expect(by_hand(function, calls=calls)(x), np.cos(x), "the slopes")


def test_each_call_of_the_watched_function_has_a_budget_of_its_own():
    own = by_hand(slope, calls=1)
    assert own(0.0) == own(0.0) == 1


def again(n):
    return 0 if n == 0 else 1 + again(n - 1)


def even(n):
    return 1 if n == 0 else odd(n - 1)


def odd(n):
    return 0 if n == 0 else even(n - 1)


def within(n):
    def visit(k):
        return 0 if k == 0 else 1 + visit(k - 1)

    return visit(n)


def swallowed(n):
    try:
        return again(n)
    except AssertionError:
        return n


@pytest.mark.parametrize(
    ("function", "told"), [(again, "again"), (even, "even"), (within, "visit"), (swallowed, "again")]
)
def test_recursion_is_seen_where_it_is_not_wanted(function, told):
    with pytest.raises(AssertionError, match=f"{told} calls itself, and a long chain is too deep for"):
        by_hand(function, recursion=False)(4)
    by_hand(function)(4)


def pairs(n):
    def count():
        yield from range(n)

    return sum(a * b for a in count() for b in count())


def key(n):
    return sorted(range(n), key=lambda k: sorted(range(k), key=lambda j: -j))


def keeps(n):
    return [again_outside(k) for k in range(n)]


again_outside = functools.lru_cache(lambda k: k)


@pytest.mark.parametrize("function", [pairs, key, keeps])
def test_generators_and_calls_one_after_the_other_are_no_recursion(function):
    by_hand(function, recursion=False)(4)
