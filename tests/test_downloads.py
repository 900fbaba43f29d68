"""Downloads from a server that behaves badly: what comes out is the published file or a clear error."""

import errno
import hashlib
import multiprocessing
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time

import numpy as np
import pytest
from data_server import cut, hang, plain, serving, stall, status, whole

from course_lib.datasets import transfer
from course_lib.datasets.download import DownloadError, cache_folder, download
from course_lib.datasets.published import PublishedFile, PublishedSet

CONTENT = np.random.default_rng(0).bytes(300_000)


@pytest.fixture
def server(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path / "cache"))
    monkeypatch.setattr(transfer, "WAITS", (0.01, 0.02))
    with serving() as server:
        server.files |= {"good.bin": CONTENT, "mirror.bin": CONTENT}
        yield server


def publish(*urls, content=CONTENT, name="good.bin"):
    file = PublishedFile(name, len(content), hashlib.sha256(content).hexdigest(), urls)
    return PublishedSet("Bytes", "bytes", (file,), "nobody 2024; CC0")


def good(server, *more):
    return publish(server.url("good.bin"), *more)


def files_in(published):
    return sorted(path.name for path in cache_folder(published).iterdir() if path.name != ".lock")


def test_a_file_comes_once_with_one_line(server, capsys):
    bytes_ = good(server)
    [path] = download(bytes_)
    assert path.read_bytes() == CONTENT
    told = capsys.readouterr()
    host = server.root.removeprefix("http://")
    assert told.out == f"Bytes: 0.3 MB from {host} into {path.parent} (nobody 2024; CC0)\n"
    assert "Downloading data" not in told.err, "pooch says it a second time"
    assert download(bytes_) == [path]
    assert len(server.log) == 1
    assert capsys.readouterr().out == ""


def test_a_dropped_connection_is_continued_where_it_broke(server):
    server.answers["good.bin"] = [cut(100_000), cut(50_000), whole]
    [path] = download(good(server))
    assert path.read_bytes() == CONTENT
    assert server.log == [
        ["good.bin", None, 100_000],
        ["good.bin", "bytes=100000-", 50_000],
        ["good.bin", "bytes=150000-", 150_000],
    ]
    assert files_in(good(server)) == ["good.bin"]


def test_patience_starts_anew_whenever_bytes_have_arrived(server):
    server.answers["good.bin"] = [cut(40_000)]  # eight requests, with two waits at hand
    assert download(good(server))[0].read_bytes() == CONTENT
    assert [sent for _, _, sent in server.log] == [40_000] * 7 + [20_000]


def test_the_next_call_continues_too_and_the_next_place(server):
    server.answers["good.bin"] = [cut(100_000), status(404)]
    bytes_ = good(server)
    with pytest.raises(DownloadError, match="HTTP 404"):
        download(bytes_)
    [part] = files_in(bytes_)
    assert part.endswith(".part")
    download(good(server, server.url("mirror.bin")))
    assert server.log[-1] == ["mirror.bin", "bytes=100000-", 200_000]
    assert files_in(bytes_) == ["good.bin"]


def test_a_server_without_ranges_sends_all_again(server):
    server.answers["good.bin"] = [cut(100_000), plain]
    [path] = download(good(server))
    assert path.read_bytes() == CONTENT
    assert server.log[1] == ["good.bin", "bytes=100000-", 300_000]


@pytest.mark.parametrize("length", [100_000, 300_000, 300_001])
def test_a_partial_file_of_something_else_is_thrown_away(server, length):
    bytes_ = good(server)
    folder = cache_folder(bytes_)
    folder.mkdir(parents=True)
    (folder / f"good.bin.{bytes_.files[0].sha256[:8]}.part").write_bytes(bytes(length))
    assert download(bytes_)[0].read_bytes() == CONTENT
    assert server.log[-1] == ["good.bin", None, 300_000]


def test_drops_without_end_give_up_and_keep_what_came(server):
    server.answers["good.bin"] = [cut(100_000), cut(0)]
    with pytest.raises(DownloadError, match=r"broke off|stopped after 100,000 of 300,000") as caught:
        download(good(server))
    assert "\n" not in caught.value.cause
    assert len(server.log) == 3, "once with bytes, and once after each of the two waits"
    assert not (cache_folder(good(server)) / "good.bin").exists()


def test_a_wrong_checksum_never_lands(server):
    broken = bytes([CONTENT[0] ^ 1]) + CONTENT[1:]
    server.files["good.bin"] = broken
    found, published = (hashlib.sha256(data).hexdigest()[:8] for data in (broken, CONTENT))
    with pytest.raises(
        DownloadError, match=rf"good.bin arrived damaged \(SHA-256 {found}…, published {published}…\)"
    ):
        download(good(server))
    assert files_in(good(server)) == []
    assert len(server.log) == 1, "asking the same place again cannot help"
    download(good(server, server.url("mirror.bin")))
    assert files_in(good(server)) == ["good.bin"]


@pytest.mark.parametrize("content", [CONTENT[:200_000], b"<html>Please log in to the hotel's network</html>"])
def test_a_truncated_or_foreign_file_is_refused_before_it_is_read(server, content):
    server.files["good.bin"] = content
    with pytest.raises(DownloadError, match=f"another file came, {len(content):,} bytes instead of 300,000"):
        download(good(server))
    assert files_in(good(server)) == []


LENGTHS = ["abc", "", "-5", "1e5", "300000, 300000", "٣", "9" * 5000]


@pytest.mark.parametrize("length", LENGTHS, ids=lambda length: length[:8] or "empty")
def test_a_length_that_is_no_number_sends_to_the_next_place(server, length):
    server.answers["good.bin"] = [lambda *both: plain(*both, length=length)]
    with pytest.raises(DownloadError, match=r"127\.0\.0\.1:\d+: "):
        download(good(server))
    assert files_in(good(server)) == []
    assert download(good(server, server.url("mirror.bin")))[0].read_bytes() == CONTENT
    assert server.log[-1] == ["mirror.bin", None, 300_000]


@pytest.mark.parametrize("sent", ["bytes abc", "", "bytes 7-9/3", "lines 100000-"])
def test_a_range_that_is_not_the_one_asked_for_sends_to_the_next_place(server, sent):
    server.answers["good.bin"] = [cut(100_000), lambda *both: whole(*both, headers={"Content-Range": sent})]
    [path] = download(good(server, server.url("mirror.bin")))
    assert path.read_bytes() == CONTENT
    assert server.log[-1] == ["mirror.bin", "bytes=100000-", 200_000]


def test_a_damaged_file_in_the_cache_is_replaced_or_named(server):
    bytes_ = good(server)
    [path] = download(bytes_)
    path.write_bytes(CONTENT[:-1])
    assert download(bytes_)[0].read_bytes() == CONTENT
    path.write_bytes(CONTENT[:-1])
    server.answers["good.bin"] = [status(403)]
    with pytest.raises(DownloadError, match=r"HTTP 403.*lies in .* as good.bin is not the published file"):
        download(bytes_)


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


def test_silence_in_the_middle_counts_as_a_drop(server, monkeypatch):
    monkeypatch.setattr(transfer, "SILENCE", 1.0)
    server.answers["good.bin"] = [stall(131_072), whole]
    assert download(good(server))[0].read_bytes() == CONTENT
    assert server.log[1][1] == "bytes=131072-"


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


def test_a_file_put_there_by_hand_needs_neither_network_nor_the_right_to_write(server, monkeypatch):
    bytes_ = publish("http://no-such-host.invalid/good.bin")
    cache_folder(bytes_).mkdir(parents=True)
    (cache_folder(bytes_) / "good.bin").write_bytes(CONTENT)
    before = files_in(bytes_)
    monkeypatch.setattr("pathlib.Path.mkdir", None)
    assert download(bytes_)[0].read_bytes() == CONTENT
    assert sorted(os.listdir(cache_folder(bytes_))) == before, "nothing is written, no lock either"


def test_a_full_disk_is_named_and_given_back(server, monkeypatch):
    # the system's own limit on the size of a file: writing fails in the middle, as on a full disk
    bytes_ = good(server)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with pytest.raises(DownloadError, match=r"could not be stored \(no room for its 0.3 MB in "):
            download(bytes_)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert files_in(bytes_) == []
    assert server.log[0][2] == 300_000, "it failed while writing, not before"


def test_too_little_room_is_known_before_anything_is_asked(server, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda folder: type("usage", (), {"free": 299_999}))
    with pytest.raises(DownloadError, match="no room for its") as caught:
        download(good(server))
    assert caught.value.__cause__.errno == errno.ENOSPC
    assert server.log == []


def test_a_cache_that_cannot_be_written_is_named(server, tmp_path):
    (tmp_path / "cache").write_text("a file where the folder should be")
    with pytest.raises(DownloadError, match=r"cannot write to .*cache.*: (Not a directory|File exists)"):
        download(good(server))


def test_the_default_cache_is_the_users_own(monkeypatch):
    monkeypatch.delenv("COURSE_DATA", raising=False)
    assert cache_folder(publish("x")).parts[-2:] == ("from-loss-to-attention", "bytes")


def _download_in_a_process(bytes_, queue):
    queue.put(download(bytes_)[0].read_bytes() == CONTENT)


def test_two_processes_download_once(server):
    server.answers["good.bin"] = [lambda *both: (time.sleep(0.5), whole(*both))]
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    both = [context.Process(target=_download_in_a_process, args=(good(server), queue)) for _ in range(2)]
    for process in both:
        process.start()
    assert [queue.get(), queue.get()] == [True, True]
    for process in both:
        process.join()
    assert [sent for _, _, sent in server.log] == [300_000]


def test_a_killed_process_leaves_no_lock_and_a_part_that_is_continued(server):
    server.answers["good.bin"] = [stall(131_072), whole]
    bytes_ = good(server)
    imports = "from course_lib.datasets.published import *; from course_lib.datasets.download import *"
    code = f"{imports}; download({bytes_!r})"
    process = subprocess.Popen([sys.executable, "-c", code])
    part = cache_folder(bytes_) / f"good.bin.{bytes_.files[0].sha256[:8]}.part"
    while not (part.exists() and part.stat().st_size >= 65_536):
        assert process.poll() is None, "it ended before it was killed"
        time.sleep(0.02)
    process.kill()
    process.wait()
    arrived = part.stat().st_size
    assert arrived > 0
    assert download(bytes_)[0].read_bytes() == CONTENT
    assert server.log[-1] == ["good.bin", f"bytes={arrived}-", 300_000 - arrived]
