"""Runs the cells of a page: what a notebook's kernel does, in one module.

    connect(tell)       tell(kind, text) is called for all that a cell shows
    run(source, name)   runs one cell, answers with None or with its error
    reset()             forgets every variable

``kind`` is ``stdout``, ``stderr`` or ``display``; a display is a JSON object, media type → text.
"""

import ast
import io
import json
import linecache
import random
import sys
import traceback
import types
from collections.abc import Callable

from course_cells.figures import drawn

__all__ = ["connect", "reset", "run", "show", "show_figures"]

MOST = 20_000  # characters of a value or of an error
STEPS = 20  # lines of the reader's that an error came through
HOW = ("text/markdown", "_repr_markdown_"), ("text/html", "_repr_html_"), ("text/latex", "_repr_latex_")

_tell: Callable[[str, str], None] = print
_variables: dict = {}


class Stream(io.TextIOBase):
    """What a cell prints, told line by line."""

    def __init__(self, kind: str):
        self.kind, self.waiting = kind, ""

    def writable(self):
        return True

    def write(self, text):
        self.waiting += text
        if "\n" in text or "\r" in text or len(self.waiting) > 4096:
            self.flush()
        return len(text)

    def flush(self):
        text, self.waiting = self.waiting, ""
        if text:
            _tell(self.kind, text)


def connect(tell: Callable[[str, str], None]) -> None:
    """Begin with fresh variables and random numbers; ``tell`` hears what cells show."""
    global _tell
    _tell = tell
    sys.stdout, sys.stderr = Stream("stdout"), Stream("stderr")
    random.seed()
    if sys.platform == "emscripten":
        from course_cells import absent, late, numerics

        absent.install()
        late.install()
        numerics.install()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
    reset()


def reset() -> None:
    """Forget every variable of the page."""
    global _variables
    sys.modules["__main__"] = types.ModuleType("__main__")
    _variables = vars(sys.modules["__main__"])


def show(value) -> None:
    """One value below the cell: Markdown, HTML or LaTeX where it has such, else its repr."""
    sys.stdout.flush()
    _tell("display", json.dumps(bundle(value)))


def show_figures() -> None:
    """Every open figure, as SVG."""
    for picture in drawn():
        sys.stdout.flush()
        _tell("display", json.dumps({"image/svg+xml": picture}))


def bundle(value) -> dict[str, str]:
    """Media type → text, the richest first; ``text/plain`` always."""
    found = {}
    if hasattr(value, "_repr_mimebundle_") and not isinstance(value, type):
        found = dict(value._repr_mimebundle_())
    for kind, method in HOW:
        if kind not in found and not isinstance(value, type) and hasattr(value, method):
            text = getattr(value, method)()
            found |= {kind: text} if text else {}
    return found | {"text/plain": short(repr(value))}


def short(text: str) -> str:
    """Of a text that no page could show its beginning and its end."""
    left = len(text) - MOST
    half = MOST // 2
    return text if left <= 0 else f"{text[:half]}\n… {left:,} characters are left out …\n{text[-half:]}"


def run(source: str, name: str) -> str | None:
    """Run one cell; its error as JSON, or None. A last expression is shown unless ``;`` ends it."""
    file = f"<cell {name}>"
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    try:
        body, last = _parsed(source, file)
        exec(body, _variables)
        if last is not None:
            value = eval(last, _variables)
            if value is not None:
                _variables["_"] = value
                show(value)
        show_figures()
    except BaseException as error:  # an exit or an interrupt is told as well
        return json.dumps(_told(error))
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return None


def _parsed(source: str, file: str):
    tree = ast.parse(source, file)
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr) and not source.rstrip().endswith(";"):
        last = compile(ast.Expression(tree.body.pop().value), file, "eval")
    return compile(tree, file, "exec"), last


def _told(error: BaseException) -> dict:
    """The error as a page shows it: the lines of the reader's cells, and what it says."""
    # not traceback.format_exc: it reads the source of each frame, and those files come late
    steps = [(trace, trace.tb_frame.f_code) for trace in _traces(error.__traceback__)]
    lines = [
        f'  File "{code.co_filename}", line {trace.tb_lineno}, in {code.co_name}\n'
        f"    {linecache.getline(code.co_filename, trace.tb_lineno).strip()}\n"
        for trace, code in steps
        if code.co_filename.startswith("<cell")
    ]
    if len(lines) > STEPS:
        left = f"  … {len(lines) - STEPS:,} more steps …\n"
        lines[STEPS // 2 : -STEPS // 2] = [left]
    head = ["Traceback (most recent call last):\n"] if lines else []
    says = short("".join(traceback.format_exception_only(error)))
    try:
        message = short(str(error))
    except Exception:  # an error of the reader's own, whose __str__ fails
        message = ""
    told = {"kind": type(error).__name__, "message": message, "traceback": "".join([*head, *lines, says])}
    if isinstance(error, ModuleNotFoundError):
        told["missing"] = error.name
    return told


def _traces(trace: types.TracebackType | None):
    while trace:
        yield trace
        trace = trace.tb_next
