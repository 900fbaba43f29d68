"""What a notebook's outputs depend on, as one hash; and which checks have passed for that hash.

    code cells, Python, pins in requirements.txt, the modules of course_lib that it imports (followed to the
    end), and the data files that lie beside those modules

Prose, style sheets, JavaScript and posters are not among them: a notebook shows those, and its numbers do
not know them. So a check that ran a notebook need not run it again before one of the others changes. Stamps
lie in ``_build/passed``: a fresh clone runs everything once, and so does ``CI=true``, but for what a record
that is committed knows: tools/reseeded.json, tests/colab/held.json.
"""

from __future__ import annotations

import ast
import functools
import hashlib
import json
import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = "course_lib"
SHOWN = {".py", ".pyc", ".js", ".wat", ".css", ".svg", ".md", ".html"}  # beside a module, and no data
COMPUTES = re.compile("(numpy|scipy|scikit-learn|torch)==")
SHOWS = ("widgets", "plotting.py", "show.py")
RUN_BY = {"raises-exception", "skip-execution", "this-draw-only"}  # tags that change what a cell may do


def fingerprint(notebook: Path, *more: str, root: Path = ROOT, exact: bool = True) -> str:
    """The hash of all that the outputs of ``notebook`` depend on; ``more`` is what a check adds.

    With ``exact=False`` it leaves out Python, pins that compute nothing, modules that only show, and words in
    the others: what a lesson states, other than each digit, holds with the next Python, behind the next
    button and under a better docstring, too.
    """
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    sources = ["".join(cell["source"]) for cell in code]
    tags = [sorted(RUN_BY & set(cell["metadata"].get("tags", []))) for cell in code]
    versions = [sys.version, pins(root)] if exact else [pin for pin in pins(root) if COMPUTES.match(pin)]
    total = hashlib.sha256(json.dumps([*versions, sources, tags, more]).encode())
    shows = set() if exact else {root / PACKAGE / name for name in SHOWS}
    for path in sorted(path for path in files(sources, root) if shows.isdisjoint([path, *path.parents])):
        total.update(f"\0{path.relative_to(root).as_posix()}\0".encode())
        says = exact or path.suffix != ".py"
        total.update(path.read_bytes() if says else wordless(path.read_text(encoding="utf-8")))
    return total.hexdigest()


@functools.cache
def wordless(source: str) -> bytes:
    """A module without comments and docstrings."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        documented = isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        if documented and ast.get_docstring(node, clean=False):
            node.body = node.body[1:] or [ast.Pass()]
    return ast.unparse(tree).encode()


def pins(root: Path = ROOT) -> list[str]:
    """The requirements, without comments."""
    text = re.sub(r"#.*", "", (root / "requirements.txt").read_text(encoding="utf-8"))
    return sorted(filter(None, map(str.strip, text.splitlines())))


def files(sources: list[str], root: Path = ROOT) -> set[Path]:
    """Every module of course_lib that the sources import, what those import, and the data beside them."""
    todo = {path for source in sources for path in imported(source, "", root)}
    modules: set[Path] = set()
    while todo:
        module = todo.pop()
        modules.add(module)
        package = ".".join(module.parent.relative_to(root).parts)
        todo |= imported(module.read_text(encoding="utf-8"), package, root) - modules
    data = {
        path
        for folder in {module.parent for module in modules}
        for path in (folder.glob("*") if folder == root / PACKAGE else folder.rglob("*"))
        if path.is_file() and path.suffix not in SHOWN and "__pycache__" not in path.parts
    }
    return modules | data


@functools.cache
def imported(source: str, package: str, root: Path) -> frozenset[Path]:
    """The modules of course_lib that a source names; in strings too, where it imports lazily."""
    plain = "\n".join(re.sub(r"^\s*[%!].*", "", line) for line in source.splitlines())
    names, lazy = set(), "__getattr__" in source or "import_module" in source
    for node in ast.walk(ast.parse(plain)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = absolute(node.module or "", node.level, package)
            names |= {base} | {f"{base}.{alias.name}" for alias in node.names}
        elif lazy and isinstance(node, ast.Constant) and re.fullmatch(r"\.*[\w.]+", str(node.value)):
            name = str(node.value).lstrip(".")
            names |= {name, absolute(name, max(1, len(str(node.value)) - len(name)), package)}
    found = {path for name in names for path in paths(name, root)}
    return frozenset(path for path in found if not path.stem.endswith("poster"))


def absolute(name: str, level: int, package: str) -> str:
    """``from ..losses`` within ``course_lib.optim`` is ``course_lib.losses``."""
    if not level:
        return name
    parts = package.split(".")
    return ".".join([*parts[: len(parts) - level + 1], *filter(None, [name])])


@functools.cache
def paths(name: str, root: Path) -> frozenset[Path]:
    """The file of a module of course_lib, with those of the packages around it; of any other, nothing."""
    parts = name.split(".")
    if parts[0] != PACKAGE or not all(parts):
        return frozenset()
    found = set()
    for length in range(1, len(parts) + 1):
        place = root.joinpath(*parts[:length])
        found |= {path for path in (place / "__init__.py", place.with_suffix(".py")) if path.is_file()}
    return frozenset(found)


_asked: dict[tuple, str] = {}  # for which state a stamp was last asked


def _stamp(check: str, notebook: Path, root: Path) -> Path:
    return root / "_build/passed" / check / notebook.relative_to(root).with_suffix(".txt")


def stamped(check: str, notebook: Path, root: Path = ROOT) -> str:
    """The state in which ``check`` last passed on this machine, or nothing."""
    stamp = _stamp(check, notebook, root)
    return stamp.read_text() if stamp.is_file() else ""


def passed(check: str, notebook: Path, *more: str, root: Path = ROOT) -> bool:
    """Whether ``check`` has passed for this very state of the notebook and of what it depends on."""
    stamp = _stamp(check, notebook, root)
    state = _asked[stamp, *more] = fingerprint(notebook, *more, root=root)
    return not os.environ.get("CI") and stamped(check, notebook, root) == state


def record(check: str, notebook: Path, *more: str, root: Path = ROOT) -> None:
    """Store that ``check`` has passed for the state that `passed` saw: a file may be saved meanwhile."""
    stamp = _stamp(check, notebook, root)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(_asked.get((stamp, *more)) or fingerprint(notebook, *more, root=root))
