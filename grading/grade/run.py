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
        that ``passed``, how tests ``ended``, and steps that are ``dead``, because they end a clone.
    """

    def __init__(self, plan, assignment, given, sandbox, limits, report, job):
        self.plan, self.assignment, self.given = plan, assignment, given
        self.limits, self.report, self.first = limits, report, job["first"]
        self.passed, self.ended = set(job["passed"]), {int(k): v for k, v in job["ended"].items()}
        self.replay, self.advice = Replay(plan.steps, sandbox, limits, report, job), set()

    def go(self) -> None:
        """From the first step on; those before it are only repeated where a clone needs them."""
        for place, step in enumerate(self.plan.steps):
            if place < self.first or (step.late and not self._second_look(place, step.number)):
                continue
            test = step.kind == "test"
            self.report({"step": place, "begins": step.number if test else None})
            if test:
                self._test(place, step.number)
                continue
            try:
                self.replay.reach(place + 1, loud=True)
            except Lost as lost:
                self.report({"error": [step.number, lost.why]})
        self.replay.end()

    def _second_look(self, place, number) -> bool:
        """Whether a test that failed may pass at the end: something of the student's has run since."""
        if number in self.passed or self.ended.get(number):
            return False
        steps = self.plan.steps[:place]
        early = max(i for i, step in enumerate(steps) if step.kind == "test" and step.number == number)
        return any(step.kind == "cell" for step in steps[early:])

    def _test(self, place, number):
        """Twice if the clock on the wall ended it, as the machine may have been busy."""
        for _ in range(2):
            passed, message, ended = self._once(place, self.assignment.tests[number])
            if ended != "wall":
                break
        self.ended[number] = ended
        if passed == [True, True]:
            self.passed.add(number)
        self.report({"step": place, "test": number, "passed": passed, "message": message, "ended": ended})

    def _once(self, place, test) -> tuple[list[bool], str, str]:
        """Passed (visible, hidden), the message of the visible tests, and how it ended."""
        names = self.given.names | {"np": np, "expect": expect, "by_hand": by_hand}
        names[test.function] = Stub(test.function, self._call)
        passed = [False, False]
        limit_cpu(self.limits.test_seconds)
        for part, text in enumerate((test.visible, test.hidden)):
            message, ended = "", ""
            try:
                self.replay.reach(place)
                with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                    exec(compiled(text, f"{test.grade_id}-{part}"), names)
                passed[part] = True
            except Lost as lost:
                message, ended = f"{test.function}: {lost.why}", lost.ended
            except Exception as error:
                kind = "" if isinstance(error, AssertionError) else f"{type(error).__name__}: "
                message, ended = f"{kind}{error}", "memory" if isinstance(error, MemoryError) else ""
            if not passed[part]:
                return passed, clean(message) if part == 0 else "", ended
        return passed, "", ""

    def _call(self, name, args, options):
        """A call of a student's function: its value, or its error."""
        blob = bytearray()
        packed = [pack(arg, blob, self.given.shared) for arg in args]
        head = {"do": "call", "name": name, "args": packed, **options}
        answer, out = self.replay.ask(head, blob, self.limits.call_seconds)
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
        if text not in self.advice and len(self.advice) < ADVICE:
            self.advice.add(text)
            self.report({"advice": clean(text)})


def limit_cpu(seconds: float) -> None:
    """So many seconds more for this process, then the kernel ends it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


@functools.cache
def compiled(text: str, name: str):
    return compile(text, name, "exec", dont_inherit=True)
