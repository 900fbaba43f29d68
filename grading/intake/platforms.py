"""Who handed in a file, as the names in nbgrader's folders and in Moodle's and Canvas's zips say it.

Moodle: ``Full name_ID_assignsubmission_file/NAME`` (up to 4.0 with a ``_`` at the end), or flat
``Full name_ID_assignsubmission_file_NAME``; blind, the name is ``Participant``, and with teams the group's.
The ID is the number of the worksheet's *Identifier*. Canvas: ``lovelaceada_LATE_USERID_ATTACHMENT_NAME``,
anonymous ``anon_ID_ATTACHMENT_NAME``. Neither says when.

Both replace the ``_`` in a person's name, so what stands first decides: a student who calls a file
``Ada_7_assignsubmission_file_x.ipynb`` does not become Ada.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

MOODLE = re.compile(r"(?P<name>[^_/]*)_(?P<number>\d+)_assignsubmission_file(?:_?/|_)(?P<file>.+)", re.DOTALL)
CANVAS = re.compile(
    r"(?P<name>[^_/]*)(?P<late>_LATE)?_(?P<number>\d+)_(?P<attachment>\d+)_(?P<file>[^/]+)", re.DOTALL
)
NUMBERED = re.compile(r"[ _-]?\(?(\d{1,3})\)?(?=\.ipynb$)")  # losses-2.ipynb, losses (2).ipynb


@dataclass(frozen=True)
class Owner:
    """What a path says: a name, a platform's number, the file's own name, and which of several it is."""

    name: str
    number: str
    file: str
    order: int = 0
    late: bool = False


def _as_moodle(path, assignment):
    found = _from_any_part(MOODLE, path)
    return found and Owner(found["name"], found["number"], PurePosixPath(found["file"]).name)


def _as_canvas(path, assignment):
    found = _from_any_part(CANVAS, path)
    return found and Owner(
        found["name"], found["number"], found["file"], int(found["attachment"]), bool(found["late"])
    )


def _from_any_part(pattern, path):
    """The first match that begins a part: above it lie only folders of whoever unpacked it."""
    tails = ("/".join(path.parts[start:]) for start in range(len(path.parts)))
    return next(filter(None, map(pattern.fullmatch, tails)), None)


def _as_nbgrader(path, assignment):
    if len(path.parts) >= 3 and path.parts[-2] == assignment:
        return Owner(path.parts[-3], "", path.name, _number(path.name))
    return None


def _as_plain(path, assignment):
    """``ada.ipynb``, or ``ada/anything.ipynb``."""
    return Owner(path.parts[-2] if len(path.parts) > 1 else path.stem, "", path.name, _number(path.name))


def _number(file):
    found = NUMBERED.search(file)
    return int(found[1]) if found else 0


FORMATS: dict[str, Callable[[PurePosixPath, str], Owner | None]] = {
    "moodle": _as_moodle,
    "canvas": _as_canvas,
    "nbgrader": _as_nbgrader,
    "plain": _as_plain,
}


def recognized(paths: list[PurePosixPath], assignment: str) -> str:
    """The format that most of the paths have; plain folders if none."""
    known = {name: sum(bool(read(path, assignment)) for path in paths) for name, read in FORMATS.items()}
    known["plain"] = 0.5  # everything can be read so
    return max(known, key=known.get)
