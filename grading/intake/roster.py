"""Who takes part: a CSV with the columns student and, as far as known, name, email, group, moodle, canvas.

``student`` is the id that we use everywhere. ``moodle`` and ``canvas`` hold the platform's own number for a
person, ``group`` the name of a team that hands in together.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from grading.course import NAME
from grading.files import Refused, read_records
from grading.intake.platforms import Owner


class Unknown(Exception):
    """Why nobody, or more than one, can be meant."""


@dataclass(frozen=True)
class Person:
    student: str
    name: str = ""
    email: str = ""
    group: str = ""
    numbers: dict[str, str] = field(default_factory=dict)  # platform → its number


def squeezed(name: str) -> str:
    """A name as platforms squeeze it: letters and digits alone, accents and case away.

    >>> squeezed("Müller-Lüdenscheidt, Zoë")
    'mullerludenscheidtzoe'
    """
    plain = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in plain if letter.isalnum()).casefold()


def read(path: Path) -> list[Person]:
    """Read a roster; an id that is given twice or is no folder's name is refused."""
    people = []
    for row in read_records(path, ["student"]):
        numbers = {platform: row[platform] for platform in ("moodle", "canvas") if row.get(platform)}
        if not NAME.fullmatch(row["student"]):
            raise Refused(f"{path}: {row['student']!r} cannot be a folder's name: letters, digits, . _ + @ -")
        known = {key: row.get(key, "") for key in ("name", "email", "group")}
        people.append(Person(row["student"], **known, numbers=numbers))
    ids = [person.student for person in people]
    for again in {student for student in ids if ids.count(student) > 1}:
        raise Refused(f"{path}: {again} is there twice")
    return people


def find(owner: Owner, platform: str, roster: list[Person], teams: bool = False) -> list[Person]:
    """Who handed this in: one person, or the members of a team if teams hand in.

    By the platform's number, then our own id, then the address, then the name in any order of its parts.
    Names on a platform are chosen by who bears them: whoever has another number there is not meant.

    Raises
    ------
    Unknown
        If it is nobody of the roster, or could be more than one.
    """
    name = squeezed(owner.name)
    if teams:
        found = [person for person in roster if name and squeezed(person.group) == name]
        if found:
            return found
    ways = [
        lambda person: owner.number and person.numbers.get(platform) == owner.number,
        lambda person: person.student == owner.name,
        lambda person: person.email and person.email.casefold() == owner.name.casefold(),
        lambda person: name and name in _orders(person.name),
    ]
    meant = roster
    for is_meant in ways:
        found = [person for person in meant if is_meant(person)]
        if len(found) > 1:
            named = ", ".join(person.student for person in found)
            raise Unknown(f"{owner.name} could be {named}: give their numbers in a column {platform}")
        if found:
            return found
        meant = [person for person in roster if not (owner.number and platform in person.numbers)]
    number = f" (number {owner.number})" if owner.number else ""
    raise Unknown(f"{owner.name}{number} is not in the roster")


def _orders(name: str) -> set[str]:
    """A name with its first parts first, and with its last ones first."""
    parts = [squeezed(part) for part in re.split(r"[\s,]+", name)]
    return {"".join(parts[start:] + parts[:start]) for start in range(len(parts))} - {""}


def without_roster(owner: Owner) -> Person:
    """A person known by the platform's number, or by what the folder is called."""
    student = owner.number or owner.name
    if not NAME.fullmatch(student):
        raise Unknown(f"{student!r} cannot be a folder's name: rename it, or give a roster")
    return Person(student, owner.name)
