"""Does what a lesson says survive other seeds? Runs notebooks with every seed moved.

    python tools/reseed.py [notebook …] [--shifts 1 2 3 4 5] [--workers 2] [--stale]

Without names, all lessons; with ``--stale`` those of them that have changed since they last held. A shift
moves every seed of NumPy, of Python's random and of torch by a thousand times its number, in the notebook and
in the library, so that splits, shuffles and starts are drawn anew. Shift 0 is the lesson as it stands. A cell
that fails under a shift states what one lucky draw has shown: then the statement changes, or its number of
seeds. Never its assertion alone.

A cell whose assertions are about one drawing on purpose, such as a table that the text quotes digit by digit,
carries the tag ``this-draw-only`` and may fail under a shift.

Which shifts a lesson has held, and in which state (book/fingerprint.py), is kept in ``reseeded.json``. It is
committed: CI runs a lesson with one shift when its code, the library or its data are not those of the record.
"""

from __future__ import annotations

import argparse
import inspect
import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import patience
from notebooks import ROOT
from shift_seeds import shift_seeds

sys.path.append(str(ROOT / "book"))

from fingerprint import fingerprint

RECORD = ROOT / "tools/reseeded.json"
TAG = "this-draw-only"


class Fall(NamedTuple):
    """A cell that failed: its id, what it said, and whether it may."""

    cell: str
    told: str
    excused: bool

    def __str__(self):
        return f"{'(may) ' if self.excused else ''}{self.cell}: {self.told}"


def executed(path: Path, shift: int = 0):
    """The notebook after it has run from top to bottom with moved seeds, past cells that fail."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    if shift:
        prelude = f"{inspect.getsource(shift_seeds)}\nshift_seeds({shift})\ndel shift_seeds"
        notebook.cells.insert(0, nbformat.v4.new_code_cell(prelude, id="reseed"))
    waits = {"timeout": patience.CELL_SECONDS, "startup_timeout": patience.SECONDS}
    NotebookClient(notebook, allow_errors=True, kernel_name="python3", **waits).execute()
    return notebook


def falls(notebook, shift: int = 0) -> list[Fall]:
    """The cells that failed, in their order. The lesson as it stands, shift 0, is excused nothing."""
    found = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                # a cell that stopped half-way leaves names undefined, for which later cells are not to blame
                follows = bool(found) and output.ename == "NameError"
                may = bool(shift) and TAG in cell.metadata.get("tags", [])
                text = str(output.evalue).strip().splitlines() or failing_line(output)
                found.append(Fall(cell.id, f"{output.ename} {text[0][:140]}", may or follows))
    return found


def failing_line(output) -> list[str]:
    """The line that an ``assert`` without words stands in."""
    import re

    plain = re.sub(r"\x1b\[[\d;]*m", "", "\n".join(output.traceback))
    return re.findall(r"^-+> *\d+ (.*)$", plain, re.M)[-1:] or [""]


def holds(found: list[Fall]) -> bool:
    """Whether every cell that failed may."""
    return all(fall.excused for fall in found)


def lessons() -> list[Path]:
    return sorted(p for p in (ROOT / "chapters").rglob("*.ipynb") if ".ipynb_checkpoints" not in p.parts)


def state(path: Path) -> str:
    """What a lesson's statements depend on, this tool with it."""
    return fingerprint(path, inspect.getsource(shift_seeds), exact=False)[:16]


def records() -> dict[str, dict]:
    """Lesson → its state and the shifts that it has held in this state."""
    return json.loads(RECORD.read_text(encoding="utf-8"))


def has_held(path: Path, shifts: set[int]) -> bool:
    """Whether the lesson is as it was when it held these shifts."""
    known = records().get(str(path.relative_to(ROOT)), {})
    return known.get("state") == state(path) and shifts <= set(known["shifts"])


def record(found: dict[tuple[Path, int], list[Fall]], states: dict[Path, str]) -> None:
    """Keep what held, in the state that it had before it ran, and forget what fell."""
    known = records()
    for path, was in states.items():
        name, shifts = str(path.relative_to(ROOT)), {shift for at, shift in found if at == path}
        before = known.pop(name, {})
        if all(holds(found[path, shift]) for shift in shifts):
            kept = set(before["shifts"]) if before.get("state") == was else set()
            known[name] = {"state": was, "shifts": sorted(shifts | kept)}
    lines = [f"{json.dumps(name)}: {json.dumps(known[name])}" for name in sorted(known)]
    RECORD.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def run(path: Path, shift: int) -> list[Fall]:
    return falls(executed(path, shift), shift)


def table(found: dict[tuple[Path, int], list[Fall]]) -> str:
    """One row a lesson, one column a shift; below it the cells that failed."""
    paths, shifts = (sorted({key[i] for key in found}) for i in (0, 1))
    names = {path: str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path) for path in paths}
    width = max(len("shift"), *map(len, names.values()))
    rows = ["shift".ljust(width) + "".join(f"{shift:>7}" for shift in shifts)]
    for path in paths:
        marks = ("holds" if holds(found[path, shift]) else "FALLS" for shift in shifts)
        rows.append(names[path].ljust(width) + "".join(f"{mark:>7}" for mark in marks))
    for (path, shift), fell in sorted(found.items()):
        rows += [f"{names[path]}, shift {shift}: {fall}" for fall in fell]
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebooks", nargs="*", type=lambda name: Path(name).resolve())
    parser.add_argument("--shifts", nargs="+", type=int, default=[1, 2, 3, 4, 5])
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--stale", action="store_true")
    options = parser.parse_args()
    paths, shifts, found = options.notebooks or lessons(), options.shifts, {}
    if options.stale:
        paths = [path for path in paths if not has_held(path, set(shifts))]
    states = {path: state(path) for path in paths if path in lessons()}
    with ProcessPoolExecutor(options.workers, mp_context=get_context("spawn")) as pool:
        jobs = {pool.submit(run, path, shift): (path, shift) for path in paths for shift in shifts}
        for job in as_completed(jobs):
            path, shift = jobs[job]
            found[path, shift] = job.result()
            said = "holds" if holds(found[path, shift]) else "FALLS"
            print(f"{path.name} shift {shift}: {said}", file=sys.stderr, flush=True)
    record(found, states)
    print(table(found) if found else "nothing has changed")
    sys.exit(not all(map(holds, found.values())))


if __name__ == "__main__":
    main()
