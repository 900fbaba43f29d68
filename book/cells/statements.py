"""What a statement of a cell needs, uses and gives: read, not run."""

from __future__ import annotations

import ast
import re
import symtable
import sys
from collections.abc import Iterable
from pathlib import Path

from cells import fetch, reach

WHEELS = {"pillow": "PIL", "python-dateutil": "dateutil"}  # others are imported by the package's own name
HERE = {"course_lib", "mpl_toolkits", "traitlets", *(WHEELS.get(n, n) for n in fetch.LOCK["wheels"])}
STANDARD = set(sys.stdlib_module_names) - {
    # not in Pyodide, or of no use there
    *("curses", "dbm", "ensurepip", "readline", "resource", "tkinter", "turtle", "venv"),
    *("multiprocessing", "subprocess"),
}
OURS = Path(__file__).with_name("python")  # what stands in the page for a package that is not there
CALLED = {"sklearn": "scikit-learn", "pooch": "a download", "requests": "a download"}
NAMED = {
    "torch",
    "scikit-learn",
    "scipy",
}  # in the page they can be imported, and whoever uses them is refused
FILLS = {"add", "append", "extend", "insert", "pop", "setdefault", "update"}

Obstacle = tuple[str, str]  # kind and why
EXPLORABLE = ("missing", "the explorable")
SHOWS = re.compile(r"(anywidget|ipywidgets)\b")


def obstacle(modules: Iterable[str]) -> Obstacle | None:
    """The first thing among modules of others that the page's Python does not have."""
    absent = sorted({module.partition(".")[0] for module in modules if not is_here(module)})
    if "torch" in absent:
        return "torch", "torch"
    if "anywidget" in absent:
        return EXPLORABLE
    return ("missing", CALLED.get(absent[0], absent[0])) if absent else None


def is_here(module: str) -> bool:
    """Whether the page's Python can import ``module``, which may end in a name within a module."""
    package, _, inside = module.partition(".")
    if package in HERE | STANDARD:
        return True
    if not OURS.joinpath(package).is_dir():
        return False
    parts = inside.split(".") if inside else []
    depth = next((n for n in range(len(parts)) if not _lies(package, *parts[: n + 1])), len(parts))
    return depth >= len(parts) - 1 and (depth == len(parts) or _gives(parts[-1], package, *parts[:-1]))


def _lies(*parts: str) -> bool:
    place = OURS.joinpath(*parts)
    return place.is_dir() or place.with_suffix(".py").is_file()


def _gives(name: str, *parts: str) -> bool:
    place = OURS.joinpath(*parts)
    file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    return bool(re.search(rf"^(class |def |from .*|import .*)?{name}\b", file.read_text("utf-8"), re.M))


class Statement:
    """One statement at the top of a cell: the names it uses and gives, and what its imports ask for."""

    def __init__(self, node: ast.stmt, lines: list[str]):
        self.node = node
        table = symtable.symtable("\n".join(lines[start(node) : node.end_lineno]), "cell", "exec")
        top = {symbol.get_name(): symbol for symbol in table.get_symbols()}
        self.gives = {name for name, s in top.items() if s.is_assigned() or s.is_imported()}
        self.uses = {name for name, s in top.items() if s.is_referenced()} | set(_globals(table))
        self.changes, self.calls, asked = set(self.gives), set(), {}
        for each in ast.walk(node):
            if isinstance(each, ast.Subscript | ast.Attribute) and isinstance(each.ctx, ast.Store):
                self.changes.add(_base(each))
            elif isinstance(each, ast.Expr) and isinstance(each.value, ast.Call):
                method = each.value.func
                self.changes |= {_base(method)} if getattr(method, "attr", "") in FILLS else set()
            elif isinstance(each, ast.Call):
                self.calls.add(getattr(each.func, "id", ""))
            elif isinstance(each, ast.Import | ast.ImportFrom):
                asked |= reach.of_statement(each)
        self.asks = {name: found for name, modules in asked.items() if (found := obstacle(modules))}
        self.is_import = isinstance(node, ast.Import | ast.ImportFrom)
        may = NAMED if self.is_import else set()
        self.hinders = {name: found for name, found in self.asks.items() if found[1] not in may}
        self.shows = {name for name, modules in asked.items() if any(map(SHOWS.match, modules))}


def start(node: ast.stmt) -> int:
    """Lines above it, decorators counted to it."""
    return min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))]) - 1


def _globals(table):
    for child in table.get_children():
        yield from (s.get_name() for s in child.get_symbols() if s.is_global() and s.is_referenced())
        yield from _globals(child)


def _base(node: ast.expr) -> str:
    while hasattr(node, "value"):
        node = node.value
    return getattr(node, "id", "")
