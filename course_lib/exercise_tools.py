"""What the tests of all exercise notebooks share: one compares results, one sees who did the work."""

import functools
import sys
from collections.abc import Callable

import numpy as np

__all__ = ["by_hand", "expect"]

# NumPy is the student's; these are not
LIBRARIES = ("course_lib", "torch", "scipy", "sklearn")
PLAIN = {np.ndarray, bool, int, float, str, *np.sctypeDict.values()}


def expect(got, expected, hint: str, tol: float = 1e-9) -> None:
    """Pass if both agree; otherwise say what came, what was expected and what to read again.

    Parameters
    ----------
    got, expected : array_like
        Compared as float64, in shape and in every entry; nan agrees with nothing.
    hint : str
        Ends the message.
    tol : float, > 0
        Relative and absolute tolerance.

    Raises
    ------
    AssertionError
        If they differ.

    Examples
    --------
    >>> expect([1.0, 2.0], [1, 2], "Count from 1.")
    >>> expect(3.0, 2.0, "Lesson 1, the mean.")
    Traceback (most recent call last):
    AssertionError: 3.0 came, 2.0 was expected. Lesson 1, the mean.
    """
    if got is None:
        raise AssertionError(f"None came: does the function return its result? {hint}")
    got, expected = np.array(got, dtype=float), np.array(expected, dtype=float)
    if got.shape != expected.shape:
        raise AssertionError(f"shape {got.shape} came, {expected.shape} was expected. {hint}")
    if not np.allclose(got, expected, rtol=tol, atol=tol):
        raise AssertionError(f"{got} came, {expected} was expected. {hint}")


def by_hand(function: Callable) -> Callable:
    """The same function, refused if a library does its work or if it changes an array it was given.

    Parameters
    ----------
    function : callable
        Takes arrays, numbers, strings and lists of them as positional arguments, and returns such.

    Returns
    -------
    callable
        Raises AssertionError after a call in which code of `course_lib`, torch, SciPy or scikit-learn ran,
        in which an argument changed, or which returned an object that might call such code later.

    Examples
    --------
    >>> from course_lib.gradcheck import relative_error
    >>> by_hand(np.sum)(np.arange(3)).item()
    3
    >>> by_hand(relative_error)(1.0, 2.0)
    Traceback (most recent call last):
    AssertionError: relative_error called ['course_lib']: write it with NumPy alone.
    """

    name = getattr(function, "__name__", "the answer")

    @functools.wraps(function)
    def watched(*args):
        before, helpers = _state(args), set()

        def watch(frame, event, called):
            home = frame.f_globals.get("__name__") if event == "call" else getattr(called, "__module__", "")
            if (library := str(home).split(".")[0]) in LIBRARIES:
                helpers.add(library)

        profiler = sys.getprofile()
        sys.setprofile(watch)
        try:
            result = function(*args)
        finally:
            sys.setprofile(profiler)
        if helpers:
            raise AssertionError(f"{name} called {sorted(helpers)}: write it with NumPy alone.")
        if _state(args) != before:
            raise AssertionError(f"{name} changed an array that it was given.")
        if not _is_plain(result):
            raise AssertionError(f"{name} returned {type(result)}, not arrays or numbers.")
        return result

    return watched


def _state(args):
    """Shape and bytes of every argument, and of every array in a list of them: so nan is equal to itself."""
    arrays = [np.asarray(part) for arg in args for part in (arg if isinstance(arg, list) else [arg])]
    return [(array.shape, array.tobytes()) for array in arrays]


def _is_plain(result):
    """Whether reading the result runs no code of the student's."""
    if type(result) in (list, tuple):
        return all(map(_is_plain, result))
    return result is None or (type(result) in PLAIN and np.asarray(result).dtype.kind != "O")
