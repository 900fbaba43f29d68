"""When something was handed in: nbgrader's `timestamp.txt`, or a CSV, such as Moodle's grading worksheet."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

from dateutil import parser

from grading.files import Refused, read_table
from grading.intake.archive import Entry, Unreadable

WHO = ("student", "identifier", "id")
WHEN = ("submitted_at", "last modified (submission)")


def in_file(path: Path) -> dt.datetime | None:
    """The time in a `timestamp.txt`; None where there is none, or none that can be read."""
    try:
        return _time(path.read_text("ascii").strip(), dt.UTC)
    except (OSError, ValueError, OverflowError):
        return None


def stamp(entries: list[Entry], notebook: Entry) -> dt.datetime | None:
    """The time in the `timestamp.txt` beside a notebook; UTC where it says no zone, as nbgrader reads it."""
    beside = notebook.path.with_name("timestamp.txt")
    for entry in entries:
        if entry.path == beside:
            try:
                return _time(entry.read().decode("ascii", "replace").strip(), dt.UTC)
            except (ValueError, OverflowError, Unreadable):
                return None
    return None


def read(path: Path, zone: ZoneInfo) -> dict[str, dt.datetime]:
    """Student, or a platform's number, → time; without a zone it is the course's clock.

    The columns are ``student`` and ``submitted_at``, or those of Moodle's worksheet in English: *Identifier*,
    of which the number counts, and *Last modified (submission)*. A row without a time is left out.
    """
    rows = read_table(path).rows
    headings = [heading.strip().casefold() for heading in rows[0]]
    columns = [next((headings.index(n) for n in names if n in headings), None) for names in (WHO, WHEN)]
    if None in columns:
        raise Refused(f"{path} needs the columns student and submitted_at: {', '.join(rows[0])}")
    times = {}
    for row in rows[1:]:
        who, when = (row[column].strip() if column < len(row) else "" for column in columns)
        if when.strip(" -"):
            try:
                times[who.rpartition(" ")[2] or who] = _time(when, zone)
            except (ValueError, OverflowError) as error:
                raise Refused(f"{path}: {when!r} is no time: write it as 2026-11-03T23:59+01:00") from error
    return times


def _time(text: str, zone: dt.tzinfo) -> dt.datetime:
    found = parser.parse(text)
    return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(dt.UTC)
