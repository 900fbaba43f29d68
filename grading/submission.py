"""What a student handed in: bytes, of which nothing but the text of the cells is believed."""

from __future__ import annotations

import json
from dataclasses import dataclass

CELLS = 2000


class Unreadable(ValueError):
    """Nothing can be graded, and why."""


@dataclass(frozen=True)
class Cell:
    """A cell; ``name`` is what its metadata claim, good for hints alone."""

    kind: str
    source: str
    name: str


def read(submission: bytes, megabytes: float) -> list[Cell]:
    """The cells of a notebook in format 3 or 4.

    Raises
    ------
    Unreadable
        If it is too large, no notebook, or has a kernel of another language.
    """
    if len(submission) > megabytes * 2**20:
        raise Unreadable(f"the file has {len(submission) / 2**20:.0f} MB, and {megabytes:g} are allowed")
    try:
        notebook = json.loads(submission.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"the file is no notebook: {type(error).__name__}") from None
    if not isinstance(notebook, dict):
        raise Unreadable("the file is no notebook: a list or a number")
    cells = notebook.get("cells")
    if cells is None and isinstance(sheets := notebook.get("worksheets"), list) and sheets:
        cells = sheets[0].get("cells") if isinstance(sheets[0], dict) else None
    if not isinstance(cells, list):
        raise Unreadable("the file is no notebook: it has no cells")
    if len(cells) > CELLS:
        raise Unreadable(f"the notebook has {len(cells)} cells, and {CELLS} are allowed")
    read = [_cell(cell) for cell in cells if isinstance(cell, dict)]
    if not any(cell.kind == "code" and cell.source.strip() for cell in read):
        raise Unreadable("the notebook has no code")
    return read


def _cell(cell: dict) -> Cell:
    source = cell.get("source", cell.get("input", ""))  # format 3 calls it input
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    name = marks.get("grade_id") if isinstance(marks, dict) else None
    names = [value for value in (name, cell.get("id")) if isinstance(value, str)]
    kind = cell.get("cell_type")
    return Cell(
        kind if isinstance(kind, str) else "",
        source if isinstance(source, str) else "",
        names[0] if names else "",
    )
