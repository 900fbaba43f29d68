"""The watch of the exercises over the doors to a library: texts, tables, classes and wrappers."""

import functools
import importlib
import operator
import types

import numpy as np
import pytest
import scipy.special
from scipy.special import huber as ufunc

from course_lib.exercise_tools import by_hand, expect


class Pull:
    cost = staticmethod(ufunc)

    def measured(self, x):
        return ufunc(1.0, x)

    def __call__(self, x):
        return self.measured(x)


class Stronger(Pull):
    pass


TABLE, ROW = {"pull": [ufunc]}, types.SimpleNamespace(pull=ufunc)
STRONGER, EACH = Stronger(), np.vectorize(ufunc)


@functools.lru_cache
def kept(x):
    return ufunc(1.0, x)


def attached(x):
    return attached.pull(1.0, x)


attached.pull = ufunc


def run_from_a_text(x):
    space = {"x": x}
    exec("from scipy.special import huber as mine; y = mine(1.0, x)", space)
    return space["y"]


def by_a_text(x):
    return getattr(importlib.import_module("scipy.special"), "hu" + "ber")(1.0, x)


@pytest.mark.parametrize(
    "function",
    [
        by_a_text,
        run_from_a_text,
        attached,
        Stronger(),
        Stronger().measured,
        lambda x: getattr(scipy.special, "huber")(1.0, x),  # noqa: B009
        lambda x: vars(scipy.special)["huber"](1.0, x),
        lambda x: globals()["ufunc"](1.0, x),
        lambda x: operator.attrgetter("special.huber")(scipy)(1.0, x),
        lambda x: operator.methodcaller("huber", 1.0, x)(scipy.special),
        lambda x: TABLE["pull"][0](1.0, x),
        lambda x, f=(ufunc,): f[0](1.0, x),
        lambda x: ROW.pull(1.0, x),
        lambda x: Pull.cost(1.0, x),
        lambda x: STRONGER(x),
        lambda x: EACH(1.0, x),
        lambda x: kept(float(x[0])),
        functools.partial(ufunc.outer, 1.0),
    ],
)
def test_a_ufunc_of_a_library_is_seen_through_every_door(function):
    with pytest.raises(AssertionError, match=r"called \['scipy'\]"):
        by_hand(function)(np.ones(2))


class Middle:
    def __call__(self, x):
        return np.median(x)


MIDDLES, MIDDLE = {"of": np.median}, Middle()


@functools.lru_cache
def remembered(x):
    return np.median(x)


@pytest.mark.parametrize(
    "function",
    [
        lambda x: getattr(np, "median")(x),  # noqa: B009
        lambda x: np.__dict__["median"](x),
        lambda x: operator.methodcaller("median", x)(np),
        lambda x: eval("np.median(x)", {"np": np, "x": x}),
        lambda x: MIDDLES["of"](x),
        lambda x: MIDDLE(x),
        lambda x: remembered(float(x[0])),
        lambda x: np.vectorize(np.median)(x),
        Middle(),
    ],
)
def test_what_the_question_asks_for_is_refused_through_every_door(function):
    with pytest.raises(AssertionError, match=r"uses np\.median: here you write that yourself"):
        by_hand(function, without=["median"])(np.ones(2))


ORDERS = {"up": np.sort, "of a size": len}
MESSAGE = "scipy.special.huber, torch and np.median are refused here"


def with_a_table_of_my_own(x, how="median"):
    """Not np.median, and torch.relu neither."""
    return {"median": ORDERS["up"](x)[ORDERS["of a size"](x) // 2], "huber": MESSAGE}[how]


def with_getattr_of_my_own(x):
    """Neither does it call scipy.special.huber or np.median."""
    if getattr(x, "ndim", 0) == 0:
        raise ValueError(MESSAGE + ", torch and scipy.special.huber")
    return np.sort(x)[len(x) // 2]


@pytest.mark.parametrize("function", [with_a_table_of_my_own, with_getattr_of_my_own])
def test_texts_and_tables_of_ones_own_are_nobodys_help(function):
    expect(by_hand(function, without=["median"])(np.arange(3)), 1, "the middle")
