"""Which answers of an exercise a cell needs: while one of them is not written, the cell can only fail.

A row gets ``needs``, the ids of these answers, and an answer ``gives``, the names that it defines. A function
that uses an answer does not need it before it is called.
"""

from __future__ import annotations

import ast

from cells.statements import Statement

LATER = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def mark(rows: list[dict]) -> None:
    """``rows`` in the order of the notebook, as `cells.kinds.classify` makes them, are filled in."""
    behind: dict[str, set[str]] = {}  # name → the answers without which it is not there
    order = [row["id"] for row in rows if row["kind"] == "answer"]
    for row in rows:
        if not order or row["kind"] not in ("run", "answer", "given", "test"):
            continue
        source = row.get("run", row["source"])
        statements = [Statement(node, source.splitlines()) for node in ast.parse(source).body]
        names = set().union(*(statement.gives for statement in statements))
        if row["kind"] == "answer":
            row["gives"] = sorted(names)
            behind |= {name: {row["id"]} for name in names}
            continue
        if needs := _needs(statements, here := dict(behind)):
            row["needs"] = [id for id in order if id in needs]
            here = behind | {name: needs | here[name] for name in names}
        if row["kind"] in ("run", "given"):  # what a test leaves behind, no cell below uses
            behind = here


def _needs(statements: list[Statement], here: dict[str, set[str]]) -> set[str]:
    """The answers that a cell uses when it runs; ``here`` follows what its statements give."""
    needs: set[str] = set()
    for statement in statements:
        found = set().union(*(here.get(name, set()) for name in statement.uses))
        here |= dict.fromkeys(statement.gives, found)
        if not isinstance(statement.node, LATER):
            needs |= found
    return needs
