"""The page itself: a template that escapes everything, filled until it is small enough."""

from __future__ import annotations

import datetime as dt

from grading.course import Course
from grading.feedback.advice import is_stub, pairs, steps
from grading.late import instant
from grading.marks.final import Mark
from grading.marks.rubric import Rubric
from grading.pages import filled

MOST_BYTES = 60_000
CUTS = (20_000, 6_000, 2_000, 600, 200)  # letters of a message, the first that fits
MOST_LINES = 20  # errors and advice


def render(mark: Mark, title: str, rubrics: dict[str, Rubric], course: Course) -> bytes:
    """The page of one student; the longest messages are cut where it would be too large."""
    for most in CUTS:
        page = _filled(mark, title, rubrics, course, most)
        if len(page) < MOST_BYTES:
            return page
    raise ValueError(f"the page of {mark.student} does not fit in {MOST_BYTES} bytes")


def _filled(mark, title, rubrics, course, most):
    def cut(text: str) -> str:
        return text if len(text) <= most else f"{text[:most]} … ({len(text):,} letters)"

    readable = mark.result["status"] != "unreadable"
    return filled(
        "feedback.html",
        pairs=pairs,
        mark=mark,
        result=mark.result,
        title=title,
        steps=steps(mark.result["questions"]) if readable else {},
        is_stub=is_stub,
        rubrics=rubrics,
        delete_on=course.delete_on,
        due=mark.due and _clock(instant(mark.due, course.zone), course),
        submitted=mark.submitted and _clock(mark.submitted, course),
        cut=cut,
        few=lambda lines: lines[:MOST_LINES],
    )


def _clock(time: dt.datetime, course: Course) -> str:
    """As a clock in the course's zone shows it.

    >>> from zoneinfo import ZoneInfo
    >>> time = dt.datetime(2026, 11, 3, 22, 59, tzinfo=dt.UTC)
    >>> _clock(time, Course(None, ZoneInfo("Europe/Berlin")))
    '2026-11-03 23:59 CET'
    """
    return f"{time.astimezone(course.zone):%Y-%m-%d %H:%M %Z}"
