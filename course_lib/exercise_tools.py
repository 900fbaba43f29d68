"""What the tests of all exercise notebooks share: one compares results, one sees who did the work."""

import contextlib
import functools
import sys
import types
from collections.abc import Callable

import numpy as np

__all__ = ["by_hand", "expect"]

# NumPy is the student's; these are not
LIBRARIES = ("course_lib", "torch", "scipy", "sklearn")
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
        agree = (got == expected) | (np.abs(got - expected) <= tol * (1 + np.abs(expected)))
    if agree.all():
        return
    came, wanted, place = got, expected, ""
    if got.size > 8:  # the first one that differs
        index = tuple(int(i) for i in np.argwhere(~agree)[0])
        came, wanted, place = got[index], expected[index], f" at {list(index)}"
    raise AssertionError(f"{came} came{place}, {wanted} was expected. {hint}")


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
        raise AssertionError(f"None came: does the function return its result? {hint}")
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


def by_hand(function: Callable) -> Callable:
    """The same function, refused if a library does its work or if it changes an array it was given.

    Warnings and whatever else goes to the error stream are printed as ordinary output: they cost nothing.

    Parameters
    ----------
    function : callable
        Takes arrays, numbers, strings and lists of them as positional arguments, and returns such.

    Returns
    -------
    callable
        Raises AssertionError after a call in which code of `course_lib`, torch, SciPy or scikit-learn ran or
        was named, in which an argument changed, or which returned an object that might call such code later.

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
            if library := _library(home):
                helpers.add(library)

        profiler = sys.getprofile()
        sys.setprofile(watch)
        try:
            with contextlib.redirect_stderr(sys.stdout):
                result = function(*args)
        finally:
            sys.setprofile(profiler)
        helpers |= _named_helpers(function)
        if helpers:
            raise AssertionError(f"{name} called {sorted(helpers)}: write it with NumPy alone.")
        if _state(args) != before:
            raise AssertionError(f"{name} changed an array that it was given.")
        return _plain(result, name)

    return watched


def _library(module) -> str:
    top = str(module).split(".")[0]
    return top if top in LIBRARIES else ""


def _named_helpers(function, seen=None) -> set[str]:
    """Libraries whose objects a function names, itself or in what it calls.

    A profiler does not see a ufunc work, so `scipy.special.huber` has to be found by its name.
    """
    seen = set() if seen is None else seen
    if library := _home(function):
        return {library}
    if isinstance(function, functools.partial):
        return _named_helpers(function.func, seen)
    function = getattr(function, "__func__", function)
    if not isinstance(function, types.FunctionType) or function in seen:
        return set()
    seen.add(function)
    names = _names(function.__code__)
    held = [function.__globals__[n] for n in names if n in function.__globals__]
    held += [cell.cell_contents for cell in function.__closure__ or () if cell != types.CellType()]
    held += [*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()]
    held += [sys.modules[n] for n in names if n in sys.modules]
    modules = [value for value in held if isinstance(value, types.ModuleType)]
    helpers = set().union(*(_named_helpers(value, seen) for value in held))
    while modules:
        module = modules.pop()
        if library := _library(module.__name__):
            parts = [vars(module)[n] for n in names if n in vars(module)]
            modules += [part for part in parts if isinstance(part, types.ModuleType)]
            helpers |= {library for part in parts if callable(part)}
    return helpers


def _names(code) -> set[str]:
    inner = (_names(part) for part in code.co_consts if isinstance(part, types.CodeType))
    return set(code.co_names).union(*inner)


def _home(value) -> str:
    """The library that an object comes from, or an empty string."""
    if isinstance(value, np.ufunc):
        homes = (m for m in _modules() if vars(sys.modules[m]).get(value.__name__) is value)
        return _library(next(homes, ""))
    return _library(getattr(value, "__module__", "")) if callable(value) else ""


def _modules() -> list[str]:
    return [name for name in list(sys.modules) if _library(name) and sys.modules[name] is not None]


def _state(args):
    """Shape and bytes of every argument, and of every array in a list of them: so nan is equal to itself."""
    arrays = [np.asarray(part) for arg in args for part in (arg if isinstance(arg, list) else [arg])]
    return [(array.shape, array.tobytes()) for array in arrays]


def _plain(result, name):
    """The result without code of the student's in it: tuples with names become tuples."""
    if isinstance(result, list | tuple) and _reads_as_a_sequence(type(result)):
        kind = list if isinstance(result, list) else tuple
        return kind(_plain(part, name) for part in kind.__iter__(result))
    if result is None or (type(result) in PLAIN and np.asarray(result).dtype.kind != "O"):
        return result
    raise AssertionError(f"{name} returned {type(result)}, not arrays or numbers.")


def _reads_as_a_sequence(kind):
    base = list if issubclass(kind, list) else tuple
    return all(getattr(kind, word) is getattr(base, word) for word in ("__iter__", "__getitem__", "__len__"))
