"""A server that behaves as a test tells it to, and a cache of its own."""

import pytest
from data_server import serving
from datasets.downloads.publishing import CONTENT

from course_lib.datasets import transfer


@pytest.fixture
def server(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path / "cache"))
    monkeypatch.setattr(transfer, "WAITS", (0.01, 0.02))
    with serving() as server:
        server.files |= {"good.bin": CONTENT, "mirror.bin": CONTENT}
        yield server
