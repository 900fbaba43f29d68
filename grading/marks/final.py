"""From a result to a mark. Nothing of it is stored: another due date or another sheet gives another mark."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from grading.batch import store
from grading.course import Course
from grading.late import days_late, kept
from grading.marks import rubric
from grading.marks.rubric import Given, Rubric


@dataclass(frozen=True)
class Mark:
    """A student's points: for tests, for reports, and what is left of them after the due date."""

    student: str
    name: str
    result: dict[str, Any]
    given: dict[str, Given]  # cell of a report → what a person gave
    submitted: dt.datetime | None
    due: dt.datetime | None
    days_late: int
    kept: float

    @property
    def for_tests(self) -> float:
        return self.result["points"]

    @property
    def for_reports(self) -> float:
        return sum(given.total for given in self.given.values())

    @property
    def waiting(self) -> list[str]:
        """The reports that nobody has read yet."""
        return [part["cell"] for part in self.result["manual"] if part["cell"] not in self.given]

    @property
    def points(self) -> float:
        return round((self.for_tests + self.for_reports) * self.kept, 2)

    @property
    def max_points(self) -> float:
        return self.result["max_points"]

    @property
    def is_final(self) -> bool:
        """Whether nobody has to look at anything any more."""
        return self.result["status"] != "please look" and not self.waiting


def marks(course: Course, assignment: str, rubrics: dict[str, Rubric]) -> list[Mark]:
    """The mark of everybody who has a result, in the order of their ids."""
    results = store.read_all(course, assignment)
    sheet = rubric.read(course, assignment, rubrics, results)
    return [_mark(course, assignment, student, results[student], sheet) for student in results]


def _mark(course, assignment, student, result, sheet):
    submitted = course.submitted_at(student, assignment)
    due = course.due_for(student, assignment)
    days = days_late(submitted, due, course.zone, course.late.grace_minutes)
    cells = [part["cell"] for part in result["manual"]]
    given = {cell: sheet.given[student, cell] for cell in cells if (student, cell) in sheet.given}
    name = course.meta(assignment, student).get("name", "")
    return Mark(student, name, result, given, submitted, due, days, kept(days, course.late))
