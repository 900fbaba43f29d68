"""Points that a person gives: a table with a row for each report, and a column for each line of its rubric.

The table lies at ``manual/ASSIGNMENT.csv`` in the course's folder. ``python -m grading report --sheet``
writes it with the answers in it; what is filled in already stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from grading.course import Course
from grading.files import Refused, read_records, write_records
from grading.questions import is_report, nbgrader

LINE = re.compile(r"^\d+\. \*\*(.+?)\*\*", re.MULTILINE)  # 1. **What you measured.** …


@dataclass(frozen=True)
class Given:
    """What a person gave for one report: the points of each line, and a word about it."""

    points: tuple[float, ...] = ()
    comment: str = ""

    @property
    def total(self) -> float:
        return sum(self.points)


@dataclass(frozen=True)
class Rubric:
    """The lines of a report's rubric; together they are worth its points."""

    cell: str
    lines: tuple[str, ...]
    max_points: float

    @property
    def each(self) -> float:
        return self.max_points / len(self.lines)


@dataclass
class Sheet:
    """(student, cell) → what was given; a report that is not in it waits."""

    given: dict[tuple[str, str], Given] = field(default_factory=dict)


def rubrics(source: NotebookNode) -> dict[str, Rubric]:
    """Cell of a report → its rubric, read from the last numbered list above it."""
    found, above = {}, ()
    for cell in source.cells:
        if is_report(cell):
            points = float(nbgrader(cell)["points"])
            lines = tuple(line.rstrip(".:") for line in above) or ("points",)
            found[cell.get("id", "")] = Rubric(cell.get("id", ""), lines, points)
        elif cell.cell_type == "markdown":
            above = LINE.findall(cell.source) or above
    return found


def path_of(course: Course, assignment: str) -> Path:
    return course.root / "manual" / f"{assignment}.csv"


def read(course: Course, assignment: str, known: dict[str, Rubric], students: Iterable[str]) -> Sheet:
    """Read what a person gave. A row without a number waits.

    Raises
    ------
    Refused
        If a row names nobody who handed in or no report, or a number is none or not worth what it says.
    """
    path, sheet, students = path_of(course, assignment), Sheet(), set(students)
    if not path.exists():
        return sheet
    for number, row in enumerate(read_records(path, ["student", "cell"]), 2):
        student, cell = row["student"].removeprefix("'"), row["cell"]
        if cell not in known:
            raise Refused(f"{path}, row {number}: there is no report {cell}: {', '.join(known)}")
        if student not in students:
            raise Refused(f"{path}, row {number}: {student} has no result")
        texts = [row.get(heading.casefold(), "") for heading in headings(known[cell])]
        if any(texts):
            points = tuple(_number(text, known[cell].each, f"{path}, row {number}") for text in texts)
            if (student, cell) in sheet.given:
                raise Refused(f"{path}, row {number}: {student} has points for {cell} above already")
            sheet.given[student, cell] = Given(points, row.get("comment", ""))
    return sheet


def headings(rubric: Rubric) -> list[str]:
    """A column for each line of the rubric.

    >>> headings(Rubric("r", ("What you measured", "What it means"), 3.0))
    ['1 What you measured (of 1.5)', '2 What it means (of 1.5)']
    """
    return [f"{number} {line} (of {rubric.each:g})" for number, line in enumerate(rubric.lines, 1)]


def _number(text: str, most: float, where: str) -> float:
    try:
        points = float(text.replace(",", ".") or 0)
    except ValueError:
        points = float("nan")
    if not 0 <= points <= most:
        raise Refused(f"{where}: {text!r} is no number from 0 to {most:g}")
    return points


def write_sheet(
    course: Course, assignment: str, known: dict[str, Rubric], results: dict[str, dict[str, Any]]
) -> Path:
    """The table to fill in: a row for each report that was handed in."""
    sheet = read(course, assignment, known, results)
    columns = list(dict.fromkeys(heading for rubric in known.values() for heading in headings(rubric)))
    rows = []
    for student, result in results.items():
        for part in result["manual"]:
            row = {"student": student, "cell": part["cell"], "answer": part["answer"]}
            before = sheet.given.get((student, part["cell"]))
            if before:
                row |= zip(headings(known[part["cell"]]), map("{:g}".format, before.points), strict=True)
                row["comment"] = before.comment
            rows.append(row)
    path = path_of(course, assignment)
    write_records(path, ["student", "cell", "answer", *columns, "comment"], rows)
    return path
