"""What one's change touches, and nothing else: form, and the tests that mirror the changed files.

    python tools/check.py            against main, uncommitted and new files included
    python tools/check.py --list     only say what would run

`make test` remains the judge; this is the question while one works.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from notebooks import ROOT


def changed(root: Path = ROOT) -> list[str]:
    """Files that differ from where this branch left main, as they lie in the folder now."""
    base = git(root, "merge-base", "main", "HEAD") or ["HEAD"]
    new = git(root, "ls-files", "--others", "--exclude-standard")
    return sorted({*git(root, "diff", "--name-only", base[0]), *new})


def git(root: Path, *command: str) -> list[str]:
    done = subprocess.run(["git", *command], cwd=root, capture_output=True, text=True)
    return done.stdout.splitlines() if done.returncode == 0 else []


def mirrored(file: str, root: Path = ROOT) -> set[str]:
    """The tests that mirror a file: same topic, same name, or they speak of it."""
    path = Path(file)
    top, *rest = path.parts
    if top == "tests":
        own = path.name.startswith("test_") and path.suffix == ".py"
        found = {file} if own else {path.parent.as_posix()} if len(rest) > 1 else speaking_of(path.stem, root)
    elif top == "course_lib":
        stem = Path(rest[0]).stem
        found = {f"tests/{stem}", f"tests/test_{stem}.py", "tests/test_import_order.py"}
        if len(rest) == 1:  # at the root: whoever tests it or what leans on it
            leaning = {
                p.stem for p in (root / top).glob("*.py") if f"course_lib.{stem} " in p.read_text("utf-8")
            }
            found = found.union(*(speaking_of(f"course_lib.{name}", root) for name in {stem, *leaning}))
        if any((root / parent / "widget.js").is_file() for parent in path.parents) or rest[0] == "widgets":
            found.add("tests/widgets")
    elif top in ("chapters", "guide", "references.bib"):
        found = {"tests/test_notebooks.py", "tests/test_references.py"}
    elif top in ("exercises", "grading"):
        found = {"tests/exercises", "tests/grading"}
    elif top == "tools":
        found = speaking_of(path.stem, root)
    else:
        found = {f"tests/{top}"}
    return {test for test in found if (root / test).exists()}


def speaking_of(stem: str, root: Path = ROOT) -> set[str]:
    """Every test file with that word in it."""
    files = (root / "tests").rglob("test_*.py")
    return {p.relative_to(root).as_posix() for p in files if stem in p.read_text(encoding="utf-8")}


def commands(files: list[str]) -> list[list[str]]:
    """What to run, the quickest first."""
    tests = sorted(set().union(*(mirrored(file) for file in files)))
    run = [["make", "--no-print-directory", "lint"]]
    if any(file.endswith((".js", ".mjs", ".json")) for file in files):
        run.append(["npm", "test", "--silent"])
    if tests:
        run.append([sys.executable, "-m", "pytest", "-n", "auto", "-q", *tests])
    return run


def main() -> int:
    for command in commands(changed()):
        print("$", *command, flush=True)
        if "--list" not in sys.argv and (code := subprocess.call(command, cwd=ROOT)):
            return code
    return 0


if __name__ == "__main__":
    os.environ.update(OMP_NUM_THREADS="1", MPLBACKEND="Agg")
    sys.exit(main())
