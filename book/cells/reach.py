"""Which modules of others a module of ``course_lib``, or one name of it, asks for: read, not run.

What stands at the top of a module is imported with it; what stands in a function, when it is called. An
import that may fail, because the library goes on without, is no obstacle.
"""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
OURS = "course_lib"
FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef
BROAD = {"ImportError", "ModuleNotFoundError", "Exception"}


def of_statement(statement: ast.stmt) -> dict[str, frozenset[str]]:
    """Name that an import statement binds → what it asks for."""
    found = {}
    for module, name, bound in imported(statement, ""):
        found[bound] = of_name(module, name) if name else of_module(module)
    return found


def imported(node: ast.stmt, package: str) -> Iterator[tuple[str, str, str]]:
    """Module, name within it or nothing, name that is bound: of one import statement."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield alias.name, "", alias.asname or alias.name.partition(".")[0]
    elif isinstance(node, ast.ImportFrom):
        parts = package.split(".")
        above = parts[: len(parts) - node.level + 1] if node.level else []
        module = ".".join([*above, *filter(None, [node.module])])
        for alias in node.names:
            yield module, alias.name, alias.asname or alias.name


@functools.cache
def of_module(module: str) -> frozenset[str]:
    """Modules of others that ``import module`` imports, with those of the packages around it."""
    return frozenset(_of_module(module, set()))


def _of_module(module: str, seen: set[str]) -> set[str]:
    if module.partition(".")[0] != OURS:
        return {module}
    found: set[str] = set()
    parts = module.split(".")
    for length in range(1, len(parts) + 1):
        name = ".".join(parts[:length])
        if name in seen:
            continue
        seen.add(name)
        for node in _run_at_once(_tree(name)):
            for other, inside, _ in imported(node, _package(name)):
                within = f"{other}.{inside}" if inside else other
                found |= _of_module(other if other.startswith(OURS) else within, seen)
                if inside and _file(within):
                    found |= _of_module(within, seen)
    return found


@functools.cache
def of_name(module: str, name: str) -> frozenset[str]:
    """Modules of others that ``from module import name`` imports, and those that using ``name`` does."""
    return frozenset(_of_name(module, name, set()))


def _of_name(module: str, name: str, seen: set[tuple[str, str]]) -> set[str]:
    if module.partition(".")[0] != OURS:
        return {f"{module}.{name}"}
    found = set(of_module(module))
    if (module, name) in seen:
        return found
    seen.add((module, name))
    if _file(f"{module}.{name}"):
        return found | of_module(f"{module}.{name}")
    tree, package = _tree(module), _package(module)
    if home := _lazy(tree).get(name):
        return found | _of_name(f"{module}.{home}", name, seen)
    homes = {
        bound: (other, inside)
        for node in _run_at_once(tree)
        for other, inside, bound in imported(node, package)
        if inside
    }
    if name in homes:
        return found | _of_name(*homes[name], seen)
    made = {node.name: node for node in tree.body if isinstance(node, FUNCTIONS | ast.ClassDef)}
    asked = made.get(name) or made.get("__getattr__")
    for node in ast.walk(asked) if asked else ():
        if isinstance(node, ast.Name) and node.id in made.keys() | homes:
            found |= _of_name(*homes.get(node.id, (module, node.id)), seen)
    for node in _run_at_once(asked) if asked else ():
        for other, inside, _ in imported(node, package):
            found |= _of_name(other, inside, seen) if inside else of_module(other)
    return found


def _run_at_once(tree: ast.AST) -> Iterator[ast.stmt]:
    """The statements that run with it: no function's within, no import that may fail or is for checks."""
    for node in tree.body:
        if isinstance(node, FUNCTIONS):
            continue
        inner = [node]
        if isinstance(node, ast.If) and re.search(r"TYPE_CHECKING|sys\.modules", ast.unparse(node.test)):
            inner = [ast.Module(node.orelse, [])]
        if isinstance(node, ast.Try) and _may_fail(node):
            inner = [ast.Module([*node.orelse, *node.finalbody], [])]
        for part in inner:
            if isinstance(part, ast.stmt):
                yield part
            for field in ("body", "orelse", "finalbody"):
                if getattr(part, field, None):
                    yield from _run_at_once(ast.Module(getattr(part, field), []))


def _may_fail(node: ast.Try) -> bool:
    """Whether what is missing is caught, and nothing is raised in its place."""
    return any(
        BROAD & {each.id for each in ast.walk(handler.type) if isinstance(each, ast.Name)}
        and not any(isinstance(each, ast.Raise) for each in ast.walk(handler))
        for handler in node.handlers
        if handler.type
    )


def _lazy(tree: ast.Module) -> dict[str, str]:
    """Name → module within the package, where the package gives its names by ``lazily``."""
    for node in tree.body:
        call = getattr(node, "value", None)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "lazily":
            return {name: home for home, names in ast.literal_eval(call.args[1]).items() for name in names}
    return {}


@functools.cache
def _file(module: str) -> Path | None:
    place = ROOT.joinpath(*module.split("."))
    return next((path for path in (place / "__init__.py", place.with_suffix(".py")) if path.is_file()), None)


def _package(module: str) -> str:
    return module if _file(module).name == "__init__.py" else module.rpartition(".")[0]


@functools.cache
def _tree(module: str) -> ast.Module:
    path = _file(module)
    if not path:
        raise ModuleNotFoundError(f"{OURS} has no module {module}")
    return ast.parse(path.read_text(encoding="utf-8"))
