"""Small changes to a piece of code, one at a time: what a test that is worth its name has to notice.

An operator or a comparison is exchanged, a number or a truth value changed, a sign dropped, a function of
NumPy replaced by its opposite, an argument such as ``axis`` left out, a statement deleted. Defaults of
arguments stay as they are: the text of a question gives them.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator

OPERATORS = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Pow: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.Mult,
}
COMPARISONS = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
}
PAIRS = "max min|sum mean|argmax argmin|triu tril|ones zeros|cos sin|maximum minimum|amax amin|floor ceil"
OPPOSITES = {a: b for pair in PAIRS.split("|") for a, b in (pair.split(), pair.split()[::-1])}
OPPOSITES |= {"sqrt": "abs", "exp": "abs", "relu": "abs", "log": "exp", "cumsum": "cumprod", "sort": "copy"}
DROPPED = {"axis", "dim", "keepdims", "keepdim", "unbiased", "ddof", "side", "stride", "padding", "minlength"}
DEFINITIONS = ast.FunctionDef | ast.ClassDef | ast.Module


def mutants(code: str, changed: bool = True) -> Iterator[str]:
    """Every changed version of the code, each different from the others; or the code alone, written alike."""
    tree = ast.parse(code)
    for node in ast.walk(tree):  # a docstring is no constant of the program
        if isinstance(node, DEFINITIONS) and ast.get_docstring(node):
            node.body[0] = ast.copy_location(ast.Pass(), node.body[0])
    seen = {ast.unparse(tree)}
    if not changed:
        yield from seen
        return
    for number in range(len(list(_changes(tree)))):
        mutant = copy.deepcopy(tree)
        list(_changes(mutant))[number]()
        text = ast.unparse(ast.fix_missing_locations(mutant))
        if text not in seen:
            seen.add(text)
            yield text


def _changes(tree: ast.AST) -> Iterator[Callable[[], None]]:
    """One function for each place, which makes the change there."""
    defaults = set(_defaults(tree))
    for node in ast.walk(tree):
        if node in defaults:
            continue
        if isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in OPERATORS:
            yield _set(node, "op", OPERATORS[type(node.op)]())
        elif isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARISONS:
            yield _set(node, "ops", [COMPARISONS[type(node.ops[0])](), *node.ops[1:]])
        elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
            yield _set(node, "value", not node.value)
        elif isinstance(node, ast.Constant) and isinstance(node.value, int):
            yield _set(node, "value", node.value + 1)
        elif isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield _set(node, "value", node.value * 2 or 1.0)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            yield _set(node, "op", ast.UAdd())
        elif isinstance(node, ast.Call):
            yield from _call_changes(node)
        if isinstance(node, ast.FunctionDef | ast.For | ast.If | ast.While | ast.With):
            yield from _deletions(node)


def _defaults(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.arguments):
            for default in filter(None, (*node.defaults, *node.kw_defaults)):
                yield from ast.walk(default)


def _call_changes(node):
    if isinstance(node.func, ast.Attribute) and node.func.attr in OPPOSITES:
        yield _set(node.func, "attr", OPPOSITES[node.func.attr])
    for place, argument in enumerate(node.keywords):
        if argument.arg in DROPPED:
            yield _set(node, "keywords", node.keywords[:place] + node.keywords[place + 1 :])


def _deletions(node):
    for place, step in enumerate(node.body):
        call = isinstance(step, ast.Expr) and isinstance(step.value, ast.Call)
        if isinstance(step, ast.AugAssign) or call or (isinstance(step, ast.If) and not step.orelse):
            rest = [*node.body[:place], ast.copy_location(ast.Pass(), step), *node.body[place + 1 :]]
            yield _set(node, "body", rest)


def _set(node, field, value):
    return lambda: setattr(node, field, value)
