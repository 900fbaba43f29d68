"""The watch of the exercises over who did the work: libraries are seen, also in ufuncs and helpers."""

import functools
import importlib

import numpy as np
import pytest
import scipy.special
from scipy.special import huber as ufunc

from course_lib.exercise_tools import by_hand, expect


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
