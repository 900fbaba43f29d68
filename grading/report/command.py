"""Write tables of points and of questions, and a page with both; or the sheet for what a person grades.

    python -m grading report ASSIGNMENT [--pseudonyms] [--sheet] [--dry-run]

Marks are worked out anew each time: from the results, the sheet, the due dates and the extensions.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from grading import course as courses
from grading import variants
from grading.batch import store
from grading.files import Refused, write_records, write_whole
from grading.marks import rubric
from grading.marks.final import marks
from grading.progress import bar
from grading.questions import read as read_notebook
from grading.report import tables
from grading.report.page import render
from grading.report.pseudonyms import pseudonym

SALT = "salt.txt"
MOST_NAMES = 10  # in a line


def add_arguments(parser: argparse.ArgumentParser) -> None:
    courses.add_arguments(parser)
    parser.add_argument("--pseudonyms", action="store_true", help="no names, no ids, no times")
    parser.add_argument("--sheet", action="store_true", help="write manual/ASSIGNMENT.csv, to be filled in")


def run(given: argparse.Namespace) -> int:
    """Write the report; 1 if a mark in it is not final yet."""
    course, source = courses.read(given.course), read_notebook(courses.source_of(given))
    known = rubric.rubrics(source)
    found = marks(course, given.assignment, known)
    if not found:
        raise Refused(f"there is no result of {given.assignment}: grade first")
    if given.sheet:
        return _sheet(given, course, known)
    salt = variants.salt_in(course.root / SALT) if given.pseudonyms and not given.dry_run else b""

    def name(mark):
        return pseudonym(mark.student, salt) if given.pseudonyms else mark.student

    if given.pseudonyms:
        found.sort(key=name)
    students = tables.by_student(found, name)
    if given.pseudonyms:
        students = [c for c in students[0] if c not in ("submitted", "reason")], students[1]
    log = [] if given.pseudonyms else store.regrades(course, given.assignment)
    questions = tables.of_class(found)
    written = {
        "students": students,
        "questions": tables.by_question(found, name),
        "functions": tables.by_function(found, name),
        "tests": tables.by_test(found, name),
        "items": tables.as_rows(questions),
    }
    folder: Path = course.root / "report" / (given.assignment + " pseudonyms" * given.pseudonyms)
    page = render(given.assignment, students, questions, log, course)
    if not given.dry_run:
        for table, (columns, rows) in bar(written.items(), "report"):
            write_records(folder / f"{table}.csv", columns, rows)
        write_whole(folder / "report.html", page)
    for item in questions:
        print(f"{item.name:24} {item.mean:5.2f} of {item.max_points:g}  {item.word}")
    print(f"{len(found)} students, {folder / 'report.html'}")
    for mark in found:
        if not mark.submitted and course.meta(given.assignment, mark.student).get("said_to_be_late"):
            told = "the platform says late, and no time is known: it counts as in time"
            print(f"{name(mark)}: {told}", file=sys.stderr)
    for student in sorted(set(course.extensions) - {mark.student for mark in found}):
        print(f"there is an extension for {student}, who has no result", file=sys.stderr)
    open_marks = [name(mark) for mark in found if not mark.is_final]
    if open_marks:
        few = ", ".join(open_marks[:MOST_NAMES]) + ", …" * (len(open_marks) > MOST_NAMES)
        print(f"{len(open_marks)} marks are not final: {few}", file=sys.stderr)
    if course.delete_on:
        print(f"all of it is to be deleted by {course.delete_on}")
    return int(bool(open_marks))


def _sheet(given, course, known):
    if not known:
        raise Refused(f"{given.assignment} has no report that a person grades")
    results = store.read_all(course, given.assignment)
    if not given.dry_run:
        rubric.write_sheet(course, given.assignment, known, results)
    print(f"{rubric.path_of(course, given.assignment)}: a row a report, a column a line of the rubric")
    return 0
