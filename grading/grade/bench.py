"""A tester and its sandbox, kept warm for all submissions of an assignment."""

from __future__ import annotations

import contextlib
import io
import os
import pickle
import select
import signal
import subprocess
import sys
import time
import warnings
from pathlib import Path

from grading.sandbox import NoSandbox
from grading.sandbox.bubblewrap import MALLOC, ready
from grading.sandbox.inside.wire import Broken, frame, reader, receive

START = 600.0  # seconds for the given cells and the sandbox
SLOWER = (
    "namespaces inside namespaces are refused here: every submission gets a bubblewrap of its own, slower"
)
ROOT = Path(__file__).parents[2]


class Bench:
    """Starts the tester process; ``events`` grades one submission.

    Raises
    ------
    NoSandbox
        If there is no sandbox here, with the fix.
    """

    def __init__(self, assignment, limits, seed: int):
        ready(limits.grader_sandbox)
        self.limits = limits
        path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
        self.notes = os.fdopen(os.memfd_create("notes"), "r+b", buffering=0)  # what is written here stays
        self.process = subprocess.Popen(
            [sys.executable, "-m", "grading.grade.tester", str(self.notes.fileno())],
            pass_fds=[self.notes.fileno()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **MALLOC, "PYTHONPATH": path, "OMP_NUM_THREADS": "1", "MPLBACKEND": "Agg"},
            bufsize=0,
        )
        self.read = reader(self._fill)
        self._write({}, pickle.dumps((assignment, limits, seed)))
        try:
            answer = self._next(START)
        except (EOFError, TimeoutError):
            self.close()
            raise RuntimeError("the tester did not start: do the given cells run?") from None
        if "refused" in answer:
            self.close()
            raise NoSandbox(answer["refused"])
        self.mode = answer["ready"]
        if self.mode != limits.grader_sandbox:
            warnings.warn(SLOWER, stacklevel=2)

    def events(self, job: dict, submission: bytes):
        """What the tester says of one submission, up to ``{"end": signal}``.

        A step that takes far too long is killed: then ``{"end": 9}`` comes.
        """
        self.notes.truncate(self.notes.seek(0))
        self._write(job, submission)
        try:
            end = self._end()
        finally:
            yield from self._noted()
        yield end

    def _end(self) -> dict:
        """Wait for it, and look now and then whether the tester goes on."""
        patience = self.limits.grader_patience * 2
        wait = (
            patience * (self.limits.test_seconds + self.limits.call_seconds + self.limits.cell_seconds) + 60
        )
        size, killed = 0, False
        while True:
            try:
                return self._next(START if killed else wait)
            except TimeoutError:
                before, size = size, self._size()
                if size > before and not killed:
                    continue
                pid = next(self._noted(), {}).get("pid")
                if killed or not pid:
                    raise EOFError("the tester does not answer") from None
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                killed = True

    def _noted(self):
        """All that a tester has written; it may have ended in the middle of a word."""
        read = reader(io.BytesIO(os.pread(self.notes.fileno(), self._size(), 0)).readinto)
        with contextlib.suppress(EOFError, Broken):
            while True:
                yield receive(read, 2**28)[0]

    def _size(self):
        return os.fstat(self.notes.fileno()).st_size

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()
        self.notes.close()

    def _write(self, head, blob):
        try:
            self.process.stdin.write(frame(head, blob))
        except BrokenPipeError:
            raise EOFError("the tester is gone") from None

    def _next(self, seconds):
        self.until = time.monotonic() + seconds
        try:
            return receive(self.read, 2**28)[0]
        except Broken as broken:
            raise EOFError("the tester speaks no sense") from broken

    def _fill(self, view):
        left = self.until - time.monotonic()
        if left <= 0 or not select.select([self.process.stdout], [], [], left)[0]:
            raise TimeoutError
        return self.process.stdout.readinto(view)
