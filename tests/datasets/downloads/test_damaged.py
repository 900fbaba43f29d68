"""What arrives is the published file or a clear error."""

import hashlib

import pytest
from data_server import cut, plain, status, whole
from datasets.downloads.publishing import CONTENT, files_in, good

from course_lib.datasets.download import DownloadError, download


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
