"""In which order a submission is run: the student's cells, our given cells, our tests, by content alone."""

from __future__ import annotations

import ast
import difflib
import re
import symtable
from dataclasses import dataclass, replace

from grading.assignment import TITLE, Assignment, normal
from grading.magics import plain
from grading.questions import FUNCTIONS
from grading.submission import Cell

WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Step:
    """``cell`` runs a student's cell, ``given`` one of ours, ``test`` a cell of tests.

    ``late`` marks a second look at the end, ``hidden`` all from the hidden tests on.
    """

    kind: str
    number: int
    code: str = ""
    late: bool = False
    hidden: bool = False


@dataclass(frozen=True)
class Plan:
    """Steps, errors that need no run, and names that look like a function of ours.

    There are two passes. The first tells all that happens in it, and has the visible tests; at its end, when
    nothing more is told, come the hidden ones, and an honest submission is done. The second, from step
    ``turn`` on, runs the same cells in another clone and has the hidden tests that have not passed, each in
    its place, so that nothing of these can be kept and told.
    """

    steps: list[Step]
    turn: int
    errors: list[tuple[int, str]]
    renamed: dict[str, str]


def plan(cells: list[Cell], assignment: Assignment) -> Plan:
    """What to run for a submission.

    A function's tests stand where the submission has them, or behind the last cell that defines it, whichever
    is later. Stubs step aside for a function of the same name that is written.
    """
    given, ours, skipped = assignment.keys
    parsed, errors, shown = {}, [], {}
    keys = [normal(cell.source) for cell in cells]
    for number, (cell, key) in enumerate(zip(cells, keys, strict=True)):
        if cell.kind != "code" or key in given or key in skipped or cell.source.lstrip().startswith(TITLE):
            continue
        if key in ours:
            shown[ours[key]] = number
            continue
        try:
            parsed[number] = plain(cell.source)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            line = getattr(error, "lineno", None) or 1
            errors.append((number, f"{type(error).__name__}, line {line}: {getattr(error, 'msg', error)}"))
    names = {number: bound(tree) for number, (_, tree) in parsed.items()}
    written = _written(names, assignment.functions)
    for number in _unneeded(cells, parsed, names, assignment):
        del parsed[number]
    tests_at = {}
    for place, test in enumerate(assignment.tests):
        last = max(written.get(test.function, [-1]))
        tests_at.setdefault(max(last, shown.get(place, -1)), []).append(place)
    steps = [Step("test", place) for place in tests_at.get(-1, ())]
    for number, cell in enumerate(cells):
        if number in parsed:
            code, tree = parsed[number]
            steps.append(Step("cell", number, _without_stubs(code, tree, set(written))))
        elif cell.kind == "code" and keys[number] in given:
            steps.append(Step("given", given[keys[number]]))
        steps += [Step("test", place) for place in tests_at.get(number, ())]
    steps += [Step("test", place, late=True) for place in range(len(assignment.tests))]
    end = [Step("test", place, late=True, hidden=True) for place in range(len(assignment.tests))]
    hidden = [replace(step, hidden=True) for step in steps]
    first = [*steps, *end]
    return Plan([*first, *hidden], len(first), errors, _renamed(parsed, written, assignment))


def is_stub(node: ast.AST) -> bool:
    """Whether a function is not written yet."""
    if not isinstance(node, FUNCTIONS):
        return False
    if len(node.body) > 2 or not isinstance(node.body[-1], ast.Raise):
        return False
    body = node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body
    if len(body) != 1:
        return False
    error = body[0].exc
    error = error.func if isinstance(error, ast.Call) and not error.args else error
    return isinstance(error, ast.Name) and error.id == "NotImplementedError"


def bound(tree: ast.AST) -> set[str]:
    """The names that a cell binds, functions inside excepted."""
    names = set()
    for node in ast.iter_child_nodes(tree):
        scope = isinstance(node, FUNCTIONS | ast.ClassDef)
        if scope and not is_stub(node):
            names.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.alias):
            names.add((node.asname or node.name).partition(".")[0])
        if not scope and not isinstance(node, ast.Lambda):
            names |= bound(node)
    return names


def _written(names, functions) -> dict[str, list[int]]:
    """Function → the cells in which it is written."""
    found = {}
    for number, own in names.items():
        for name in own.intersection(functions):
            found.setdefault(name, []).append(number)
    return found


def _without_stubs(code, tree, written) -> str:
    lines = code.splitlines()
    for node in tree.body:
        if is_stub(node) and node.name in written:
            first = min([node.lineno, *(mark.lineno for mark in node.decorator_list)]) - 1
            lines[first : node.end_lineno] = [""] * (node.end_lineno - first)
    return "\n".join(lines)


def _unneeded(cells, parsed, names, assignment) -> list[int]:
    """Experiments, which nobody grades, unless something else needs a name of theirs."""
    found = []
    for number, own in names.items():
        if cells[number].name in assignment.experiments:
            others = [(parsed[other][0], names[other]) for other in names if other != number]
            if own.isdisjoint(assignment.functions) and not any(_reads(own, *other) for other in others):
                found.append(number)
    return found


def _reads(names, code, own) -> bool:
    """Whether a cell reads one of some names from elsewhere."""
    names = names - own
    if code.isascii() and names.isdisjoint(WORD.findall(code)):
        return False
    return not names.isdisjoint(_needs(symtable.symtable(code, "", "exec")))


def _needs(table) -> set[str]:
    """The global names that are read in a scope and in those inside it."""
    top = table.get_type() == "module"
    own = {s.get_name() for s in table.get_symbols() if s.is_referenced() and (top or s.is_global())}
    return own.union(*map(_needs, table.get_children()))


def _renamed(parsed, written, assignment) -> dict[str, str]:
    """Missing function → a function of the student's with the same arguments, or a name that is near."""
    own = {
        node.name: tuple(arg.arg for arg in node.args.args)
        for _, tree in parsed.values()
        for node in tree.body
        if isinstance(node, FUNCTIONS) and not is_stub(node) and node.name not in assignment.functions
    }
    found = {}
    for name in assignment.functions:
        if name in written:
            continue
        same = [other for other, arguments in own.items() if arguments == assignment.arguments.get(name)]
        near = difflib.get_close_matches(name, list(own), 1, 0.8)
        if candidates := near or same[:1]:
            found[name] = candidates[0]
    return found
