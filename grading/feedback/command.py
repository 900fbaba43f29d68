"""Write a page for each student: what passed, what did not and why, and what to do next.

    python -m grading feedback ASSIGNMENT [--student S] [--dry-run]

Of hidden tests a page tells whether they passed, and nothing else.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from grading import course as courses
from grading.feedback.page import render
from grading.feedback.zips import PLACES, packed
from grading.files import Refused, write_whole
from grading.marks.final import marks
from grading.marks.rubric import rubrics
from grading.progress import bar, say
from grading.questions import read as read_notebook


def add_arguments(parser: argparse.ArgumentParser) -> None:
    courses.add_arguments(parser)
    parser.add_argument("--student", help="this one's page alone")
    parser.add_argument("--zip", type=Path, help="also write the zip that Moodle or Canvas takes back")


def run(given: argparse.Namespace) -> int:
    """Write the pages; 1 if one of them is not final yet."""
    course, source = courses.read(given.course), read_notebook(courses.source_of(given))
    known = rubrics(source)
    found = [mark for mark in marks(course, given.assignment, known) if given.student in (None, mark.student)]
    if not found:
        raise Refused(f"there is no result of {given.student or given.assignment}: grade first")
    title = source.cells[0].source.partition("\n")[0].lstrip("# ")
    pages = {platform: {} for platform in PLACES}
    for mark in bar(found, "feedback"):
        page = render(mark, title, known, course)
        meta = course.meta(given.assignment, mark.student)
        if (platform := meta.get("platform")) in PLACES:
            pages[platform][PLACES[platform](meta["lay_at"])] = page
        if not given.dry_run:
            write_whole(course.page(given.assignment, mark.student), page)
        if mark.result["status"] != "graded":
            say(f"{mark.student}: {mark.result['status']}", wrong=True)
    if given.zip:
        _write_zip(given, {platform: own for platform, own in pages.items() if own})
    waiting = sum(bool(mark.waiting) for mark in found)
    folder = course.root / "feedback" / given.assignment
    print(f"{len(found)} pages, {waiting} with a text that nobody has read yet, in {folder}")
    return int(not all(mark.is_final for mark in found))


def _write_zip(given, pages):
    if len(pages) != 1:
        came = " and ".join(pages) or "neither Moodle nor Canvas"
        raise Refused(f"the submissions came from {came}: a zip has the names of one platform")
    if not given.dry_run:
        write_whole(given.zip, packed(*pages.values()))
