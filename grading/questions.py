"""How a question is marked up, read from the nbgrader metadata of a source notebook.

A question ``q3-line`` is an answer cell with that nbgrader id, and below it one cell of tests for each
function of the answer, ``q3-line-tests-fit_line`` (in its notebook id ``-`` stands for ``_``). The cell holds
the visible tests and after them, between ``### BEGIN HIDDEN TESTS`` and ``### END HIDDEN TESTS``, the hidden
ones. nbgrader pays a cell as a whole: so what the visible tests promise is paid only where the hidden ones
pass too.

A question may end in an experiment: ``q7-calibration-experiment``, code that nobody grades, and
``q7-calibration-report``, a text that a person grades by the rubric above it.
"""

from __future__ import annotations

import ast
import contextlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # half a second and 30 MB, and who grades needs neither
    from nbformat import NotebookNode

TESTS, EXPERIMENT, REPORT = "-tests-", "-experiment", "-report"
# as nbgrader reads it: the words count, wherever they stand in a line
REGION = re.compile(
    r"^[^\n]*BEGIN (SOLUTION|HIDDEN TESTS)[^\n]*\n(.*?)^[^\n]*END \1[^\n]*", re.DOTALL | re.MULTILINE
)
FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass
class Question:
    """An answer cell, and its tests by the name of the function that they test."""

    answer: NotebookNode
    tests: dict[str, NotebookNode] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return grade_id(self.answer)


def read(path: Path) -> NotebookNode:
    import nbformat

    return nbformat.read(path, as_version=4)


def nbgrader(cell: NotebookNode) -> dict:
    """What nbgrader knows of a cell."""
    return cell.metadata.get("nbgrader", {})


def grade_id(cell: NotebookNode) -> str:
    return nbgrader(cell).get("grade_id", "")


def where(cell: NotebookNode) -> str:
    """The name by which an author finds a cell."""
    return grade_id(cell) or cell.get("id", "?")


def is_answer(cell: NotebookNode) -> bool:
    """Whether functions are to be written in this cell."""
    marks = nbgrader(cell)
    return bool(marks.get("solution")) and not marks.get("grade") and not grade_id(cell).endswith(EXPERIMENT)


def is_report(cell: NotebookNode) -> bool:
    """Whether a person grades this cell."""
    marks = nbgrader(cell)
    return bool(marks.get("solution")) and bool(marks.get("grade"))


def is_tests(cell: NotebookNode) -> bool:
    marks = nbgrader(cell)
    return bool(marks.get("grade")) and not marks.get("solution")


def needs_answer(cell: NotebookNode) -> bool:
    """Whether a code cell of the release stops at the first function that is not written yet."""
    experiment = grade_id(cell).endswith(EXPERIMENT)
    return cell.cell_type == "code" and (
        is_tests(cell) or experiment or "uses-answers" in cell.metadata.get("tags", [])
    )


def questions(source: NotebookNode) -> list[Question]:
    """The questions in order; tests belong to the answer whose id begins theirs."""
    found = {grade_id(cell): Question(cell) for cell in source.cells if is_answer(cell)}
    for cell in filter(is_tests, source.cells):
        question, _, function = grade_id(cell).partition(TESTS)
        if question in found:
            found[question].tests[function] = cell
    return list(found.values())


def points(source: NotebookNode) -> float:
    return sum(nbgrader(cell).get("points", 0) for cell in source.cells)


def visible_and_hidden(cell: NotebookNode) -> tuple[str, str]:
    """The two parts of a cell of tests."""
    hidden = "".join(region for kind, region in REGION.findall(cell.source) if kind == "HIDDEN TESTS")
    return REGION.sub("", cell.source), hidden


def code_only(text: str) -> str:
    """Without the lines that are comments."""
    return "\n".join(line for line in text.splitlines() if not line.strip().startswith("#"))


def parse(source: str) -> ast.Module:
    """The code of a cell, magics of IPython included; SyntaxError where even a kernel could not read it."""
    first = source.lstrip().partition("\n")[0].split()
    if first and first[0] in ("%%time", "%%timeit", "%%capture", "%%prun"):  # their body is Python
        source = source.lstrip().partition("\n")[2]
    with contextlib.suppress(SyntaxError):
        return ast.parse(source)
    from IPython.core.inputtransformer2 import TransformerManager

    return ast.parse(TransformerManager().transform_cell(source))
