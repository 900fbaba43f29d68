"""A server that refuses, is busy or says nothing, and a machine without a network."""

import os
import socket
import threading

import pytest
from data_server import hang, status, whole
from datasets.downloads.publishing import CONTENT, good, publish

from course_lib.datasets import transfer
from course_lib.datasets.download import DownloadError, download


@pytest.mark.parametrize(("code", "asked"), [(403, 1), (404, 1), (500, 3), (503, 3)])
def test_server_errors(server, code, asked):
    server.answers["good.bin"] = [status(code)]
    with pytest.raises(DownloadError, match=f"127.0.0.1:[0-9]+: HTTP {code}"):
        download(good(server))
    assert len(server.log) == asked, "an overloaded server is asked again, a missing file is not"


def test_a_short_server_error_is_waited_for(server):
    server.answers["good.bin"] = [status(503), whole]
    assert download(good(server))[0].read_bytes() == CONTENT


def test_a_server_that_does_not_answer_is_given_up(server, monkeypatch):
    ask = transfer._ask

    def patient_with_the_mirror(
        url, headers, limit
    ):  # so that a busy machine does not look like a silent one
        return ask(url, headers, 0.4 if url.endswith("good.bin") else 60)

    monkeypatch.setattr(transfer, "_ask", patient_with_the_mirror)
    server.answers["good.bin"] = [hang]  # until the end of this test: whoever waits for it stands still
    with pytest.raises(DownloadError, match=r"no answer within 0.4 s|took too long|fell silent"):
        download(good(server))
    assert download(good(server, server.url("mirror.bin")))[0].read_bytes() == CONTENT


@pytest.mark.parametrize("n", [1, 2, 3])
def test_all_places_of_a_file_share_six_seconds(server, monkeypatch, n):
    limits = []

    def ask(url, headers, limit):
        limits.append(limit)
        raise transfer.TransferError(f"no answer within {limit:.1f} s")

    monkeypatch.setattr(transfer, "_ask", ask)
    with pytest.raises(DownloadError, match="no answer within"):
        download(publish(*(f"http://place-{k}.invalid/good.bin" for k in range(n))))
    assert len(limits) == n
    assert sum(limits) == pytest.approx(6)


def test_a_look_up_of_a_name_that_never_returns_is_not_waited_for(server, monkeypatch):
    monkeypatch.setattr(transfer, "ANSWER_WITHIN", 0.4)
    looked_up = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *arguments, **more: looked_up.wait())
    try:
        with pytest.raises(DownloadError, match="no answer within"):
            download(publish("http://data.invalid/good.bin"))
    finally:
        looked_up.set()


def test_offline_is_known_at_once_and_says_what_to_do(server, monkeypatch):
    look_up = socket.getaddrinfo

    def without_names(host, *arguments, **more):
        if host.endswith(".invalid"):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return look_up(host, *arguments, **more)

    monkeypatch.setattr(socket, "getaddrinfo", without_names)
    monkeypatch.setattr(transfer.time, "sleep", lambda seconds: pytest.fail("it waited for a second round"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))  # bound and not listening: refused
        url = f"http://127.0.0.1:{free.getsockname()[1]}/good.bin"
        with pytest.raises(DownloadError) as caught:
            download(publish(url, "http://no-such-host.invalid/good.bin"))
    assert "connection refused" in caught.value.cause
    assert "no-such-host.invalid: no connection" in caught.value.cause
    message = str(caught.value)
    assert url in message
    assert f"into {os.environ['COURSE_DATA']}" in message
    assert "COURSE_DATA" in message
