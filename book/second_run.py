"""Run every notebook of the book a second time: each printed number and each figure must come again.

    python book/second_run.py        after book/build.py, which made the first run

nbval compares all outputs of the second run with those of the first, strictly. What must differ is taken out
by ``second_run.cfg`` first. A notebook that has passed runs again only when what its outputs depend on
changes (fingerprint.py). The exercises stand in no book, so their first run is made here.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from build import CACHE, ROOT, known, patience, run_notebooks
from fingerprint import record
from jupyter_cache import get_cache

sys.path.append(str(ROOT / "tools"))

from notebooks import all_notebooks

COPIES = ROOT / "_build/second_run"
CHECK = "second_run"
OPTIONS = [
    *("-n", "auto", "-q", "--dist", "loadfile", "-p", "no:cacheprovider", "-p", "second_run", "--nbval"),
    f"--nbval-sanitize-with={Path(__file__).with_suffix('.cfg')}",
    f"--nbval-cell-timeout={patience.CELL_SECONDS}",
    f"--nbval-kernel-startup-timeout={patience.SECONDS}",
]


def first_runs(notebooks: list[Path]) -> list[Path]:
    """Copies of the notebooks with the outputs of their first run."""
    shutil.rmtree(COPIES, ignore_errors=True)
    cache, copies = get_cache(CACHE), []
    for notebook in notebooks:
        hashkey = cache.match_cache_file(str(notebook)).hashkey
        copies.append(COPIES / notebook.relative_to(ROOT))
        copies[-1].parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(CACHE / "executed" / hashkey / "base.ipynb", copies[-1])
    return copies


def pytest_itemcollected(item):
    """nbval gives the last line of a cell five seconds to arrive, which is nothing on a busy machine."""
    item.output_timeout = patience.SECONDS


class Stamps:
    """A plugin of pytest: whatever a notebook printed again as it did before is stamped."""

    def __init__(self):
        self.seen, self.failed = set(), set()

    def pytest_runtest_logreport(self, report):
        path = ROOT / report.nodeid.partition("::")[0]
        self.seen.add(path)
        if report.failed:
            self.failed.add(path)

    def pytest_sessionfinish(self):
        for path in self.seen - self.failed:
            record(CHECK, ROOT / path.relative_to(COPIES))


def main() -> int:
    notebooks = [path for path in all_notebooks() if not known(CHECK, path)]
    if not notebooks:
        print("second run: nothing has changed")
        return 0
    run_notebooks(notebooks)
    copies = map(str, first_runs(notebooks))
    return pytest.main([*OPTIONS, f"--rootdir={ROOT}", *copies], plugins=[Stamps()])


if __name__ == "__main__":
    os.environ["OMP_NUM_THREADS"] = "1"
    sys.exit(main())
