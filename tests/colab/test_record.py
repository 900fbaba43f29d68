"""The record of what has run in the emulated Colab."""

import json

import colab_record
import fingerprint
import pytest
from colab_record import LESSONS, RECORD, has_held, state, store

LESSON = LESSONS[0]


@pytest.fixture
def empty(tmp_path, monkeypatch):
    """A record of its own, and no stamp."""
    monkeypatch.setattr(colab_record, "RECORD", tmp_path / "held.json")
    monkeypatch.setattr(fingerprint, "stamped", lambda check, path: "")
    colab_record.RECORD.write_text("{}")


def test_it_names_lessons_that_are_there():
    there = {f"{path.relative_to(colab_record.ROOT).as_posix()} 3.11" for path in LESSONS}
    assert set(json.loads(RECORD.read_text())) <= there


@pytest.mark.usefixtures("empty")
def test_what_has_passed_as_it_is_need_not_run_again(monkeypatch):
    now = fingerprint.fingerprint(LESSON, *state())
    passed = {("colab-3.11", LESSON): now, ("colab-3.11", LESSONS[1]): "of an older state"}
    monkeypatch.setattr(fingerprint, "stamped", lambda check, path: passed.get((check, path), ""))
    assert not has_held(LESSON, "3.11")
    assert store("3.11") == 1
    assert has_held(LESSON, "3.11")
    assert not has_held(LESSONS[1], "3.11")
    assert not has_held(LESSON, "3.13")


@pytest.mark.usefixtures("empty")
def test_another_emulation_is_another_state(monkeypatch):
    monkeypatch.setattr(fingerprint, "stamped", lambda check, path: fingerprint.fingerprint(path, *state()))
    assert store("3.11") == len(LESSONS)
    monkeypatch.setattr(colab_record, "emulation", lambda: "numpy==1")
    assert not has_held(LESSON, "3.11")
