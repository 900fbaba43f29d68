"""Mistakes in the marks of a source notebook, with the name of the cell: nbgrader stops there without one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from nbformat import NotebookNode

from grading.questions import grade_id, is_tests, nbgrader, where

MARK = re.compile(r"(BEGIN|END) (SOLUTION|HIDDEN TESTS)")


def mistakes(source: NotebookNode) -> Iterator[str]:
    """Each in a sentence: an id given twice, a marker without its partner or where it has no meaning."""
    for name, count in Counter(filter(None, map(grade_id, source.cells))).items():
        if count > 1:
            yield f"{name}: {count} cells have this id"
    for cell in source.cells:
        opened = ""
        for what, kind in MARK.findall(cell.source):
            if what == "BEGIN" and opened:
                yield f"{where(cell)}: BEGIN {kind} stands before END {opened}"
            if what == "END" and opened != kind:
                yield f"{where(cell)}: END {kind} has no BEGIN"
            opened = kind if what == "BEGIN" else ""
            if kind == "SOLUTION" and not nbgrader(cell).get("solution"):
                yield f"{where(cell)}: a solution stands in a cell that is not marked as one"
            if kind == "HIDDEN TESTS" and not is_tests(cell):
                yield f"{where(cell)}: hidden tests stand in a cell that is not marked as tests"
        if opened:
            yield f"{where(cell)}: BEGIN {opened} has no END"
