"""The folder of a course: where submissions, results and pages lie, and what `course.toml` says of it.

    course/
        course.toml                               time zone, due dates, extensions, late policy, deletion
        roster.csv                                who takes part
        submitted/STUDENT/ASSIGNMENT/NOTEBOOK     what came in, and timestamp.txt (UTC)
        graded/ASSIGNMENT/STUDENT.json            a result, and STUDENT.meta.json: file, attempt, time
        manual/ASSIGNMENT.csv                     what a person gave for the reports
        feedback/ASSIGNMENT/STUDENT.html
        report/ASSIGNMENT/…

All of it is data of students: it stays out of the repository.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import sys
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from grading.files import Refused
from grading.intake import times
from grading.late import Policy
from grading.sources import EXERCISES, sources

# a student's id, safe as the name of a folder and of a file beside NAME.meta.json
NAME = re.compile(r"(?!.*\.meta\Z)[^\W_][\w.@+-]{0,99}")


@dataclass(frozen=True)
class Course:
    """A course's folder; what `course.toml` leaves out has no due date and no penalty."""

    root: Path
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    delete_on: dt.date | None = None
    late: Policy = field(default_factory=Policy)
    due: dict[str, dt.datetime] = field(default_factory=dict)
    extensions: dict[str, dict[str, dt.datetime]] = field(default_factory=dict)  # student → assignment

    def submission(self, student: str, assignment: str, notebook: str) -> Path:
        return self.root / "submitted" / student / assignment / notebook

    def result(self, assignment: str, student: str) -> Path:
        return self.root / "graded" / assignment / f"{student}.json"

    def page(self, assignment: str, student: str) -> Path:
        return self.root / "feedback" / assignment / f"{student}.html"

    def due_for(self, student: str, assignment: str) -> dt.datetime | None:
        """The due date on the clock of the course's zone, the student's own extension first."""
        return self.extensions.get(student, {}).get(assignment, self.due.get(assignment))

    def submitted_at(self, student: str, assignment: str) -> dt.datetime | None:
        """When it was handed in, as the import knew it, or as `timestamp.txt` says; None if nobody knows."""
        said = self.meta(assignment, student).get("submitted_at")
        stamp = self.submission(student, assignment, "timestamp.txt")
        return dt.datetime.fromisoformat(said) if said else times.in_file(stamp)

    def meta(self, assignment: str, student: str) -> dict[str, Any]:
        """What the import knew of a submission; empty where it was laid there by hand."""
        path = self.result(assignment, student).with_suffix(".meta.json")
        return json.loads(path.read_text("utf-8")) if path.exists() else {}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments that all commands on a course share."""
    parser.add_argument("assignment", help="its folder in the source, such as 01_losses")
    parser.add_argument("--course", type=Path, default=Path("course"), help="the course's folder (course)")
    parser.add_argument(
        "--source",
        type=Path,
        default=EXERCISES / "source",
        help="notebooks with solutions, or a bank of your own",
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")


def source_of(given: argparse.Namespace) -> Path:
    """The source notebook of the assignment that was asked for."""
    found = {path.parent.name: path for path in sources(given.source)}
    if given.assignment not in found:
        raise Refused(
            f"there is no assignment {given.assignment} in {given.source}: {', '.join(found) or 'none'}"
        )
    return found[given.assignment]


def read(root: Path) -> Course:
    """Read `course.toml`; a folder without one is a course without due dates."""
    path = root / "course.toml"
    if not path.exists():
        return Course(root)
    try:
        said = tomllib.loads(path.read_text("utf-8"))
        zone = ZoneInfo(said.pop("timezone", "UTC"))
        course = Course(
            root,
            zone,
            said.pop("delete_on", None),
            Policy(**said.pop("late", {})),
            said.pop("due", {}),
            said.pop("extensions", {}),
        )
    except (tomllib.TOMLDecodeError, ZoneInfoNotFoundError, TypeError, ValueError) as error:
        raise Refused(f"{path}: {error}") from error
    if said:
        raise Refused(f"{path}: {', '.join(said)} is not known here; guide/instructors.md shows the file")
    extended = (time for own in course.extensions.values() for time in own.values())
    for time in (*course.due.values(), *extended):
        if not isinstance(time, dt.datetime) or time.tzinfo:
            raise Refused(f"{path}: {time} is no time on the course's clock, such as 2026-11-03T23:59:00")
    if not isinstance(course.delete_on, dt.date | None):
        raise Refused(f"{path}: delete_on is a date, such as 2027-03-31")
    if course.delete_on and course.delete_on < dt.date.today():
        print(f"{root} was to be deleted by {course.delete_on}: rm -r {root}", file=sys.stderr)
    return course


def students(course: Course, assignment: str, notebook: str) -> dict[str, Path]:
    """Student → submission, in the order of their ids."""
    paths = sorted((course.root / "submitted").glob(f"*/{assignment}/{notebook}"))
    return {path.parts[-3]: path for path in paths}
