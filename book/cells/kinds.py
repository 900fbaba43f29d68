"""What Python in the page can do with each cell of a notebook: one row a code cell, in their order.

    python -m cells.kinds ../chapters/*/*.ipynb     in book/: how many of each kind

    id, source     as in the notebook
    kind           run       it runs
                   torch     it needs torch
                   missing   it needs another module that the page's Python does not have
                   widget    it shows what is alive in the page without Python, or sets up a notebook
                   answer, test, given
                             of an exercise: to be filled in; visible tests with their points; locked
                   solution  it gives an exercise's answer
    why            of torch and missing: what it needs
    run            what runs in place of an untouched source: without the lines that cannot run here
    gives, needs   of an exercise: needs.py

Nor does a cell run that uses a name which only such an import, or a cell that does not run, would give.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from cells import needs
from cells.statements import EXPLORABLE, Obstacle, Statement, start

TESTS = "-tests-"
IDLE = ("torch", "missing", "widget")  # kinds of cells that do not run
# notebook → its cells that only a run shows not to run, and what they need
BEYOND = {
    "5_array_engine": {"fig-price": "integers of 64 bits", "train-loop": "more than a minute"},
}


def classify(notebook: dict, beyond: dict[str, str] | None = None) -> list[dict]:
    """The rows of a notebook, as it was read from its file; ``beyond``: as in `BEYOND`."""
    blocked: dict[str, Obstacle] = {}  # name → why it is not there
    alive: set[str] = set()  # names of explorables and questions
    rows, first = [], True
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        source = "".join(cell["source"])
        row = {"id": cell["id"], "source": source, "kind": "widget", "why": ""}
        rows.append(row)
        if "setup" in cell["metadata"].get("tags", []):
            continue
        try:
            statements = [Statement(node, source.splitlines()) for node in ast.parse(source).body]
        except SyntaxError:  # a line that only a notebook understands, such as %timeit
            row |= {"kind": "missing", "why": "needs IPython"}
            continue
        if need := (beyond or {}).get(cell["id"]):
            blocked |= {name: ("missing", need) for each in statements for name in each.changes}
            row |= {"kind": "missing", "why": _said(("missing", need))}
            continue
        opens = first and statements and statements[0].is_import
        first = False
        alive = alive.union(*(statement.shows for statement in statements))
        row |= _opening(source, statements, blocked) if opens else _whole(statements, blocked, alive)
        if row["kind"] == "run":
            row |= _of_exercise(cell)
    needs.mark(rows)
    return rows


def _opening(source: str, statements: list[Statement], blocked: dict[str, Obstacle]) -> dict:
    """The first cell loads what a page uses: what cannot be had is left out, and the rest runs."""
    kept, why, useful = [], None, False
    for statement in statements:
        found = statement.hinders or {name: blocked[name] for name in statement.uses & blocked.keys()}
        if not found:
            useful |= not statement.asks or not statement.gives <= statement.asks.keys()
            kept.append(statement.node)
            _pass(statement, blocked)
            continue
        why = why or _least(found)
        if statement.is_import:
            blocked |= statement.asks
            if rest := [a for a in statement.node.names if _bound(a) not in found]:
                useful = True
                kept.append(type(statement.node)(**{**vars(statement.node), "names": rest}))
        else:
            blocked |= dict.fromkeys(statement.changes, _least(found))
    if why is None:
        return {"kind": "run"}
    if not useful:
        return {"kind": why[0], "why": _said(why)}
    return {"kind": "run", "run": _lines(source, kept, {id(s.node) for s in statements})}


def _pass(statement: Statement, blocked: dict[str, Obstacle]) -> None:
    """What a statement that runs gives is there, but for names of what can only be imported."""
    for name in statement.gives - statement.asks.keys():
        blocked.pop(name, None)
    blocked |= statement.asks


def _bound(alias: ast.alias) -> str:
    return alias.asname or alias.name.partition(".")[0]


def _least(found: dict[str, Obstacle]) -> Obstacle:
    """What a reader is told: torch before another module, a module before the explorable."""
    return min(found.values(), key=lambda each: (each == EXPLORABLE, each[0] != "torch"))


def _lines(source: str, kept: list[ast.stmt], whole: set[int]) -> str:
    """The kept statements, each on its own line of the source: an error names the line that is seen."""
    lines, old = [""] * len(source.splitlines()), source.splitlines()
    for node in kept:
        if id(node) in whole:
            lines[start(node) : node.end_lineno] = old[start(node) : node.end_lineno]
        else:
            lines[node.lineno - 1] = ast.unparse(node)
    return "\n".join(lines).rstrip()


def _whole(statements: list[Statement], blocked: dict[str, Obstacle], alive: set[str]) -> dict:
    """Any other cell runs as a whole or not at all."""
    here, found = dict(blocked), {}
    for statement in statements:
        found |= statement.hinders | {name: here[name] for name in statement.uses & here.keys()}
        _pass(statement, here)
    shows = any(statement.calls & alive for statement in statements)
    if not (found or shows):
        blocked.clear()
        blocked.update(here)
        return {"kind": "run"}
    why = EXPLORABLE if shows else _least(found)
    for statement in statements:
        blocked |= dict.fromkeys(statement.changes, why)
    return {"kind": "widget"} if shows else {"kind": why[0], "why": _said(why)}


def _said(why: Obstacle) -> str:
    return f"needs {why[1]}"


def _of_exercise(cell: dict) -> dict:
    """What nbgrader knows of a cell of an exercise that runs."""
    known = cell["metadata"].get("nbgrader", {})
    if known.get("solution"):
        return {"kind": "answer"}
    if known.get("grade"):
        title = known["grade_id"].partition(TESTS)[2]
        return {"kind": "test", "points": known.get("points"), "title": title}
    if known.get("locked"):
        return {"kind": "given"}
    return {"kind": "solution"} if "solution" in cell["metadata"].get("tags", []) else {}


def of_file(path: Path) -> list[dict]:
    return classify(json.loads(path.read_text(encoding="utf-8")), BEYOND.get(path.stem))


def texts(path: Path) -> list[dict]:
    """The texts of an exercise that a reader writes and a person reads: id, source, points."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    known = [(cell, cell["metadata"].get("nbgrader", {})) for cell in cells]
    return [
        {"id": cell["id"], "source": "".join(cell["source"]), "kind": "text", "points": told["points"]}
        for cell, told in known
        if cell["cell_type"] == "markdown" and told.get("solution") and told.get("grade")
    ]


def table(paths: list[Path]) -> dict[str, Counter]:
    """Chapter → how many of its cells run, and of each other kind or reason."""
    found = defaultdict(Counter)
    for path in paths:
        found[path.parent.name].update(row["why"] or row["kind"] for row in of_file(path))
    return dict(found)


def snapshot(rows: list[dict]) -> str:
    """The one that a page needs: figures, if a cell that runs draws."""
    runs = "\n".join(row.get("run", row["source"]) for row in rows if row["kind"] == "run")
    return "figures" if re.search(r"\b(matplotlib|course_lib\.plotting)\b", runs) else "numpy"


if __name__ == "__main__":
    for chapter, counts in table(list(map(Path, sys.argv[1:]))).items():
        print(f"{chapter}: {', '.join(f'{count} {what}' for what, count in counts.most_common())}")
