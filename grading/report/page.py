"""The report as a page of one file, like the students' pages: escaped, and nothing from outside."""

from __future__ import annotations

from grading.course import Course
from grading.marks.items import Item
from grading.pages import filled
from grading.report.tables import Table

BARS = ("nothing", "up to a third", "up to two thirds", "less than all", "all")


def render(assignment: str, students: Table, questions: list[Item], log: list, course: Course) -> bytes:
    """Everybody's marks, the questions with their histograms, and the log of regrades."""
    columns, rows = students
    return filled(
        "report.html",
        assignment=assignment,
        columns=columns,
        rows=rows,
        questions=questions,
        bars=BARS,
        log=log,
        delete_on=course.delete_on,
        trusted=any(row["sandbox"] == "trust" for row in rows),
    )
