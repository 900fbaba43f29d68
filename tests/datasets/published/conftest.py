"""A server with the small sets in place of the published ones, or with nothing at all."""

import hashlib

import pytest
from data_server import serving, status
from datasets.published.small_sets import contents

from course_lib.datasets import published, transfer
from course_lib.datasets.published import PublishedFile, PublishedSet


@pytest.fixture
def server(tmp_path, monkeypatch):
    """Serves the small sets in place of the published ones."""
    monkeypatch.setenv("COURSE_DATA", str(tmp_path / "cache"))
    monkeypatch.setattr(transfer, "WAITS", ())
    with serving() as server:
        for name, bodies in contents().items():
            real = getattr(published, name)
            files = []
            for file, body in zip(real.files, bodies, strict=True):
                path = f"{name}-{file.name}"
                server.files[path] = body
                sha256 = hashlib.sha256(body).hexdigest()
                files.append(PublishedFile(file.name, len(body), sha256, (server.url(path),)))
            monkeypatch.setattr(
                published, name, PublishedSet(real.title, real.folder, tuple(files), real.terms)
            )
        yield server


@pytest.fixture
def offline(server):
    for name in server.files:
        server.answers[name] = [status(404)]
    return server
