"""Student copies of the exercise notebooks: made by nbgrader, refused if anything leaks.

    python -m grading release [--keep] [FOLDER]      default: exercises/release, which git ignores

With ``--keep`` a student copy that is already there, and may hold somebody's work, stays as it is.
``--gradebook COURSE`` prepares a course folder of nbgrader's. A notebook with variants has a copy for each
student of ``--roster``, drawn by the salt in ``--seed``: ``FOLDER/STUDENT/ASSIGNMENT/NOTEBOOK``.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grading import gradebook, variants
from grading.files import Refused
from grading.leaks import faults
from grading.markup import mistakes
from grading.progress import bar, say
from grading.questions import is_answer, needs_answer, read
from grading.sources import EXERCISES, sources


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", type=Path, default=EXERCISES / "release")
    parser.add_argument("--keep", action="store_true", help="leave the copies that are there")
    parser.add_argument("--source", type=Path, default=EXERCISES / "source", help="a bank of your own")
    parser.add_argument("--dry-run", action="store_true", help="look for leaks, and write nothing")
    parser.add_argument("--gradebook", type=Path, metavar="COURSE", help="prepare nbgrader's course folder")
    parser.add_argument("--seed", type=Path, metavar="SALT", help="the file with the salt of the variants")
    parser.add_argument("--roster", type=Path, help="who gets a variant: a CSV with the column student")


def run(given: argparse.Namespace) -> int:
    """Release every notebook; 1 if one is refused, and then the others are still released."""
    status, found = 0, sources(given.source)
    if not found:
        raise Refused(f"there is no notebook ASSIGNMENT/NOTEBOOK.ipynb in {given.source}")
    for source in bar(found, "release"):
        for folder, seed in _variants(source, given):
            if given.keep and _copy_of(source, folder).exists():
                continue
            try:
                copy = release(source, folder, seed, given.dry_run)
            except ValueError as error:
                say(str(error), wrong=True)
                status = 1
                continue
            say(str(copy))
            if given.gradebook and not given.dry_run:
                say(str(gradebook.write(source, copy, given.gradebook)))
    return status


def _variants(source, given):
    """Where a copy goes, and with which seed; one for all where nothing varies or nobody is named."""
    if not (given.seed and variants.varies(read(source))):
        return [(given.folder, 0)]
    if not given.roster:
        raise Refused(f"{source.name} has variants: --roster FILE says for whom")
    if given.gradebook:
        raise Refused(f"{source.name} has variants, and nbgrader's gradebook knows one notebook for all")
    from grading.intake.roster import read as people

    first = given.dry_run and not given.seed.exists()
    salt = b"not drawn before the first release" if first else variants.salt_in(given.seed)
    ids = [person.student for person in people(given.roster)]
    return [(given.folder / name, variants.seed_of(name, source.parent.name, salt)) for name in ids]


def release(source: Path, folder: Path, seed: int = 0, dry_run: bool = False) -> Path:
    """Write the student copy of one source notebook to ``folder/<assignment>/``; returns its path.

    Raises
    ------
    ValueError
        If a question is not sound or something would leak: one line a fault, the cell's name first.
    """
    source = Path(source)
    with variants.drawn(source, seed) as asked:
        notebook = read(asked)
        found = list(mistakes(notebook))
        if not found:
            copy = generate(asked)
            found = faults(notebook, copy)
    if found:
        raise ValueError(f"{source.name} is not released:\n  " + "\n  ".join(found))
    target = _copy_of(source, folder)
    if not dry_run:
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
