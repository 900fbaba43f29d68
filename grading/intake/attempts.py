"""Which file of a student counts: the latest that is a notebook; the others are listed."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from grading.files import Refused
from grading.intake.archive import Entry, Unreadable
from grading.intake.platforms import FORMATS, Owner
from grading.intake.roster import Person, Unknown, find, without_roster

ASIDE = ("__MACOSX", ".ipynb_checkpoints")


@dataclass
class Attempt:
    """A file of a student, and what is wrong with it."""

    owner: Owner
    entry: Entry
    submitted: dt.datetime | None = None
    wrong: str = ""

    @property
    def order(self):
        never = dt.datetime.min.replace(tzinfo=dt.UTC)
        return (self.submitted or never, self.owner.order, self.entry.changed or never, str(self.entry.path))


@dataclass
class Student:
    person: Person
    attempts: list[Attempt] = field(default_factory=list)
    data: bytes | None = None

    @property
    def counts(self) -> Attempt:
        return self.attempts[-1]


def notebooks(entries: list[Entry]) -> tuple[list[Entry], list[PurePosixPath]]:
    """The notebooks, and the paths of everything else that a student handed in."""
    ours = [e for e in entries if not any(part in ASIDE or part[0] == "." for part in e.path.parts)]
    found = [entry for entry in ours if entry.path.suffix.casefold() == ".ipynb"]
    stamps = "timestamp.txt"
    return found, [e.path for e in ours if e not in found and e.path.name != stamps]


def by_student(
    found: list[Entry], platform: str, assignment: str, roster: list[Person] | None, teams: bool = False
) -> list[Student]:
    """Each student's attempts; everybody who cannot be told is named at once.

    Raises
    ------
    Refused
        If a file says no student, one who is not in the roster, or one who may be several.
    """
    people: dict[str, Person] = {}
    attempts = defaultdict(list)
    wrong = []
    for entry in found:
        owner = FORMATS[platform](entry.path, assignment)
        try:
            if owner is None:
                raise Unknown(f"no student can be read from it as {platform} writes it")
            who = [without_roster(owner)] if roster is None else find(owner, platform, roster, teams)
        except Unknown as error:
            wrong.append(f"{entry.path}: {error}")
            continue
        for person in who:
            people[person.student] = person
            attempts[person.student].append(Attempt(owner, entry))
    for student, own in attempts.items():
        named = {attempt.owner.number or attempt.owner.name: attempt.entry.path for attempt in own}
        if len(named) > 1:
            wrong.append(f"{' and '.join(map(str, named.values()))}: both would be {student}")
    if wrong:
        raise Refused("whose are these? Nothing was imported:\n  " + "\n  ".join(wrong))
    return [Student(people[student], attempts[student]) for student in sorted(people)]


def choose(student: Student, name: str) -> None:
    """Put the attempt that counts last, and read it.

    It is the latest notebook, or the latest file if none is one; before others those that are called so.
    """
    stem = PurePosixPath(name).stem.casefold()
    student.attempts.sort(key=lambda attempt: (stem in attempt.owner.file.casefold(), *attempt.order))
    readable = None
    for attempt in reversed(student.attempts):
        try:
            data = attempt.entry.read()
        except Unreadable as error:
            attempt.wrong = str(error)
            continue
        attempt.wrong = _wrong_with(data)
        if not attempt.wrong or readable is None:
            readable = attempt, data
        if not attempt.wrong:
            break
    if readable:
        attempt, student.data = readable
        student.attempts.remove(attempt)
        student.attempts.append(attempt)


def _wrong_with(data: bytes) -> str:
    """Why a file is no notebook; the cells themselves are the grader's business."""
    try:
        notebook = json.loads(data)
    except (ValueError, RecursionError):
        return "it is no JSON"
    cells = isinstance(notebook, dict) and (notebook.get("cells") or notebook.get("worksheets"))
    return "" if isinstance(cells, list) else "it is JSON without cells"
