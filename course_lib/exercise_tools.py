"""What the tests of all exercise notebooks share: one compares results, one sees who did the work."""

import contextlib
import functools
import sys
import types
from collections.abc import Callable, Iterable

import numpy as np

from course_lib.exercise_libraries import named_helpers, named_numpy
from course_lib.exercise_watch import Watch

__all__ = ["by_hand", "expect"]

PLAIN = {np.ndarray, bool, int, float, complex, str, *np.sctypeDict.values()}


def expect(got, expected, hint: str, tol: float = 1e-9) -> None:
    """Pass if both agree; otherwise say what came, what was expected and what to read again.

    Parameters
    ----------
    got, expected : array_like of real numbers or booleans
        Compared in shape, then entry by entry as float64; nan agrees with nothing.
    hint : str
        Ends the message.
    tol : float, > 0
        Relative and absolute tolerance.

    Raises
    ------
    AssertionError
        If they differ, or if what came are no real numbers.

    Examples
    --------
    >>> expect([1.0, 2.0], [1, 2], "Count from 1.")
    >>> expect(3.0, 2.0, "Lesson 1, the mean.")
    Traceback (most recent call last):
    AssertionError: 3.0 came, 2.0 was expected. Lesson 1, the mean.
    >>> expect("3.0", 3.0, "A number, please.")
    Traceback (most recent call last):
    AssertionError: '3.0' came, a string and not a number. A number, please.
    """
    got, expected = _numbers(got, hint), np.asarray(expected, dtype=float)
    if got.shape != expected.shape:
        raise AssertionError(f"shape {got.shape} came, {expected.shape} was expected. {hint}")
    with np.errstate(invalid="ignore"):  # inf - inf
        near = np.abs(got - expected) <= tol * (1 + np.abs(expected))
    agree = (got == expected) | (near & np.isfinite(expected))
    if agree.all():
        return
    came, wanted, place = got, expected, ""
    if got.size > 8:  # the first one that differs
        index = tuple(int(i) for i in np.argwhere(~agree)[0])
        came, wanted, place = got[index], expected[index], f" at {list(index)}"
    raise AssertionError(f"{came} came{place}, {wanted} was expected. {hint}")


NOTHING = "None came: does the function return its result?"

# what a type of number is called, by NumPy's letter for it; the others are no real numbers
NO_NUMBERS = {
    "c": "complex",
    "U": "a string and not a number",
    "S": "bytes and not a number",
    "M": "a date and not a number",
    "m": "a span of time and not a number",
    "O": "an object, or a number too large for NumPy",
    "V": "a record and not a number",
}


def _numbers(got, hint) -> np.ndarray:
    """What came as an array of float64; AssertionError if it is none."""
    if got is None:
        raise AssertionError(f"{NOTHING} {hint}")
    if isinstance(got, types.FunctionType | types.BuiltinFunctionType | type):
        raise AssertionError(f"the function {got.__name__} came, not its result: call it with (…). {hint}")
    if np.ma.isMaskedArray(got) and np.ma.getmaskarray(got).any():
        raise AssertionError(f"{got} came, and what is masked is no number. {hint}")
    try:
        array = np.asarray(got)
    except ValueError:
        raise AssertionError(f"{got} came: its parts have different shapes. {hint}") from None
    if told := NO_NUMBERS.get(array.dtype.kind):
        raise AssertionError(f"{got!r} came, {told}. {hint}")
    return array.astype(float)


def by_hand(
    function: Callable,
    *,
    without: Iterable[str] = (),
    parts: int = 1,
    calls: int | None = None,
    recursion: bool = True,
) -> Callable:
    """The same function, refused if a library does its work or if it changes an array it was given.

    Warnings and whatever else goes to the error stream are printed as ordinary output: they cost nothing.

    Parameters
    ----------
    function : callable
        Takes arrays, numbers, strings and lists of them as positional arguments, and returns such.
    without : names of functions of NumPy
        What the question asks for itself, so the answer may not name it.
    parts : int
        How many results the function returns; 1 stands for a single one, whatever it is.
    calls : int, optional
        The number of slopes that a question asks for: the student's code may make twice as many calls, of
        functions of its own or of others. A backward pass sends blame through each layer once and needs far
        fewer; whoever nudges each number by itself needs more.
    recursion : bool
        False where the question asks for a way without recursion.

    Returns
    -------
    callable
        Raises AssertionError after a call in which code of `course_lib`, torch, SciPy or scikit-learn ran or
        was named, in which an argument changed, or which returned nothing, another number of results, or an
        object that might call such code later.

    Examples
    --------
    >>> from course_lib.gradcheck import relative_error
    >>> by_hand(np.sum)(np.arange(3)).item()
    3
    >>> by_hand(relative_error)(1.0, 2.0)
    Traceback (most recent call last):
    AssertionError: relative_error called ['course_lib']: write it with NumPy alone.
    >>> by_hand(np.median, without=["median"])(np.arange(3))
    Traceback (most recent call last):
    AssertionError: median uses np.median: here you write that yourself.
    """

    name = getattr(function, "__name__", "the answer")

    named = refused = None  # asked once, after the first call, which may import something

    @functools.wraps(function)
    def watched(*args):
        nonlocal named, refused
        before, watch = _state(args), Watch(function, calls, recursion)
        profiler = sys.getprofile()
        sys.setprofile(watch.see)
        try:
            with contextlib.redirect_stderr(sys.stdout):
                result = function(*args)
        finally:
            sys.setprofile(profiler)
        if watch.fault:  # the student's code may have swallowed it
            raise AssertionError(watch.fault)
        if named is None:
            named, refused = named_helpers(function), sorted(named_numpy(function, without))
        if helpers := watch.helpers | named:
            raise AssertionError(f"{name} called {sorted(helpers)}: write it with NumPy alone.")
        if refused:
            raise AssertionError(f"{name} uses {', '.join(refused)}: here you write that yourself.")
        if _state(args) != before:
            raise AssertionError(f"{name} changed an array that it was given.")
        result = _plain(result, name)
        came = len(result) if isinstance(result, list | tuple) or np.ndim(result) else 1
        if parts > 1 and came != parts:
            raise AssertionError(f"{name} returned {_counted(came)}, {_counted(parts)} were expected.")
        return result

    return watched


def _counted(number):
    return "one result" if number == 1 else f"{number} results"


def _state(args):
    """Shape and bytes of every argument, and of every array in a list of them: so nan is equal to itself."""
    arrays = [np.asarray(part) for arg in args for part in (arg if isinstance(arg, list) else [arg])]
    return [(array.shape, array.tobytes()) for array in arrays]


def _plain(result, name):
    """The result without code of the student's in it: tuples with names become tuples."""
    if isinstance(result, list | tuple) and _reads_as_a_sequence(type(result)):
        kind = list if isinstance(result, list) else tuple
        return kind(_plain(part, name) for part in kind.__iter__(result))
    if result is None:
        raise AssertionError(f"{NOTHING} {name} ends without it.")
    if type(result) in PLAIN and np.asarray(result).dtype.kind != "O":
        return result
    objects = "an array of objects: a list of arrays, please"
    came = objects if type(result) is np.ndarray else f"{type(result)}, not arrays or numbers"
    raise AssertionError(f"{name} returned {came}.")


def _reads_as_a_sequence(kind):
    base = list if issubclass(kind, list) else tuple
    return all(getattr(kind, word) is getattr(base, word) for word in ("__iter__", "__getitem__", "__len__"))
