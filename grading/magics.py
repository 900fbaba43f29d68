"""Cells of IPython as plain Python: what a magic does is left out, what it runs stays.

Nothing is executed here. A cell that is Python already stays as it is.
"""

from __future__ import annotations

import ast
import re

RUNS = {"time", "timeit", "capture", "prun"}  # their body is Python
CELL = re.compile(r"\s*%%(\w+)[^\n]*\n?")
NOTHING = "", ast.parse("")
CALL = re.compile(r"get_ipython\(\)\.(run_line_magic|run_cell_magic|system|getoutput)\(")


def plain(source: str) -> tuple[str, ast.Module]:
    """The cell without magics, each line where it was, and its tree.

    Raises
    ------
    SyntaxError
        If what remains is no Python.

    Examples
    --------
    >>> plain("%matplotlib inline\\nx = 1")[0]
    'pass\\nx = 1'
    >>> plain("%%time\\nx = 1")[0]
    '\\nx = 1'
    >>> plain("%time x = 1")[0]
    'x = 1'
    """
    while found := CELL.match(source):
        if found[1] not in RUNS:
            return NOTHING
        source = "\n" * found[0].count("\n") + source[found.end() :]
        if source.strip("\n") == "":
            return NOTHING
    try:
        tree = ast.parse(source)
    except SyntaxError:
        source = _translated(source)
        tree = ast.parse(source)
    return source, tree


def _translated(source: str) -> str:
    """What IPython makes of the magics, and of that what is Python."""
    from IPython.core.inputtransformer2 import TransformerManager

    lines = TransformerManager().transform_cell(source).splitlines()
    return "\n".join(map(_line, lines))


def _line(line: str) -> str:
    found = CALL.search(line)
    if not found:
        return line
    try:
        call = ast.parse(line[found.start() :].strip(), mode="eval").body
    except SyntaxError:
        return line
    before = line[: found.start()]  # an indent, or the name that takes the result
    words = [part.value for part in call.args if isinstance(part, ast.Constant)]
    if call.func.attr == "run_line_magic" and len(words) == 2 and words[0] in RUNS:
        return before + re.sub(r"^(-\w+(\s+\d+)?\s+)*", "", words[1]).strip()
    return before + ("pass" if not before.strip() else "None")
