"""What a page with cells loads at once: few bytes, made without Python's files, apart from the snapshots."""

import gzip

from cells import make

FILES = {"cells-ui.js": 6_000, "cells.css": 1_600}  # most bytes, packed
LATE = ("cells-edit.js", "cells-formulas.js", "cells-run.js", "cells-text.js")


def test_the_interface_is_small_and_made_without_python(tmp_path):
    make.interface(tmp_path)
    for name, most in FILES.items():
        assert len(gzip.compress(tmp_path.joinpath(name).read_bytes())) <= most
    assert {path.name for path in tmp_path.iterdir()} == {*FILES, *LATE}


def test_a_file_that_is_as_it_should_be_is_not_touched(tmp_path):
    make.interface(tmp_path)
    tmp_path.joinpath("cells.css").write_text("old", encoding="utf-8")
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    make.interface(tmp_path)
    after = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert {name for name in after if after[name] != before[name]} == {"cells.css"}


def test_a_change_of_the_interface_makes_no_snapshot_anew(tmp_path, monkeypatch):
    for name in ("page", "ui"):
        tmp_path.joinpath(name).mkdir()
        tmp_path.joinpath(name, "a.mjs").write_text("1", encoding="utf-8")
    for name, value in {"HERE": tmp_path, "ROOT": tmp_path, "ours": dict}.items():
        monkeypatch.setattr(make, name, value)
    before = make.state()
    tmp_path.joinpath("ui/a.mjs").write_text("2", encoding="utf-8")
    assert make.state() == before
    tmp_path.joinpath("page/a.mjs").write_text("2", encoding="utf-8")
    assert make.state() != before
