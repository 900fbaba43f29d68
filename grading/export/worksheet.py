"""The file that Moodle or Canvas exported, with the points filled in and everything else as it was.

Moodle's grading worksheet is matched by *Identifier* (the number after *Participant*), then by address, then
by full name. Canvas's gradebook is matched by *ID*, then by *SIS Login ID* and *SIS User ID*.
Headings depend on language and version; those of English are known, others are named on the command line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from grading.export.people import People, Points
from grading.files import Refused, Table
from grading.intake.roster import squeezed

MOODLE = {
    "identifier": "Identifier",
    "grade": "Grade",
    "most": "Maximum grade",
    "open": "Grade can be changed",
    "email": "Email address",
    "name": "Full name",
}
POINTS_POSSIBLE = "points possible"
EXCUSED = "EX"
TEST_STUDENT = "Student, Test"


@dataclass
class Filled:
    """What became of a file: how many rows got points, and what was left and why."""

    count: int = 0
    left: list[str] = field(default_factory=list)


def is_canvas(table: Table) -> bool:
    headings = [heading.strip() for heading in table.rows[0]]
    return "ID" in headings and ("Student" in headings or "LastName" in headings) and "Section" in headings


def fill_moodle(table: Table, given: list[Points], names: dict[str, str], scale: bool) -> Filled:
    """Fill *Grade*; times, comments and everything else stay."""
    columns = _columns(table, {**MOODLE, **names}, needed=("identifier", "grade"))
    names = [row[columns["name"]] for row in _rows(table)] if "name" in columns else []
    filled, people = Filled(), People(given, "moodle", names)
    comma = _has_comma(table, columns["grade"], columns.get("most"))
    for row in _rows(table):
        who = row[columns["identifier"]]
        keys = [("number", who.strip().rpartition(" ")[2])]
        if "email" in columns:
            keys.append(("email", row[columns["email"]].strip().casefold()))
        if "name" in columns:
            keys.append(("name", squeezed(row[columns["name"]])))
        found = people.take(*keys)
        if found is None:
            filled.left.append(f"{who}: nothing to fill in")
        elif "open" in columns and row[columns["open"]].strip().casefold() in ("no", "nein", "non"):
            filled.left.append(f"{who}: the platform says that the grade cannot be changed")
        else:
            most = _number(row[columns["most"]]) if "most" in columns else None
            row[columns["grade"]] = _written(found, most, scale, comma)
            filled.count += 1
    return _with_leftovers(filled, people)


def fill_canvas(table: Table, given: list[Points], column: str, scale: bool) -> Filled:
    """Fill the column of one assignment, ``Title (id)``; rows that are no students stay as they are."""
    headings = [heading.strip() for heading in table.rows[0]]
    matching = [h for h in headings if h == column or re.fullmatch(re.escape(column) + r" \(\d+\)", h)]
    if len(matching) != 1:
        titles = [heading for heading in headings if re.search(r" \(\d+\)$", heading)]
        raise Refused(
            f"--column {column!r} is {matching or 'none'} of the columns: {', '.join(titles) or 'none'}"
        )
    place, by_id = headings.index(matching[0]), headings.index("ID")
    logins = [headings.index(name) for name in ("SIS Login ID", "SIS User ID") if name in headings]
    filled, people, most = Filled(), People(given, "canvas"), None
    comma = table.delimiter == ";"
    for row in _rows(table):
        first = row[0].strip().casefold()
        if first.endswith(POINTS_POSSIBLE):
            most = _number(row[place])
            continue
        if not row[by_id].strip() or row[0].strip() == TEST_STUDENT:  # or a row for manual posting
            continue
        own = [row[login].strip() for login in logins]
        keys = [("number", row[by_id].strip()), *(("id", login) for login in own)]
        found = people.take(*keys, *(("email", login.casefold()) for login in own))
        if row[place].strip() == EXCUSED:
            filled.left.append(f"{row[0]}: excused")
        elif found is None:
            filled.left.append(f"{row[0]}: nothing to fill in")
        else:
            row[place] = _written(found, most, scale, comma)
            filled.count += 1
    return _with_leftovers(filled, people)


def _columns(table, names, needed):
    headings = [heading.strip().casefold() for heading in table.rows[0]]
    found = {key: headings.index(n.casefold()) for key, n in names.items() if n.casefold() in headings}
    missing = [names[key] for key in needed if key not in found]
    if missing:
        raise Refused(
            f"there is no column {' or '.join(missing)}: {', '.join(table.rows[0])}. "
            "In another language name it: --heading identifier=ID --heading grade=Bewertung"
        )
    return found


def _rows(table: Table) -> Iterator[list[str]]:
    """The rows below the headings, as long as these."""
    for row in table.rows[1:]:
        row += [""] * (len(table.rows[0]) - len(row))
        yield row


def _with_leftovers(filled, people):
    left = sorted(points.person.student for points in people.given)
    filled.left += [f"{student}: not in the platform's file" for student in left]
    return filled


def _number(text: str) -> float | None:
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return None


def _has_comma(table, *columns) -> bool:
    cells = [
        row[column]
        for row in table.rows[1:]
        for column in columns
        if column is not None and column < len(row)
    ]
    return any(re.fullmatch(r"\d+,\d+", cell.strip()) for cell in cells)


def _written(points: Points, most: float | None, scale: bool, comma: bool) -> str:
    value = points.points
    if most is not None and most != points.max_points:
        if not scale:
            raise Refused(
                f"the platform's maximum is {most:g}, ours {points.max_points:g}: set it there, or --scale"
            )
        value = points.points * most / points.max_points
    text = f"{value:.2f}"
    return text.replace(".", ",") if comma else text
