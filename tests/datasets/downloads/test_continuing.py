"""A download that breaks off goes on where it broke, here or at the next place."""

import pytest
from data_server import cut, plain, stall, status, whole
from datasets.downloads.publishing import CONTENT, files_in, good

from course_lib.datasets import transfer
from course_lib.datasets.download import DownloadError, cache_folder, download


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


def test_silence_in_the_middle_counts_as_a_drop(server, monkeypatch):
    monkeypatch.setattr(transfer, "SILENCE", 1.0)
    server.answers["good.bin"] = [stall(131_072), whole]
    assert download(good(server))[0].read_bytes() == CONTENT
    assert server.log[1][1] == "bytes=131072-"
