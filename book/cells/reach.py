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
        for other, inside, _ in _imports(name):
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
    if home := _lazy(module).get(name):
        return found | _of_name(f"{module}.{home}", name, seen)
    homes = {bound: (other, inside) for other, inside, bound in _imports(module) if inside}
    if name in homes:
        return found | _of_name(*homes[name], seen)
    uses, imports = _asked(module, name)
    for other in uses:
        found |= _of_name(*homes.get(other, (module, other)), seen)
    for other, inside, _ in imports:
        found |= _of_name(other, inside, seen) if inside else of_module(other)
    return found


@functools.cache
def _imports(module: str) -> tuple[tuple[str, str, str], ...]:
    """What is imported with a module."""
    package = _package(module)
    return tuple(each for node in _run_at_once(_tree(module)) for each in imported(node, package))


@functools.cache
def _asked(module: str, name: str) -> tuple[set[str], list[tuple[str, str, str]]]:
    """Names of the module that a function or a class of it uses, and what it imports when it is called."""
    tree, package = _tree(module), _package(module)
    made = {node.name: node for node in tree.body if isinstance(node, FUNCTIONS | ast.ClassDef)}
    node = made.get(name) or made.get("__getattr__")
    if not node:
        return set(), []
    known = made.keys() | {bound for _, inside, bound in _imports(module) if inside}
    uses = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)} & known
    return uses, [each for step in _run_at_once(node) for each in imported(step, package)]


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


@functools.cache
def _lazy(module: str) -> dict[str, str]:
    """Name → module within the package, where the package gives its names by ``lazily``."""
    for node in _tree(module).body:
        call = getattr(node, "value", None)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "lazily":
            return {name: home for home, names in ast.literal_eval(call.args[1]).items() for name in names}
    return {}


@functools.cache
def _file(module: str) -> Path | None:
    place = ROOT.joinpath(*module.split("."))
    return next((path for path in (place / "__init__.py", place.with_suffix(".py")) if path.is_file()), None)


def _home(module: str) -> Path:
    path = _file(module)
    if not path:
        raise ModuleNotFoundError(f"there is no module {module}")
    return path


def _package(module: str) -> str:
    return module if _home(module).name == "__init__.py" else module.rpartition(".")[0]


@functools.cache
def _tree(module: str) -> ast.Module:
    return ast.parse(_home(module).read_text(encoding="utf-8"))
