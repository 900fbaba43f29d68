"""Questions to a clone and its answers, with an eye on the clock."""

from __future__ import annotations

import struct
import time
from socket import SO_RCVTIMEO, SO_SNDTIMEO, SOL_SOCKET

from grading.sandbox.inside.wire import Broken, frame, reader, receive

GLANCE = 0.1  # seconds between looks at the clone's clock


class Gone(Exception):
    """The clone has ended."""


class Late(Exception):
    """The clone has not answered in time; ``busy`` if it computed all the while."""

    def __init__(self, busy: bool):
        super().__init__(busy)
        self.busy = busy


class Channel:
    """Our end of a clone's socket.

    Parameters
    ----------
    socket : socket.socket
    look : callable
        Gives the clone's seconds of CPU time, and whether it lives.
    limit : int
        Bytes of an answer.
    patience : float
        Wall clock: so many times the seconds of CPU time that are allowed.
    """

    def __init__(self, socket, look, limit: int, patience: float):
        for option in (SO_RCVTIMEO, SO_SNDTIMEO):
            socket.setsockopt(SOL_SOCKET, option, struct.pack("@ll", 0, int(GLANCE * 1e6)))
        self.read = reader(self._receive_into)
        self.socket, self.look, self.limit, self.patience = socket, look, limit, patience

    def ask(self, head: dict, blob, seconds: float) -> tuple[dict, bytearray]:
        """One question, and its answer.

        Raises
        ------
        Gone, Late
        Broken
            If what came is no answer to this question.
        """
        self.until = time.monotonic() + seconds * self.patience
        self.seconds, self.cpu = seconds, None
        try:
            self._send(frame(head, blob))
            answer, out = receive(self.read, self.limit)
        except (EOFError, ConnectionError):
            raise Gone from None
        if answer.get("id") != head["id"]:
            raise Broken("an answer to another question")
        return answer, out

    def close(self) -> None:
        self.socket.close()

    def _send(self, data):
        view = memoryview(data)
        while view:
            self._be_in_time()
            try:
                view = view[self.socket.send(view) :]
            except BlockingIOError:
                self._glance()

    def _receive_into(self, view):
        while True:
            self._be_in_time()
            try:
                return self.socket.recv_into(view)
            except BlockingIOError:
                self._glance()

    def _glance(self):
        """A look at the clone's clock; most calls are short, and are not measured."""
        cpu, alive = self.look()
        self.cpu = self.cpu or cpu + self.seconds
        if alive and cpu >= self.cpu:
            raise Late(busy=True)

    def _be_in_time(self):
        if time.monotonic() > self.until:
            raise Late(busy=False)
