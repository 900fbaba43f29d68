"""What a statement of a cell needs, uses and gives: read, not run."""

from __future__ import annotations

import ast
import symtable
import sys

from cells import fetch, reach

WHEELS = {"pillow": "PIL", "python-dateutil": "dateutil"}  # others are imported by the package's own name
HERE = {"course_lib", "IPython", "mpl_toolkits", *(WHEELS.get(name, name) for name in fetch.LOCK["wheels"])}
# modules of the standard library that are not in Pyodide, or cannot do their work there
NOT_HERE = {
    *("curses", "dbm", "ensurepip", "pydoc_data", "readline", "resource", "tkinter", "turtle", "venv"),
    *("multiprocessing", "subprocess"),
}
ALIVE = {"anywidget", "ipywidgets", "traitlets"}
CALLED = {"sklearn": "scikit-learn", "pooch": "a download", "requests": "a download"}
FILLS = {"add", "append", "extend", "insert", "pop", "setdefault", "update"}

Obstacle = tuple[str, str]  # kind and why
EXPLORABLE = ("widget", "the explorable")


def obstacle(modules: frozenset[str] | set[str]) -> Obstacle | None:
    """The first thing among modules of others that the page's Python cannot do."""
    absent = {name for name in modules if name in NOT_HERE or name not in HERE | set(sys.stdlib_module_names)}
    if "torch" in absent:
        return "torch", "torch"
    if absent & ALIVE:
        return EXPLORABLE
    if absent:
        name = "scikit-learn" if "sklearn" in absent else min(absent)
        return "missing", CALLED.get(name, name)
    return None


class Statement:
    """One statement at the top of a cell: the names it uses and gives, and what its imports ask for."""

    def __init__(self, node: ast.stmt):
        self.node = node
        table = symtable.symtable(ast.unparse(node), "cell", "exec")
        top = {symbol.get_name(): symbol for symbol in table.get_symbols()}
        self.gives = {name for name, s in top.items() if s.is_assigned() or s.is_imported()}
        self.uses = {name for name, s in top.items() if s.is_referenced()} | set(_globals(table))
        self.changes = set(self.gives)
        for each in ast.walk(node):
            if isinstance(each, ast.Subscript | ast.Attribute) and isinstance(each.ctx, ast.Store):
                self.changes.add(_base(each))
            if isinstance(each, ast.Expr) and isinstance(each.value, ast.Call):
                method = each.value.func
                self.changes |= {_base(method)} if getattr(method, "attr", "") in FILLS else set()
        imports = [each for each in ast.walk(node) if isinstance(each, ast.Import | ast.ImportFrom)]
        self.asks = {
            name: found
            for each in imports
            for name, modules in reach.of_statement(each).items()
            if (found := obstacle(modules))
        }


def _globals(table):
    for child in table.get_children():
        yield from (s.get_name() for s in child.get_symbols() if s.is_global() and s.is_referenced())
        yield from _globals(child)


def _base(node: ast.expr) -> str:
    while hasattr(node, "value"):
        node = node.value
    return getattr(node, "id", "")
