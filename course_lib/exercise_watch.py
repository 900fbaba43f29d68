"""Who works while a student's function runs, and how often; ``by_hand`` asks."""

import types
from collections import Counter

from course_lib.exercise_libraries import library_of

__all__ = ["Watch"]

TOO_DEEP = ", and a long chain is too deep for recursion: keep a list of your own."
NUDGED = " Is each of them nudged by itself? A nudge checks a backward pass and is none."


class Watch:
    """A profiler for one call of a function: libraries that ran, calls by the student's code, recursion.

    The student's code is all that lives in the namespace of the function. What NumPy calls inside is not
    counted, and neither are operators and ufuncs.

    Parameters
    ----------
    function : callable
        Whose namespace is the student's.
    calls : int, optional
        How many slopes are to be found; more than two calls for each of them by the student's code end the
        call: whoever nudges needs three at least, and one goes into a sorting key of an honest loop.
    recursion : bool
        Whether a function of the student's may call itself, directly or through others.

    Attributes
    ----------
    helpers : set of str
        Libraries of which some code ran.
    fault : str
        Why the call was ended, or an empty string. It stays, even if the student's code swallows the error.
    """

    def __init__(self, function, calls: int | None = None, recursion: bool = True):
        inner = getattr(function, "__func__", function)
        self.name = getattr(function, "__name__", "the answer")
        self.home = inner.__globals__ if isinstance(inner, types.FunctionType) else None
        self.calls, self.recursion = calls, recursion
        self.helpers, self.fault, self.made, self.active = set(), "", 0, Counter()

    def see(self, frame, event, called):
        """What ``sys.setprofile`` is given."""
        if event == "return":
            self.active[frame.f_code] -= 1
            return
        if event not in ("call", "c_call"):
            return
        by_python = event == "call"
        home = frame.f_globals.get("__name__") if by_python else getattr(called, "__module__", "")
        if library := library_of(home):
            self.helpers.add(library)
        caller = frame.f_back if by_python else frame
        if self.home is not None and caller is not None and caller.f_globals is self.home:
            self._count()
        if by_python:
            self.active[frame.f_code] += 1
            if not self.recursion and frame.f_globals is self.home and self.active[frame.f_code] > 1:
                self._end(f"{frame.f_code.co_name} calls itself{TOO_DEEP}")

    def _count(self):
        self.made += 1
        if self.calls is not None and self.made > 2 * self.calls:
            told = f"{self.name} made more than {2 * self.calls} calls for {self.calls} slopes."
            self._end(told + NUDGED)

    def _end(self, told):
        self.fault = told
        raise AssertionError(self.fault)
