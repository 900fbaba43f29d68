"""One submission, step by step: its cells over there, our tests here."""

from __future__ import annotations

import contextlib
import functools
import io
import resource

import numpy as np

from course_lib.exercise_tools import expect
from grading.grade.replay import Lost, Replay
from grading.grade.stubs import Stub, by_hand, raised
from grading.grade.texts import clean, told
from grading.sandbox import Broken
from grading.sandbox.inside.wire import pack, unpack

# what a student's function did to NumPy's global generator, done to ours, so that tests see it here
MOVES = {"place": lambda: np.random.random(), "key": lambda: np.random.seed(np.random.randint(2**31))}  # noqa: NPY002
ADVICE = 20  # different pieces of it


class Run:
    """Runs the steps of a plan and reports each as it is done.

    Parameters
    ----------
    plan, assignment, given, sandbox, limits
        What to run, where, and what the tests see.
    report : callable
        Takes a dict for each step that is done.
    job : dict
        Where to begin, and what a run before this one has found: ``first`` step, CPU seconds ``spent``, tests
        that ``passed`` or ``ended`` badly, [number, hidden] each, and ``dead`` cells, which end a clone.
    """

    def __init__(self, plan, assignment, given, sandbox, limits, report, job):
        self.plan, self.assignment, self.given = plan, assignment, given
        self.limits, self.report, self.first = limits, report, job["first"]
        self.passed, self.ended = (set(map(tuple, job[key])) for key in ("passed", "ended"))
        self.replay, self.advice = Replay(plan, sandbox, limits, report, job), set()
        self.seen, self.hopeful, self.hidden = {}, True, False

    def go(self) -> None:
        """From the first step on; those before it are only repeated where a clone needs them."""
        for place, step in enumerate(self.plan.steps):
            if place == self.plan.turn:
                self.replay.end()
            if place < self.first:
                continue
            if step.kind == "test":
                if self._open(place, step):
                    self.report({"step": place, "begins": [step.number, step.hidden]})
                    self._test(place, step)
            elif not step.hidden:
                self.report({"step": place, "begins": None})
                try:
                    self.replay.reach(place + 1, loud=True)
                except Lost as lost:
                    self.report({"error": [step.number, lost.why]})
        self.replay.end()

    def _open(self, place, step) -> bool:
        """Whether a test can still pass: hidden ones after the visible, late ones after something new."""
        key = step.number, step.hidden
        if (
            key in self.passed
            or key in self.ended
            or (step.hidden and (step.number, False) not in self.passed)
        ):
            return False
        if step.hidden and place < self.plan.turn:
            return self.hopeful
        if not step.late:
            return True
        steps = self.plan.steps[self.plan.turn if step.hidden else 0 : place]
        early = max(
            i for i, other in enumerate(steps) if other.kind == "test" and other.number == step.number
        )
        return any(other.kind == "cell" for other in steps[early:])

    def _test(self, place, step):
        """Twice if the clock on the wall ended it, as the machine may have been busy.

        Hidden tests at the end of the first pass may only pass: what does not, has the second one.
        """
        first_try = step.hidden and place < self.plan.turn
        for _ in range(1 if first_try else 2):
            message, ended = self._once(place, step)
            if ended != "wall":
                break
        if first_try and message is not None:
            self.hopeful = not ended
            return
        key = step.number, step.hidden
        if message is None:
            self.passed.add(key)
        if ended:
            self.ended.add(key)
        told = {"message": "" if step.hidden else message or "", "passed": message is None, "ended": ended}
        self.report({"step": place, "test": step.number, "hidden": step.hidden, **told})

    def _once(self, place, step) -> tuple[str | None, str]:
        """What the tests say, None if they pass, and how they ended."""
        test = self.assignment.tests[step.number]
        names = self.seen.pop(step.number, None) if step.hidden else None
        seen, self.hidden = names is not None, step.hidden
        if not seen:
            names = self.given.names | {"np": np, "expect": expect, "by_hand": by_hand}
            names[test.function] = Stub(test.function, self._call)
        limit_cpu(self.limits.test_seconds)
        try:
            self.replay.reach(place)
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                if not seen:
                    exec(compiled(test.visible, f"{test.grade_id} visible"), names)
                if step.hidden:
                    exec(compiled(test.hidden, f"{test.grade_id} hidden"), names)
        except Lost as lost:
            return f"{test.function}: {lost.why}", lost.ended
        except Exception as error:
            kind = "" if isinstance(error, AssertionError) else f"{type(error).__name__}: "
            return clean(f"{kind}{error}"), "memory" if isinstance(error, MemoryError) else ""
        if not step.hidden:
            self.seen[step.number] = names
        return None, ""

    def _call(self, name, args, options):
        """A call of a student's function: its value, or its error."""
        blob = bytearray()
        packed = [pack(arg, blob, self.given.shared) for arg in args]
        head = {"do": "call", "name": name, "args": packed, **options}
        answer, out = self.replay.ask(head, blob, self.limits.call_seconds)
        if moved := MOVES.get(str(answer.get("moved"))):
            moved()
            self._advise(f"{name} draws from NumPy's global generator: np.random.default_rng gives one's own")
        if error := told(answer):
            if answer.get("changed") is True:
                self._advise(f"{name} changed an array that it was given: work on a copy")
            if "it is not here" in error[1]:
                self._advise(f"{name}: {error[1]}")
            raise raised(*error)
        try:
            return unpack(answer.get("value"), out)
        except Broken:
            self.replay.end()
            raise Lost("died") from None

    def _advise(self, text):
        """A piece of advice; what is seen in hidden tests is kept, as an error may hold their inputs."""
        if not self.hidden and text not in self.advice and len(self.advice) < ADVICE:
            self.advice.add(text)
            self.report({"advice": clean(text)})


def limit_cpu(seconds: float) -> None:
    """So many seconds more for this process, then the kernel ends it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def compile_all(assignment) -> None:
    """Once for all submissions."""
    for test in assignment.tests:
        compiled(test.visible, f"{test.grade_id} visible")
        compiled(test.hidden, f"{test.grade_id} hidden")


@functools.cache
def compiled(text: str, name: str):
    return compile(text, name, "exec", dont_inherit=True)
