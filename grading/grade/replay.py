"""Keeps a clone in which the student's cells have run; where one is lost, another runs them again."""

from __future__ import annotations

from grading.grade.texts import clean, told
from grading.sandbox import Broken, Gone, Late

KILLS = (9, 24)  # SIGKILL and SIGXCPU, by which the kernel ends what has used its CPU time
WHY = {"time": "it took too long", "wall": "it took too long"}
DIED = "its process ended"


class Lost(BaseException):
    """The clone was lost in the middle of something; no test may catch that.

    ``ended`` is ``time``, ``wall`` (the clock on the wall, while hardly anything was computed) or ``died``.
    """

    def __init__(self, ended: str):
        super().__init__(ended)
        self.ended = ended

    @property
    def why(self) -> str:
        return WHY.get(self.ended, DIED)


class Replay:
    """The cells of a submission, run as far as is asked for; each pass of the plan has clones of its own.

    Parameters
    ----------
    plan : Plan
    sandbox : Sandbox
    limits : Limits
    report : callable
        Takes dicts: output, errors of cells, CPU time spent, steps that end a clone.
    job : dict
        What a run before this one has ``spent``, and the cells that it has found ``dead``.
    """

    def __init__(self, plan, sandbox, limits, report, job):
        self.plan, self.sandbox, self.limits, self.report = plan, sandbox, limits, report
        self.spent, self.dead = job["spent"], set(job["dead"])
        self.ready, self.asked = None, 0  # all steps below ready have run in this clone
        self.room = int(limits.submission_output * 2**20)

    def reach(self, place: int, loud: bool = False) -> None:
        """A clone in which all steps of a pass before a place have run; what they say is told if ``loud``.

        Raises
        ------
        Lost
            If the submission has used up its time.
        """
        if self.ready is None:
            left = self.limits.submission_seconds - self.spent
            if left <= 0:
                raise Lost("time")
            self.sandbox.clone(left)
            self.ready = self.plan.turn if place >= self.plan.turn else 0
        while self.ready < place:
            step = self.plan.steps[self.ready]
            self.ready += 1
            if step.kind == "test" or (step.kind == "cell" and step.number in self.dead):
                continue
            head = {"do": "step", "step": step.number}
            if step.kind == "cell":
                head = {"do": "cell", "number": step.number, "code": step.code}
            try:
                answer, _ = self.ask(head, b"", self.limits.cell_seconds)
            except Lost as lost:
                if step.kind != "cell":
                    raise OSError("the sandbox does not run what was given") from None
                self.dead.add(step.number)
                self.report({"dead": step.number})
                if loud:
                    self.report({"error": [step.number, lost.why]})
                self.reach(place, loud)
                return
            if loud:
                self._hear(step, answer)

    def ask(self, head: dict, blob, seconds: float) -> tuple[dict, bytearray]:
        """A question to the clone.

        Raises
        ------
        Lost
            If there is no answer; the clone has ended then.
        """
        self.asked += 1
        try:
            return self.sandbox.ask({"id": self.asked, **head}, blob, seconds)
        except Late as late:
            self.end()
            raise Lost("time" if late.busy else "wall") from None
        except Broken:
            self.end()
            raise Lost("died") from None
        except Gone:
            used = self.end()
            at_limit = self.spent >= self.limits.submission_seconds
            raise Lost("time" if used["signal"] in KILLS and at_limit else "died") from None

    def end(self) -> dict:
        """End the clone; the next one begins anew."""
        used = self.sandbox.stop()
        self.spent += used["cpu"]
        self.report({"spent": self.spent})
        self.ready = None
        return used

    def _hear(self, step, answer):
        text = answer.get("out")
        if isinstance(text, str) and text and self.room > 0:
            text = clean(text, self.room)
            self.room -= len(text)
            self.report({"out": text})
        if error := told(answer):
            self.report({"error": [step.number, clean(f"{error[0]}, line {error[2]}: {error[1]}")]})
