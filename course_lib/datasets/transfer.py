"""One file over HTTP: continued where it broke off, from several places, checked before it counts.

What has arrived lies in a file that ends in ``.part`` until its SHA-256 is the published one.
"""

import hashlib
import os
import re
import threading
import time
from pathlib import Path
from queue import Empty, SimpleQueue
from urllib.parse import urlsplit

from course_lib.datasets.published import PublishedFile

__all__ = ["Resumable", "TransferError"]

ANSWER_WITHIN = 6.0  # seconds until an answer begins, shared by all places of one file
SILENCE = 15.0  # seconds without a byte in the middle of a file, then the connection counts as dropped
WAITS = (1, 2, 4)  # seconds before the further rounds; they start anew whenever bytes have arrived


class TransferError(Exception):
    """A place did not give the file. ``again`` says whether a further try may go better."""

    def __init__(self, reason, again=False):
        super().__init__(reason)
        self.again = again


class Resumable:
    """A downloader for pooch that continues a partial file.

    Parameters
    ----------
    file : PublishedFile
    part : Path
        Where the bytes gather; kept after a dropped connection, removed when they turn out to be wrong.
    progress : object with ``begin(host)`` and ``at(n_bytes)``
        Told when a place answers, and how much of the file is there.
    """

    def __init__(self, file: PublishedFile, part: Path, progress):
        self.file, self.part, self.progress = file, part, progress

    def __call__(self, url, output_file, pooch):
        """Fill output_file, which pooch checks once more and renames: the signature is pooch's."""
        self._complete()
        os.replace(self.part, output_file)

    def _complete(self):
        waits, arrived = list(WAITS), False
        while True:
            before, failures = self._size(), {}
            for url in self.file.urls:
                try:
                    return self._from(url)
                except TransferError as error:
                    failures[urlsplit(url).netloc] = error
            if self._size() > before:
                waits, arrived = list(WAITS), True
            again = arrived or any(error.again for error in failures.values())
            if not (again and waits):
                raise TransferError(_summary(failures))
            time.sleep(waits.pop(0))

    def _from(self, url):
        start = self._size()
        if start < self.file.size:
            response, start = self._open(url, start)
            self.progress.begin(urlsplit(url).netloc)
            self._receive(response, start)
        self._check(resumed=start > 0)

    def _open(self, url, start):
        """The answer and the byte it begins with: 0 when the server does not continue files."""
        asked = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={start}-"} if start else {})
        response = _ask(url, asked, ANSWER_WITHIN / len(self.file.urls))
        if response.status_code not in (200, 206):
            # 416: what we hold is longer than their file, so the two are not the same
            raise TransferError(f"HTTP {response.status_code}", response.status_code in (429, 500, 502, 503))
        if response.status_code == 206 and response.headers.get("Content-Range", "").startswith(
            f"bytes {start}-"
        ):
            return response, start
        length = response.headers.get("Content-Length", str(self.file.size)).strip()
        if not re.fullmatch("[0-9]{1,18}", length):
            raise TransferError(f"it promises {length[:40]!r} as the length of the file")
        if response.status_code == 206 or int(length) != self.file.size:
            raise TransferError(f"another file came, {int(length):,} bytes instead of {self.file.size:,}")
        return response, 0

    def _receive(self, response, start):
        from requests import RequestException
        from urllib3.exceptions import HTTPError

        with response, self.part.open("ab" if start else "wb") as out:
            try:
                for chunk in response.raw.stream(2**16, decode_content=False):
                    out.write(chunk)
                    self.progress.at(out.tell())
                    if out.tell() > self.file.size:
                        break
            except (RequestException, HTTPError, TimeoutError, ConnectionError) as error:
                raise TransferError(_plain(error), again=True) from error
        if self._size() < self.file.size:
            raise TransferError(f"it stopped after {self._size():,} of {self.file.size:,} bytes", again=True)

    def _check(self, resumed):
        with self.part.open("rb") as whole:
            found = hashlib.file_digest(whole, "sha256").hexdigest()
        if found != self.file.sha256:
            self.part.unlink()
            raise TransferError(
                f"{self.file.name} arrived damaged (SHA-256 {found[:8]}…, published {self.file.sha256[:8]}…)",
                again=resumed,  # the first half may be at fault: once more from the start
            )

    def _size(self):
        return self.part.stat().st_size if self.part.exists() else 0


def _ask(url, headers, limit):
    """The head of the answer, after ``limit`` seconds at the latest.

    No timeout of `requests` covers the look-up of a name, which can take half a minute in a network that
    swallows packets; so the question is asked in a thread that we need not wait for.
    """
    import requests

    answers = SimpleQueue()

    def ask():
        try:
            answers.put(requests.get(url, headers=headers, stream=True, timeout=(limit, SILENCE)))
        except Exception as error:  # handed to the thread that waits
            answers.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=limit)
    except Empty:
        raise TransferError(f"no answer within {limit:.1f} s") from None
    if isinstance(answer, Exception):
        raise TransferError(_plain(answer)) from answer
    return answer


def _summary(failures):
    hosts = {}  # by reason: offline, all places fail alike
    for host, error in failures.items():
        hosts.setdefault(str(error), []).append(host)
    return "; ".join(f"{', '.join(names)}: {reason}" for reason, names in hosts.items())


_WORDS = {  # in the texts of requests, urllib3 and the system; the first that fits
    "NameResolutionError": "no connection, the name is not found",
    "refused": "connection refused",
    "ProxyError": "the proxy gives no connection",
    "NewConnectionError": "no connection",
    "ConnectTimeout": "no connection, it took too long",
    "ReadTimeout": "the connection fell silent",
    "IncompleteRead": "the connection broke off",
    "ConnectionReset": "the connection was cut",
    "RemoteDisconnected": "the server hung up",
    "CERTIFICATE_VERIFY_FAILED": "its certificate is not trusted",
}


def _plain(error):
    """A chain of wrapped errors in a few words."""
    text = f"{error!r} {error}"
    return next((words for sign, words in _WORDS.items() if sign in text), f"{text[:120]}")
