"""Student copies of the exercise notebooks: made by nbgrader, refused if anything leaks.

    python -m grading release [--keep] [FOLDER]      default: exercises/release, which git ignores

With ``--keep`` a student copy that is already there, and may hold somebody's work, stays as it is.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grading.leaks import faults
from grading.questions import is_answer, needs_answer, read
from grading.sources import EXERCISES, sources


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", type=Path, default=EXERCISES / "release")
    parser.add_argument("--keep", action="store_true", help="leave the copies that are there")


def run(given: argparse.Namespace) -> int:
    """Release every notebook; 1 if one is refused, and then the others are still released."""
    status = 0
    for source in sources():
        if given.keep and _copy_of(source, given.folder).exists():
            continue
        try:
            print(release(source, given.folder))
        except ValueError as error:
            print(error, file=sys.stderr)
            status = 1
    return status


def release(source: Path, folder: Path) -> Path:
    """Write the student copy of one source notebook to ``folder/<assignment>/``; returns its path.

    Raises
    ------
    ValueError
        If a question is not sound or something would leak: one line a fault, the cell's name first.
    """
    source = Path(source)
    copy = generate(source)
    found = faults(read(source), copy)
    if found:
        raise ValueError(f"{source.name} is not released:\n  " + "\n  ".join(found))
    target = _copy_of(source, folder)
    target.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(copy, target)
    return target


def _copy_of(source, folder):
    return Path(folder) / source.parent.name / source.name


def generate(source: Path) -> NotebookNode:
    """The student copy as ``nbgrader generate_assignment --no-db`` makes it: no gradebook is left behind.

    Answers and cells that need one are tagged ``raises-exception``, so that *Run All* goes on below them.
    """
    from nbgrader.converters import GenerateAssignment
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config

    assignment = source.parent.name
    no_gradebook = Config(SaveCells={"enabled": False}, GenerateAssignment={"no_database": True})
    with tempfile.TemporaryDirectory() as root:
        here = Path(root) / "source" / assignment
        here.mkdir(parents=True)
        shutil.copy(source, here)
        course = CourseDirectory(root=root, assignment_id=assignment)
        GenerateAssignment(coursedir=course, config=no_gradebook).start()
        copy = read(Path(root) / "release" / assignment / source.name)
    for cell in copy.cells:
        if not (needs_answer(cell) or is_answer(cell)):
            continue
        cell.metadata["tags"] = [*cell.metadata.get("tags", []), "raises-exception"]
    return copy
