"""What drives Firefox leaves nothing behind: neither after it is closed, nor where it never started."""

import contextlib
import tempfile

import pytest
from marionette_driver import marionette
from support import engines


@pytest.fixture
def started(monkeypatch, tmp_path):
    """A stand-in for Firefox that writes its log, and what was called; temporary folders lie in tmp_path."""
    called = []

    class Client:
        def __init__(self, gecko_log, **_):
            called.append("init")
            self.timeout = self
            with open(gecko_log, "w") as log:
                log.write("started")

        def start_session(self):
            called.append("start_session")

        def using_context(self, context):
            return contextlib.nullcontext()

        def execute_script(self, script):
            called.append("script")

        def cleanup(self):
            called.append("cleanup")

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(engines, "firefox", lambda: "firefox")
    monkeypatch.setattr(marionette, "Marionette", Client)
    return called


def test_the_log_goes_when_it_is_closed(started, tmp_path):
    engine = engines.Firefox()
    assert [path.name for path in tmp_path.glob("*/*")] == ["gecko.log"]
    engine.close()
    assert started == ["init", "start_session", "script", "cleanup"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("fails", "undone"),
    [
        ("__init__", []),
        ("start_session", ["init", "cleanup"]),
        ("execute_script", ["init", "start_session", "cleanup"]),
    ],
)
def test_the_log_goes_when_the_start_fails(started, tmp_path, monkeypatch, fails, undone):
    def fail(*_, **__):
        raise OSError("no Firefox")

    monkeypatch.setattr(marionette.Marionette, fails, fail)
    with pytest.raises(OSError, match="no Firefox"):
        engines.Firefox()
    assert started == undone
    assert list(tmp_path.iterdir()) == []
