"""The cache: files put there by hand, full disks, two processes at once, one that is killed."""

import errno
import multiprocessing
import os
import resource
import signal
import subprocess
import sys
import time

import pytest
from data_server import stall, whole
from datasets.downloads.publishing import CONTENT, files_in, good, publish

from course_lib.datasets.download import DownloadError, cache_folder, download


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


def _late(*both):
    time.sleep(0.5)  # no limit: whoever starts still later finds the file
    return whole(*both)


def test_two_processes_download_once(server):
    server.answers["good.bin"] = [_late]
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
        time.sleep(0.02)  # no limit: between two looks
    process.kill()
    process.wait()
    arrived = part.stat().st_size
    assert arrived > 0
    assert download(bytes_)[0].read_bytes() == CONTENT
    assert server.log[-1] == ["good.bin", f"bytes={arrived}-", 300_000 - arrived]
