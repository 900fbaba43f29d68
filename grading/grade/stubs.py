"""What the tests see of a student: functions that call across, and plain values that come back."""

from __future__ import annotations

import builtins

import numpy as np

ERRORS = {
    name: kind
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, Exception) and not issubclass(kind, UnicodeError)
}


class StudentError(Exception):
    """An error of a kind that only the student's side knows."""


def raised(kind: str, text: str, line: int) -> Exception:
    """The student's error, as one of ours."""
    place = f"line {line} of your cell" if line else ""
    told = f"{text} ({place})" if text and place else text or place
    error = ERRORS.get(kind, StudentError)
    try:
        return error(told)
    except TypeError:  # an ExceptionGroup wants its parts
        return StudentError(f"{kind}: {told}")


class Stub:
    """A function of the student's; ``ask(name, args, options)`` calls it."""

    def __init__(self, name: str, ask):
        self.__name__, self.ask = name, ask

    def __call__(self, *args):
        return self.ask(self.__name__, args, {})


def by_hand(function, *, without=(), parts=1, calls=None, recursion=True):
    """`course_lib.exercise_tools.by_hand` for a stub: it is watched over there, and its result is counted
    here."""
    if not isinstance(function, Stub):
        raise TypeError(f"by_hand got {function!r}, which is no function of the student's")
    name = function.__name__
    options = {"without": list(without)} if without else {}
    if calls is not None or not recursion:
        options |= {"calls": calls, "recursion": recursion}

    def watched(*args):
        result = function.ask(name, args, options)
        if result is None:
            raise AssertionError(f"None came: does the function return its result? {name} ends without it.")
        if parts > 1:
            came = len(result) if isinstance(result, list | tuple) or np.ndim(result) else 1
            if came != parts:
                told = ["one result" if n == 1 else f"{n} results" for n in (came, parts)]
                raise AssertionError(f"{name} returned {told[0]}, {told[1]} were expected.")
        return result

    watched.__name__ = name
    return watched
