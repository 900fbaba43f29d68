"""Finds the places where a test looks at a page in the moment of the click; tests/test_waiting.py asks.

A statement is an act if a hand does something in it, waits if it waits for a state or for what is drawn, and
looks if it asks the page once. A look after an act that nothing has waited for is found, whatever becomes of
it: compared, kept, counted, handed on, and also through a helper of the tests, wherever that is defined.
"""

import ast
import functools
import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
AT_ONCE = "# at once"  # on the line itself, with the reason: this very moment is what is meant
# what Playwright answers from one look, without waiting for anything but the element
LOOKS = {
    *("is_visible", "is_hidden", "is_checked", "is_enabled", "is_disabled", "is_editable"),
    *("inner_text", "inner_html", "text_content", "all_inner_texts", "all_text_contents", "input_value"),
    *("get_attribute", "bounding_box", "evaluate", "evaluate_all", "eval_on_selector"),
    *("eval_on_selector_all", "count", "all", "query_selector", "query_selector_all", "aria_snapshot"),
}
# what a hand does, whose answer may come in a later frame
ACTS = {
    *("click", "dblclick", "press", "check", "uncheck", "set_checked", "fill", "select_option", "hover"),
    *("drag", "drag_to", "tap", "type", "press_sequentially", "insert_text", "dispatch_event"),
    *("set_input_files", "wheel", "up"),
}
WAITS = re.compile(r"frames|FRAMES|settle|soon\(|expect\(|wait_for|drawn|requestAnimationFrame|has_text=")
# a trait of the page's model is set in the event itself, before the hand's call returns
AT_THE_EVENT = re.compile(r"model\.get\(")
WHOLE = (ast.Expr, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Assert, ast.Return)


def calls(node: ast.AST):
    return [part for part in ast.walk(node) if isinstance(part, ast.Call)]


def is_look(node: ast.AST) -> bool:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    if node.func.attr == "all":  # and not an array's
        return not node.args and bool(re.search(r"locator\(|get_by_", ast.unparse(node.func.value)))
    return node.func.attr in LOOKS and not (node.func.attr == "count" and node.args)  # str.count, list.count


def looks(source: str) -> list[str]:
    """The assertions that look once, as ``line: code``."""
    lines, found = source.splitlines(), []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assert) and AT_ONCE not in lines[node.end_lineno - 1]:
            found += [f"{node.lineno}: {ast.unparse(c)}" for c in calls(node.test) if is_look(c)]
    return found


@functools.cache
def helpers(source: str) -> dict[str, tuple[ast.AST, str]]:
    """The functions that a test file defines or takes from other files of the tests: name → body and file."""
    found, tree = {}, ast.parse(source)
    for step in ast.walk(tree):
        if isinstance(step, ast.ImportFrom):
            path = TESTS.joinpath(*(step.module or "").split(".")).with_suffix(".py")
            if path.is_file() and path.name != "waiting.py":
                theirs = helpers(path.read_text(encoding="utf-8"))
                found |= {a.asname or a.name: theirs[a.name] for a in step.names if a.name in theirs}
    own = {node.name: (node, source) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    return found | own


def kinds(call: ast.Call, source: str, depth: int = 3) -> set[str]:
    """What a call does: ``act``, ``look``, ``wait``; a helper that waits is trusted to do so at its end."""
    if isinstance(call.func, ast.Attribute):
        named = {"act"} if call.func.attr in ACTS else set()
        aims = call.func.attr == "bounding_box"  # where the next act goes
        return named | ({"look"} if is_look(call) and not aims else set())
    name = getattr(call.func, "id", "")
    if name not in helpers(source) or not depth:
        return {"act"} if name in ACTS else set()
    body, home = helpers(source)[name]
    code = ast.unparse(body)
    if WAITS.search(code):
        return {"wait"}
    if AT_THE_EVENT.search(code):
        return set()
    does = set().union(*(kinds(part, home, depth - 1) for part in calls(body)))
    return {"wait"} if "wait" in does else does


def looks_after_acts(source: str) -> list[str]:
    """The looks that follow an act before anything has waited, as ``line: code``."""
    lines, found = source.splitlines(), []

    def read(part: ast.AST, acted: bool) -> bool:
        code = ast.unparse(part)
        does = set().union(*(kinds(call, source) for call in calls(part)))
        if WAITS.search(code) or "wait" in does:
            return False
        meant = AT_ONCE in lines[part.end_lineno - 1] or AT_THE_EVENT.search(code)
        if acted and "look" in does and "act" not in does and not meant:
            found.append(f"{part.lineno}: {code}")
        return acted or "act" in does

    def walk(body: list, acted: bool) -> bool:
        for step in body:
            if isinstance(step, WHOLE):
                acted = read(step, acted)
                continue
            if isinstance(step, ast.FunctionDef | ast.ClassDef):
                continue
            heads = [getattr(step, name) for name in ("test", "iter", "subject") if hasattr(step, name)]
            for head in [*heads, *(item.context_expr for item in getattr(step, "items", []))]:
                acted = read(head, acted)
            for name in ("body", "orelse", "finalbody"):
                acted = walk(getattr(step, name, []), acted)
        return acted

    tree = ast.parse(source)
    walk(tree.body, acted=False)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            walk(node.body, acted=False)
    return found


NO_LIMIT = "# no limit"  # on the line itself, with the reason: however slow the machine, this stays green


def is_number(part: ast.AST) -> bool:
    return isinstance(part, ast.Constant) and isinstance(part.value, int | float)


def seconds(source: str) -> list[str]:
    """The calls that sleep or give up after a number of seconds, as ``line: code``."""
    lines, found = source.splitlines(), []
    for call in calls(ast.parse(source)):
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        given = [word.value for word in call.keywords if word.arg and word.arg.endswith("timeout")]
        if name in ("sleep", "wait_for_timeout", "wait"):
            given += call.args
        if any(map(is_number, given)) and NO_LIMIT not in lines[call.end_lineno - 1]:
            found.append(f"{call.lineno}: {ast.unparse(call)}")
    return found
