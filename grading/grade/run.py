"""One submission, step by step: its cells over there, our tests here."""

from __future__ import annotations

import contextlib
import io
import resource

import numpy as np

from course_lib.exercise_tools import expect
from grading.grade.stubs import Stub, by_hand, raised
from grading.grade.texts import clean, told
from grading.plan import Plan
from grading.sandbox import Broken, Gone, Late, Sandbox
from grading.sandbox.inside.wire import pack, unpack


class Lost(BaseException):
    """The clone was lost in the middle of a test: no test may catch that."""

    def __init__(self, ended: str):
        self.ended = ended


class Run:
    """Runs the steps of a plan and reports each as it is done.

    Parameters
    ----------
    plan, assignment, given, limits
        What to run, and what the tests see.
    sandbox : Sandbox
    report : callable
        Takes a dict for each step that is done.
    spent : float
        Seconds of CPU time that a run before this one has used.
    """

    def __init__(self, plan: Plan, assignment, given, sandbox: Sandbox, limits, report, spent=0.0):
        self.plan, self.assignment, self.given, self.sandbox = plan, assignment, given, sandbox
        self.limits, self.report, self.spent = limits, report, spent
        self.dead, self.ready, self.asked = set(), -1, 0  # ready: steps below it have run in this clone
        self.out, self.room, self.advice = [], int(limits.submission_output * 2**20), set()

    def go(self, first: int, passed: set[int], ended: dict[int, str]) -> None:
        """From a step on; those before it are only repeated where a clone needs them."""
        for place, step in enumerate(self.plan.steps):
            if place < first:
                continue
            self.report({"step": place})
            if step.kind != "test":
                self._reach(place + 1, loud=True)
            elif not step.late or (step.number not in passed and not ended.get(step.number)):
                if step.late and self._nothing_new(place, step.number):
                    continue
                told = self._test(place, step.number)
                ended[step.number] = told["ended"]
                if told["passed"] == [True, True]:
                    passed.add(step.number)
                self.report({"step": place, "test": step.number, **told})
        self._end_clone()

    def _nothing_new(self, place, number):
        steps = self.plan.steps[:place]
        early = max(i for i, step in enumerate(steps) if step.kind == "test" and step.number == number)
        return all(step.kind == "test" for step in steps[early:])

    # the clone

    def _reach(self, place: int, loud=False) -> None:
        """A clone in which all steps before a place have run."""
        if self.ready < 0:
            left = self.limits.submission_seconds - self.spent
            if left <= 0:
                raise Lost("time")
            self.sandbox.clone(left)
            self.ready = 0
        while self.ready < place:
            at, step = self.ready, self.plan.steps[self.ready]
            self.ready += 1
            if step.kind == "test" or at in self.dead:
                continue
            head = {"do": "step", "step": step.number}
            if step.kind == "cell":
                head = {"do": "cell", "number": step.number, "code": step.code}
            try:
                answer, _ = self._ask(head, b"", self.limits.cell_seconds)
            except Lost as lost:
                self.dead.add(at)
                if loud:
                    told = {"time": "it took too long", "memory": "it needed too much memory"}
                    self._error(step.number, told.get(lost.ended, "the process ended"))
                self._reach(place, loud)
                return
            if loud:
                self._hear(step, answer)

    def _hear(self, step, answer):
        text = answer.get("out")
        if isinstance(text, str) and text and self.room > 0:
            text = clean(text, self.room)
            self.room -= len(text)
            self.report({"out": text})
        if error := told(answer):
            self._error(step.number, f"{error[0]}, line {error[2]}: {error[1]}")

    def _error(self, number, text):
        self.report({"error": [number, clean(text)]})

    def _ask(self, head, blob, seconds):
        self.asked += 1
        try:
            return self.sandbox.ask({"id": self.asked, **head}, blob, seconds)
        except Late as late:
            self._end_clone()
            raise Lost("time" if late.busy else "wall") from None
        except Broken:
            self._end_clone()
            raise Lost("died") from None
        except Gone:
            used = self._end_clone()
            raise Lost("time" if used["signal"] in (24, 9) and used["cpu"] >= 1 else "died") from None

    def _end_clone(self) -> dict:
        used = self.sandbox.stop()
        self.spent += used["cpu"]
        self.report({"spent": self.spent})
        self.ready = -1
        return used

    # the tests

    def _test(self, place: int, number: int) -> dict:
        """Passed (visible, hidden), the visible tests' message, and how it ended; twice if the clock on the
        wall ended it, as the machine may have been busy."""
        for _ in range(2):
            result = self._once(place, number)
            if result["ended"] != "wall":
                break
        return result

    def _once(self, place, number):
        test = self.assignment.tests[number]
        names = dict(self.given.names)
        names |= {"np": np, "expect": expect, "by_hand": by_hand}
        names[test.function] = Stub(test.function, self._call)
        passed, message, ended = [False, False], "", ""
        used = resource.getrusage(resource.RUSAGE_SELF)
        seconds = int(used.ru_utime + used.ru_stime + self.limits.test_seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))
        for part, text in enumerate((test.visible, test.hidden)):
            try:
                self._reach(place)
                with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                    exec(compiled(text, f"{test.grade_id}-{part}"), names)
                passed[part] = True
                continue
            except Lost as lost:
                ended = lost.ended
                told = {"time": "it took too long", "wall": "it took too long"}.get(
                    ended, "the process ended"
                )
                error = f"{test.function}: {told}"
            except Exception as fault:
                kind = "" if isinstance(fault, AssertionError) else f"{type(fault).__name__}: "
                error = f"{kind}{fault}"
                ended = "memory" if isinstance(fault, MemoryError) else ""
            message = clean(error) if part == 0 else ""
            break
        return {"passed": passed, "message": message, "ended": ended}

    def _call(self, name, args, options):
        blob = bytearray()
        packed = [pack(arg, blob, self.given.shared) for arg in args]
        head = {"do": "call", "name": name, "args": packed, **options}
        answer, out = self._ask(head, blob, self.limits.call_seconds)
        if error := told(answer):
            if answer.get("changed") is True:
                self._advise(f"{name} changed an array that it was given: work on a copy")
            if "it is not here" in error[1]:
                self._advise(f"{name}: {error[1]}")
            raise raised(*error)
        try:
            return unpack(answer.get("value"), out)
        except Broken as broken:
            self._end_clone()
            raise Lost("died") from broken

    def _advise(self, text):
        if text not in self.advice and len(self.advice) < 20:
            self.advice.add(text)
            self.report({"advice": clean(text)})


CODE = {}


def compiled(text: str, name: str):
    if name not in CODE:
        CODE[name] = compile(text, name, "exec", dont_inherit=True)
    return CODE[name]
