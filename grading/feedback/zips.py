"""The students' pages in the zip that Moodle or Canvas takes back: each named as the notebook was.

Moodle's *Upload multiple feedback files in a zip* looks at the folder. Canvas's *Upload Submissions* looks at
the two numbers in a file's name, of the person and of what was handed in, and shows what stands behind them
(``generate_comments_from_files`` in its ``app/models/abstract_assignment.rb``).
"""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath

from grading.intake.platforms import CANVAS

PAGE = "feedback.html"
FOLDER = "assignsubmission_file"
FIRST = (1980, 1, 1, 0, 0, 0)  # one date for all: the same pages make the same zip


def in_moodle(entry: str) -> str:
    """Where a page goes, from where the notebook lay: Moodle's own folder, or its flat beginning.

    >>> in_moodle("week 1/Ada Lovelace_12_assignsubmission_file/losses.ipynb")
    'Ada Lovelace_12_assignsubmission_file/feedback.html'
    >>> in_moodle("Ada Lovelace_12_assignsubmission_file_losses.ipynb")
    'Ada Lovelace_12_assignsubmission_file_feedback.html'
    """
    head, _, tail = entry.partition(FOLDER)
    return f"{head.rpartition('/')[2]}{FOLDER}{'_' * tail.startswith('_')}{'/' * ('/' in tail)}{PAGE}"


def in_canvas(entry: str) -> str:
    """Where a page goes, from where the notebook lay: beside it, with the same two numbers.

    >>> in_canvas("week 1/lovelaceada_LATE_7_900_losses-1.ipynb")
    'lovelaceada_LATE_7_900_feedback.html'
    """
    name = PurePosixPath(entry).name
    return name[: CANVAS.fullmatch(name).start("file")] + PAGE


PLACES = {"moodle": in_moodle, "canvas": in_canvas}


def packed(pages: dict[str, bytes]) -> bytes:
    """A zip of these pages: place → bytes."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for place, page in sorted(pages.items()):
            archive.writestr(zipfile.ZipInfo(place, FIRST), page, zipfile.ZIP_DEFLATED)
    return data.getvalue()
