"""The watch of the exercises: libraries are seen, also in ufuncs, and so are changed inputs."""

import functools
import importlib
import sys
import warnings
from collections import namedtuple

import numpy as np
import pytest
import scipy.special
from scipy.special import huber as ufunc

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


def imported_inside(x):
    from scipy.special import huber

    return huber(1.0, x)


def by_attribute(x):
    return scipy.special.huber(1.0, x)


def through_a_helper(x):
    return [ufunc(1.0, part) for part in x]


def in_a_closure():
    borrowed = ufunc

    def inner(x):
        return borrowed(1.0, x)

    return inner


@pytest.mark.parametrize(
    "function",
    [
        imported_inside,
        by_attribute,
        through_a_helper,
        in_a_closure(),
        functools.partial(ufunc, 1.0),
        lambda x, f=ufunc: f(1.0, x),
        lambda x: list(map(functools.partial(ufunc, 1.0), x)),
    ],
)
def test_a_ufunc_of_a_library_is_seen_by_its_name(function):
    with pytest.raises(AssertionError, match=r"called \['scipy'\]"):
        by_hand(function)(np.ones(2))


def test_a_ufunc_of_numpy_or_of_ones_own_is_nobodys_help():
    own = np.frompyfunc(lambda v: v + 1, 1, 1)
    expect(by_hand(lambda x: np.exp(x) + own(x).astype(float))(np.zeros(2)), [2, 2], "one's own")


def test_numpys_own_ufunc_is_numpys_wherever_else_it_is_imported():
    logaddexp = np.logaddexp
    expect(by_hand(lambda x: logaddexp(x, x))(np.zeros(1)), [np.log(2)], "NumPy's")


def test_modules_that_hold_each_other_are_searched_once():
    import torch

    def nested(x):
        return torch.nn.functional.relu(torch.tensor(x))

    with pytest.raises(AssertionError, match=r"called \['torch'\]"):
        by_hand(nested)(np.ones(2))


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


def under_another_name(x, f=np.median):
    return f(x)


def found_in_a_helper(x):
    return [attribute(part) for part in x]


def attribute(x):
    return np.median(x)


def imported(x):
    from numpy import median

    return median(x)


def reduced(x):
    return np.logaddexp.reduce(x)


@pytest.mark.parametrize(
    "function",
    [
        attribute,
        under_another_name,
        found_in_a_helper,
        imported,
        reduced,
        np.median,
        functools.partial(np.median),
        functools.partial(attribute),
        lambda x, f=np.logaddexp: f.reduce(x),
    ],
)
def test_what_the_question_asks_for_is_refused_by_its_name(function):
    with pytest.raises(AssertionError, match=r"uses np\.(median|logaddexp): here you write that yourself"):
        by_hand(function, without=["median", "logaddexp"])(np.ones((2, 2)))


def median(x):
    return np.sort(x)[len(x) // 2]


def with_my_own_median(x):
    return median(x)


def test_ones_own_function_of_that_name_is_ones_own():
    expect(by_hand(with_my_own_median, without=["median"])(np.arange(3)), 1, "the middle")
