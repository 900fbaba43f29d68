"""What a learner types into the graph explorer, checked where Python sees it: it is nearly Python itself.

``language.js`` reads the same in the page, where nothing is ever evaluated as code.
"""

import ast

from course_lib.backprop.graph_explorer.words import TAKEN

FUNCTIONS = ["exp", "log", "tanh", "sigmoid", "relu", "sum", "mean"]
_ALLOWED = (
    ast.Module, ast.Expr, ast.Assign, ast.Name, ast.Constant, ast.BinOp, ast.UnaryOp, ast.Call, ast.List,
    ast.Load, ast.Store, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.MatMult, ast.Pow, ast.USub,
)  # fmt: skip


def as_python(expression: str) -> str:
    """The same lines as Python writes them."""
    for typed, meant in {"^": "**", "−": "-", "–": "-", "·": "*", "×": "*"}.items():
        expression = expression.replace(typed, meant)
    return expression


def names(expression: str) -> list[str]:
    """The inputs of an expression, in the order in which they are used first.

    Raises
    ------
    ValueError
        Saying what is wrong, and in which line.

    >>> names("h = tanh(w*x + b)")
    ['w', 'x', 'b']
    """
    lines = [line.strip() for line in as_python(expression).split("\n")]  # Python would mind the blanks
    try:
        tree = ast.parse("\n".join(lines))
    except SyntaxError as error:
        raise ValueError(f"{error.msg} in line {error.lineno}: {(error.text or '').strip()!r}") from None
    if not tree.body:
        raise ValueError("an expression is needed, such as 'w*x + b'")
    made, inputs = set(), []
    for line in tree.body:
        for name in _read(line):
            if name not in made and name not in inputs:
                inputs.append(name)
        made |= {target.id for target in getattr(line, "targets", []) if isinstance(target, ast.Name)}
    return inputs


def _read(line: ast.stmt) -> list[str]:
    """The names that a line reads, from left to right."""
    functions, found = set(), []
    for node in ast.walk(line):
        if not isinstance(node, _ALLOWED):
            raise ValueError(f"{ast.unparse(node)!r} has no place here; there is + - * / @ ^ and {FUNCTIONS}")
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            if name not in FUNCTIONS or len(node.args) != 1 or node.keywords:
                raise ValueError(f"{ast.unparse(node)!r} is no call of one of {FUNCTIONS} with one value")
            functions.add(node.func)
        if isinstance(node, ast.Name) and node.id in TAKEN:
            raise ValueError(f"{node.id!r} is taken: choose another name")
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            found.append(node)
    found = [node for node in found if node not in functions]
    return [node.id for node in sorted(found, key=lambda node: (node.lineno, node.col_offset))]
