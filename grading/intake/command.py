"""Bring in what was handed in: nbgrader's layout, Moodle's or Canvas's zip or folder, or plain notebooks.

    python -m grading import ASSIGNMENT PLACE [--roster FILE] [--times FILE] [--as FORMAT] [--dry-run]

Nothing is graded before it is clear whose each file is. The latest notebook of a student counts.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from grading import course as courses
from grading.files import Refused, as_json, write_whole
from grading.intake import attempts, platforms, roster, times
from grading.intake.archive import entries
from grading.progress import bar, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    courses.add_arguments(parser)
    parser.add_argument("place", type=Path, help="a zip or a folder")
    parser.add_argument("--as", dest="platform", choices=platforms.FORMATS, help="how names are written")
    parser.add_argument("--roster", type=Path, help="a CSV: student, name, email, group, moodle, canvas")
    parser.add_argument("--teams", action="store_true", help="groups hand in, one notebook for all of them")
    parser.add_argument("--times", type=Path, help="a CSV: student, submitted_at; or Moodle's worksheet")


def run(given: argparse.Namespace) -> int:
    """Import one archive; 1 if a student has nothing that can be read."""
    course = courses.read(given.course)
    notebook = courses.source_of(given).name
    everything = entries(given.place)
    found, others = attempts.notebooks(everything)
    if not found:
        raise Refused(f"there is no notebook in {given.place}: {len(others)} other files")
    people = _roster(given, course)
    platform = given.platform or platforms.recognized([entry.path for entry in found], given.assignment)
    if platform == "plain":
        found = _below_what_they_share(found, people)
    students = attempts.by_student(found, platform, given.assignment, people, given.teams)
    known = times.read(given.times, course.zone) if given.times else {}
    print(f"{len(found)} notebooks of {len(students)} students, named as by {platform}")

    status = 0
    for student in bar(students, "import"):
        for attempt in student.attempts:
            named = known.get(student.person.student) or known.get(attempt.owner.number)
            attempt.submitted = named or times.stamp(everything, attempt.entry)
        attempts.choose(student, notebook)
        status |= _say(student)
        if student.data is not None and not given.dry_run:
            _keep(student, course, given, platform, notebook)
    for path in others:
        print(f"{path}: no notebook, left where it is")
    absent = {person.student for person in people or []} - {student.person.student for student in students}
    if absent:
        print(f"nothing from {', '.join(sorted(absent))}")
    return status


def _roster(given, course):
    path = given.roster or course.root / "roster.csv"
    return roster.read(path) if given.roster or path.exists() else None


def _below_what_they_share(found, people):
    """Without the folder in which all of them lie, if it is no student's."""
    tops = {entry.path.parts[0] for entry in found}
    if len(tops) > 1 or len(found) == 1 or any(len(entry.path.parts) == 1 for entry in found):
        return found
    (top,) = tops
    if people is None:
        raise Refused(f"is {top} a student or a folder of students? Give what lies below it, or a roster")
    if any(person.student == top for person in people):
        return found
    return [replace(entry, path=entry.path.relative_to(top)) for entry in found]


def _say(student):
    name, *earlier = student.person.student, *student.attempts[:-1]
    for attempt in earlier:
        why = f", {attempt.wrong}" if attempt.wrong else ""
        say(f"{name}: {attempt.entry.path} does not count{why}")
    if student.counts.wrong:
        say(f"{name}: {student.counts.entry.path} cannot be graded: {student.counts.wrong}", wrong=True)
    return int(bool(student.counts.wrong))


def _keep(student, course, given, platform, notebook):
    attempt, name = student.counts, student.person.student
    path = course.submission(name, given.assignment, notebook)
    write_whole(path, student.data)
    stamp = path.with_name("timestamp.txt")
    if attempt.submitted:
        write_whole(stamp, f"{attempt.submitted:%Y-%m-%d %H:%M:%S} UTC\n".encode())
    else:
        stamp.unlink(missing_ok=True)
    meta = {
        "name": student.person.name,
        "file": attempt.owner.file,
        "lay_at": str(attempt.entry.path),
        "attempt": len(student.attempts),
        "not_counted": [str(other.entry.path) for other in student.attempts[:-1]],
        "submitted_at": attempt.submitted and attempt.submitted.isoformat(),
        "said_to_be_late": attempt.owner.late,
        "imported_from": given.place.name,
        "platform": platform,
        "number": attempt.owner.number,
    }
    write_whole(course.result(given.assignment, name).with_suffix(".meta.json"), as_json(meta))
