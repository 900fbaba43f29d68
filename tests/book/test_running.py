"""The notebooks of the book run side by side, and what each has come to is kept."""

import nbformat
from jupyter_cache.cache.db import NbCacheRecord
from running import Cache


def test_what_another_process_keeps_meanwhile_is_not_lost(tmp_path, monkeypatch):
    source = tmp_path / "lesson.ipynb"
    cell = nbformat.v4.new_code_cell("1", id="one", execution_count=1)
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), source)
    cache = Cache(tmp_path / "cache")
    # between the two looks for the oldest another process has kept this one
    monkeypatch.setattr(NbCacheRecord, "records_to_delete", lambda keep, db: [1])
    kept = cache.cache_notebook_file(source, check_validity=False)
    assert kept.pk == 1
    assert cache.match_cache_file(source).pk == 1
