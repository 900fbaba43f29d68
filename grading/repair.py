"""Submissions made whole before grading: copies lose their name, missing cells of tests come back.

    python -m grading repair FOLDER      the folder with <student>/<assignment>/<notebook>

nbgrader stops at two cells with the same id, and it gives no points for a cell of tests that is gone. What a
student wrote stays as it is; what is put back comes from our source, and nbgrader overwrites it anyway.
"""

from __future__ import annotations

import argparse
import copy
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grading.questions import grade_id, nbgrader, read
from grading.release import generate
from grading.sources import sources


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="what was collected: <student>/<assignment>/<notebook>")


def run(given: argparse.Namespace) -> int:
    """Repair every submission in a folder and say what was done; 1 if there is none."""
    found = 0
    for source in sources():
        release = None
        for path in sorted(given.folder.glob(f"*/{source.parent.name}/{source.name}")):
            found += 1
            release = release or generate(source)
            notebook = read(path)
            done = repair(notebook, release)
            if done:
                nbformat.write(notebook, path)
                print("\n".join(f"{path}: {line}" for line in done))
    print(f"{found} submissions looked through")
    return int(not found)


def repair(notebook: NotebookNode, release: NotebookNode) -> list[str]:
    """Make one submission whole, in place; returns what was done, a line for each cell."""
    done, seen = [], {}
    for place, cell in enumerate(notebook.cells):
        name = grade_id(cell)
        if name and name in seen:
            cell.metadata.pop("nbgrader")
            done.append(f"cell {place} was a copy of {name} and is no part of the question any more")
        elif name:
            seen[name] = cell
    before = None
    for cell in release.cells:
        name = grade_id(cell)
        if not name:
            continue
        if name not in seen and nbgrader(cell).get("locked"):
            above = next((i for i, c in enumerate(notebook.cells) if c is seen.get(before)), -1)
            seen[name] = copy.deepcopy(cell)
            notebook.cells.insert(above + 1, seen[name])
            done.append(f"{name} was missing and stands below {before} again")
        if name in seen:
            before = name
    _give_other_ids(notebook)
    return done


def _give_other_ids(notebook):
    """Jupyter's own ids have to differ too."""
    taken = set()
    for cell in notebook.cells:
        if cell.get("id") in taken:
            cell["id"] = nbformat.v4.new_code_cell().id
        taken.add(cell.get("id"))
