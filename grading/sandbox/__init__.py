"""Where submissions run: a warm parent behind bubblewrap, and a clone of it for each."""

from __future__ import annotations

import json
import select
import socket

from grading.sandbox.bubblewrap import COURSE, NoSandbox, start, why_not
from grading.sandbox.channel import Channel, Gone, Late
from grading.sandbox.inside.wire import Broken, frame

__all__ = ["Broken", "Gone", "Late", "NoSandbox", "Sandbox"]

MEGABYTE = 2**20
ESCAPED = 6  # characters of JSON for one of output, at most
UNUSED = {"cpu": 0.0, "signal": 0, "code": 0, "memory": 0}
PATIENCE = 600.0  # seconds for the parent's answers: it runs no code of a student's, so it only may be slow
MODES = {"bubblewrap": "clone", "bubblewrap each": "fork", "trust": "trust"}


class Sandbox:
    """The parent, and one clone at a time.

    Where the system refuses namespaces inside namespaces, ``mode`` becomes ``bubblewrap each``: every clone
    then has a bubblewrap of its own, which takes about a tenth of a second.

    Parameters
    ----------
    given : GivenCells
    limits : Limits
    libraries : tuple of str
        What the assignment allows beside NumPy.
    seed : int
        For the random numbers of ``random`` and ``np.random`` without a generator.

    Raises
    ------
    NoSandbox
        If the system allows none, with the fix.
    """

    def __init__(self, given, limits, libraries=(), seed=0):
        self.given, self.limits, self.libraries, self.seed = given, limits, libraries, seed
        self.mode = limits.grader_sandbox
        self.process = self.control = self.channel = None
        self.asked = 0
        self._start()
        fault = self._clone(1)
        if fault and self.mode == "bubblewrap":
            self.mode = "bubblewrap each"
            fault = self._clone(1)
        if fault:
            self.close()
            raise NoSandbox(why_not(fault))
        self.stop()

    def clone(self, cpu: float) -> None:
        """A fresh one, with so many seconds of CPU time; the one before ends.

        Raises
        ------
        OSError
            If the system has changed its mind.
        """
        if fault := self._clone(cpu):
            raise OSError(fault)

    def ask(self, head: dict, blob, seconds: float) -> tuple[dict, bytearray]:
        """One question to the clone, see ``Channel.ask``."""
        return self.channel.ask(head, blob, seconds)

    def look(self) -> tuple[float, bool]:
        """CPU seconds of the clone, and whether it lives."""
        answer = self._ask_parent("look")
        return answer["cpu"], answer["alive"]

    def stop(self) -> dict:
        """End the clone and all that it has started; what it used: cpu, signal, code, memory."""
        self._close_channel()
        if self.process is None:
            return UNUSED
        used = self._ask_parent("stop")
        if self.mode == "bubblewrap each":
            self.close()
        return used

    def close(self) -> None:
        self._close_channel()
        if self.process is not None:
            self.control.close()
            self.process.kill()
            self.process.communicate()
            self.process = None

    def _start(self):
        self.close()
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.process = start(theirs.fileno(), self.libraries, self.limits, self.mode)
        theirs.close()
        try:
            self.process.stdin.write(frame(self._setup(), self.given.blob))
            self.process.stdin.flush()
            self._answer(0)
        except (OSError, EOFError):
            self.control.close()
            self.process.kill()
            said = self.process.communicate()[1].decode(errors="replace").strip()
            self.process = None
            raise NoSandbox(why_not(said or "the sandbox did not start")) from None

    def _setup(self) -> dict:
        limits, trust = self.limits, self.mode == "trust"
        return {
            **self.given.setup,
            "path": [str(COURSE.parent) if trust else "/opt/course"],
            "libraries": list(self.libraries),
            "result": int(limits.call_result * MEGABYTE),
            "output": int(limits.submission_output * MEGABYTE),
            "seed": self.seed,
            "mode": MODES[self.mode],
            "limits": {
                "memory": limits.submission_memory * MEGABYTE,
                "scratch": limits.submission_scratch * MEGABYTE,
                "threads": limits.submission_threads,
            },
        }

    def _clone(self, cpu) -> str:
        """Why there is none, or nothing."""
        if self.mode == "bubblewrap each":
            self._start()
        ours, theirs = socket.socketpair()
        self.asked += 1
        message = {"do": "clone", "id": self.asked, "with": [cpu]}
        socket.send_fds(self.control, [json.dumps(message).encode()], [theirs.fileno()])
        theirs.close()
        self._close_channel()
        limit = (self.limits.call_result + self.limits.submission_output * ESCAPED) * MEGABYTE
        self.channel = Channel(ours, self.look, int(limit), self.limits.grader_patience)
        return self._answer(self.asked).get("fault", "")

    def _close_channel(self):
        if self.channel is not None:
            self.channel.close()
            self.channel = None

    def _ask_parent(self, what):
        self.asked += 1
        self.control.send(json.dumps({"do": what, "id": self.asked}).encode())
        return self._answer(self.asked)

    def _answer(self, asked):
        while True:
            if not select.select([self.control], [], [], PATIENCE)[0]:
                raise EOFError("the sandbox does not answer")
            message = self.control.recv(4096)
            if not message:
                raise EOFError("the sandbox is gone")
            answer = json.loads(message)
            if answer.get("id") == asked:
                return answer
