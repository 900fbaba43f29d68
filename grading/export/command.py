"""Fill the points into the file that Moodle or Canvas exported; no other file is ever made up.

python -m grading export ASSIGNMENT FILE [--column TITLE] [--output FILE] [--scale] [--dry-run]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from grading import course as courses
from grading.export.people import Points
from grading.export.worksheet import MOODLE, fill_canvas, fill_moodle, is_canvas
from grading.files import Refused, read_table, write_whole
from grading.intake import roster
from grading.intake.roster import Person
from grading.marks import rubric
from grading.marks.final import marks
from grading.progress import bar
from grading.questions import read as read_notebook


def add_arguments(parser: argparse.ArgumentParser) -> None:
    courses.add_arguments(parser)
    parser.add_argument("file", type=Path, help="Moodle's grading worksheet or Canvas's gradebook, a CSV")
    parser.add_argument("--output", type=Path, help="where to write it (beside it, …-filled.csv)")
    parser.add_argument("--column", help="Canvas: the title of the assignment there")
    parser.add_argument(
        "--heading",
        action="append",
        default=[],
        metavar="WHAT=HEADING",
        help=f"Moodle: a column's heading in another language; WHAT is one of {', '.join(MOODLE)}",
    )
    parser.add_argument("--scale", action="store_true", help="convert to the platform's maximum")
    parser.add_argument("--unfinished", action="store_true", help="export marks that are not final, too")


def run(given: argparse.Namespace) -> int:
    """Fill the file; 1 if somebody is left over on either side."""
    course = courses.read(given.course)
    known = rubric.rubrics(read_notebook(courses.source_of(given)))
    people = _people(course)
    found = marks(course, given.assignment, known)
    held = [mark.student for mark in found if not mark.is_final and not given.unfinished]
    points = [
        Points(_person(mark, course, people), mark.points, mark.max_points)
        for mark in bar(found, "export")
        if mark.student not in held
    ]
    if not points:
        raise Refused(
            f"no mark of {given.assignment} is final: grade, and fill in the sheet, or --unfinished"
        )
    table = read_table(given.file)
    if is_canvas(table):
        if not given.column:
            raise Refused("this is Canvas's gradebook: --column TITLE says which assignment of it")
        filled = fill_canvas(table, points, given.column, given.scale)
    else:
        filled = fill_moodle(table, points, _headings(given.heading), given.scale)
    output = given.output or given.file.with_stem(given.file.stem + "-filled")
    if not given.dry_run:
        write_whole(output, table.to_bytes())
    left = [*filled.left, *(f"{student}: not final yet, left out" for student in held)]
    for line in left:
        print(line, file=sys.stderr)
    print(f"{filled.count} rows filled, {output}")
    return int(bool(left))


def _headings(pairs):
    split = [pair.partition("=") for pair in pairs]
    for what, _, heading in split:
        if what not in MOODLE or not heading:
            raise Refused(f"--heading {what}={heading}: WHAT is one of {', '.join(MOODLE)}")
    return {what: heading for what, _, heading in split}


def _people(course):
    path = course.root / "roster.csv"
    return {person.student: person for person in roster.read(path)} if path.exists() else {}


def _person(mark, course, people):
    """As the roster knows this student, or as the import saw the platform's names."""
    if mark.student in people:
        return people[mark.student]
    meta = course.meta(mark.result["assignment"], mark.student)
    numbers = {meta["platform"]: meta["number"]} if meta.get("number") else {}
    return Person(mark.student, meta.get("name", ""), numbers=numbers)
