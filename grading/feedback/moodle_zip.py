"""The students' pages in the zip that Moodle takes as feedback files: each in the folder it gave us."""

from __future__ import annotations

import io
import zipfile

FOLDER = "assignsubmission_file"
FIRST = (1980, 1, 1, 0, 0, 0)  # one date for all: the same pages make the same zip


def place_of(entry: str) -> str:
    """Where a page goes, from where the notebook lay: Moodle's own folder, or its flat beginning.

    >>> place_of("week 1/Ada Lovelace_12_assignsubmission_file/losses.ipynb")
    'Ada Lovelace_12_assignsubmission_file/feedback.html'
    >>> place_of("Ada Lovelace_12_assignsubmission_file_losses.ipynb")
    'Ada Lovelace_12_assignsubmission_file_feedback.html'
    """
    head, _, tail = entry.partition(FOLDER)
    return f"{head.rpartition('/')[2]}{FOLDER}{'_' * tail.startswith('_')}{'/' * ('/' in tail)}feedback.html"


def packed(pages: dict[str, bytes]) -> bytes:
    """A zip of these pages: place → bytes."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for place, page in sorted(pages.items()):
            archive.writestr(zipfile.ZipInfo(place, FIRST), page, zipfile.ZIP_DEFLATED)
    return data.getvalue()
