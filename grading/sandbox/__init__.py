"""Where submissions run: a warm parent behind bubblewrap, and a clone of it for each."""

from __future__ import annotations

import json
import select
import socket
import time

from grading.sandbox.bubblewrap import COURSE, NoSandbox, start, why_not
from grading.sandbox.inside.wire import Broken, frame, reader, receive

__all__ = ["Broken", "Gone", "Late", "NoSandbox", "Sandbox"]

MEGABYTE = 2**20
PATIENCE = 60.0  # seconds for the parent's answers: it runs no code of a student's


class Gone(Exception):
    """The clone has ended."""


class Late(Exception):
    """The clone has not answered in time; ``busy`` if it computed all the while."""

    def __init__(self, busy: bool):
        self.busy = busy


class Sandbox:
    """The parent, and one clone at a time.

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
        self.limits, self.trust = limits, limits.grader_sandbox == "trust"
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.channel, self.asked = None, 0
        self.process = start(theirs.fileno(), libraries, self.trust)
        theirs.close()
        setup = {
            **given.setup,
            "path": [str(COURSE.parent) if self.trust else "/opt/course"],
            "libraries": list(libraries),
            "result": int(limits.call_result * MEGABYTE),
            "output": int(limits.submission_output * MEGABYTE),
            "seed": seed,
            "trust": self.trust,
            "limits": {
                "memory": limits.submission_memory * MEGABYTE,
                "scratch": limits.submission_scratch * MEGABYTE,
                "threads": limits.submission_threads,
            },
        }
        try:
            self.process.stdin.write(frame(setup, given.blob))
            self.process.stdin.close()
            self._answer(0)
        except (OSError, EOFError):
            said = self.process.stderr.read().decode(errors="replace").strip()
            raise NoSandbox(why_not(said or "the sandbox did not start")) from None

    def clone(self, cpu: float) -> None:
        """A fresh one, with so many seconds of CPU time; the one before ends.

        Raises
        ------
        NoSandbox
            If the system refuses namespaces inside namespaces.
        """
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        self.asked += 1
        message = {"do": "clone", "id": self.asked, "with": [cpu]}
        socket.send_fds(self.control, [json.dumps(message).encode()], [theirs.fileno()])
        theirs.close()
        self.close_channel()
        self.channel = ours
        answer = self._answer(self.asked)
        if "fault" in answer:
            raise NoSandbox(why_not(f"a namespace inside a namespace is refused: {answer['fault']}"))

    def ask(self, head: dict, blob, seconds: float) -> tuple[dict, bytearray]:
        """One question to the clone, and its answer.

        Raises
        ------
        Gone, Late, Broken
        """
        self.until = time.monotonic() + seconds * self.limits.grader_patience
        self.seconds, self.cpu = seconds, None
        limit = int((self.limits.call_result + self.limits.submission_output * 6) * MEGABYTE) + 2**16
        try:
            self._send(frame(head, blob))
            answer, out = receive(reader(self._receive_into), limit)
        except (EOFError, ConnectionError):
            raise Gone from None
        if answer.get("id") != head["id"]:
            raise Broken("an answer to another question")
        return answer, out

    def look(self) -> tuple[float, bool]:
        """CPU seconds of the clone, and whether it lives."""
        answer = self._ask_parent("look")
        return answer["cpu"], answer["alive"]

    def stop(self) -> dict:
        """End the clone and all that it has started; what it used: cpu, signal, code, memory."""
        self.close_channel()
        return self._ask_parent("stop")

    def close(self) -> None:
        self.close_channel()
        self.control.close()
        self.process.kill()
        self.process.wait()

    def close_channel(self):
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

    def _wait(self, for_reading):
        """Until the channel is ready; a look at the clocks now and then."""
        sockets = ([self.channel], []) if for_reading else ([], [self.channel])
        while not any(select.select(*sockets, [], 0.1)):
            cpu, alive = self.look()
            self.cpu = self.cpu or cpu + self.seconds  # nothing was measured before: most calls are short
            if alive and cpu >= self.cpu:
                raise Late(busy=True)
            self._be_in_time()

    def _be_in_time(self):
        if time.monotonic() > self.until:
            raise Late(busy=False)

    def _send(self, data):
        view = memoryview(data)
        while view:
            self._be_in_time()
            try:
                view = view[self.channel.send(view) :]
            except BlockingIOError:
                self._wait(for_reading=False)

    def _receive_into(self, view):
        while True:
            self._be_in_time()
            try:
                return self.channel.recv_into(view)
            except BlockingIOError:
                self._wait(for_reading=True)
