"""The warm parent in the sandbox: it loads NumPy and all given arrays once, and clones itself.

    python -c "import parent; parent.main()" CONTROL

The set-up comes as one frame on the standard input. Commands come as messages on the socket CONTROL, each
with an id and answered with the same: ``clone`` (with the descriptor of the clone's own socket), ``look``,
``stop``.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys
import time

import ghosts
import numpy as np
from wire import reader, receive


def main() -> None:
    control = socket.socket(fileno=int(sys.argv[1]))
    setup, blob = receive(reader(sys.stdin.buffer.raw.readinto), 2**32)
    ghosts.install(setup["libraries"])
    sys.path[:0] = setup["path"]
    from enter import Enclosure
    from student import Student

    for name in setup["libraries"]:
        __import__(name)
    np.linalg.solve(np.eye(2), np.ones(2))  # LAPACK is loaded, and what NumPy loads when it is asked for
    np.random.default_rng(0), np.ma.array, np.fft.fft, np.testing.assert_allclose, np.polynomial.Polynomial
    student = Student(setup, blob)
    enclosure = Enclosure(setup)
    gc.collect()
    gc.freeze()
    Parent(control, student, enclosure).serve()


class Parent:
    """One clone at a time."""

    def __init__(self, control, student, enclosure):
        self.control, self.student, self.enclosure = control, student, enclosure
        self.pid, self.began = 0, 0.0

    def serve(self) -> None:
        self.control.send(json.dumps({"id": 0, "ready": True}).encode())
        while True:
            message, fds, _, _ = socket.recv_fds(self.control, 4096, 1)
            if not message:
                self._stop()
                return
            command = json.loads(message)
            try:
                answer = getattr(self, f"_{command['do']}")(*fds, *command.get("with", ()))
            except OSError as error:
                answer = {"fault": f"{error.strerror}", "errno": error.errno}
            for fd in fds:
                os.close(fd)
            self.control.send(json.dumps({"id": command["id"], **answer}).encode())

    def _clone(self, fd, cpu):
        self._stop()
        self.began = time.process_time()

        def run():
            self.control.close()
            channel = socket.socket(fileno=self.enclosure.enter(fd, cpu))
            self.student.begin()
            self.enclosure.seal()
            self.student.serve(reader(channel.recv_into), channel.sendall)

        self.pid = self.enclosure.clone(run)
        return {}

    def _look(self):
        """CPU seconds of the clone, and whether it lives."""
        if not self.pid:
            return {"cpu": 0.0, "alive": False}
        ended = os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        clock = (~self.pid << 3) | 2  # what clock_getcpuclockid(3) computes
        return {"cpu": 0.0 if ended else time.clock_gettime(clock), "alive": ended is None}

    def _stop(self):
        """Kill the clone, all that it has started with it, and say what it used."""
        if not self.pid:
            return {"cpu": 0.0, "signal": 0, "code": 0, "memory": 0}
        ended = os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        if ended is None:
            os.kill(self.pid, signal.SIGKILL)
        _, status, used = os.wait4(self.pid, 0)
        self.pid = 0
        return {
            "cpu": used.ru_utime + used.ru_stime + time.process_time() - self.began,
            "signal": os.WTERMSIG(status) if ended and os.WIFSIGNALED(status) else 0,
            "code": os.WEXITSTATUS(status) if os.WIFEXITED(status) else 0,
            "memory": used.ru_maxrss,
        }


if __name__ == "__main__":
    main()
