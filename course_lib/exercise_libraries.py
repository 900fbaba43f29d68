"""Which libraries a student's function names; the tests of the exercises ask, see ``by_hand``."""

import collections
import dis
import functools
import itertools
import re
import sys
import types

import numpy as np

__all__ = ["LIBRARIES", "library_of", "named_helpers", "named_numpy"]

# NumPy is the student's; these are not
LIBRARIES = ("course_lib", "torch", "scipy", "sklearn", "graphlib", "networkx")

ATTRIBUTES = {"LOAD_ATTR", "LOAD_METHOD", "IMPORT_FROM"}
RUNNERS = {"eval", "exec", "compile"}
# who names one of these may mean by a text what others write as a name: getattr(np, "median")
BY_TEXT = RUNNERS | {
    *("getattr", "vars", "globals", "locals", "__dict__", "__getattribute__", "__getattr__", "get_ipython"),
    *("__import__", "import_module", "modules", "attrgetter", "methodcaller"),
}
CONTAINERS = (list, tuple, set, frozenset, collections.deque)
HELD = ("func", "__func__", "__self__", "__wrapped__", "fget", "pyfunc")  # by partials, methods, wrappers
ENOUGH = 1000  # entries of a container that are looked at


def library_of(module) -> str:
    """The library that a module belongs to by its name, or an empty string."""
    top = str(module).split(".")[0]
    return top if top in LIBRARIES else ""


def named_helpers(function) -> set[str]:
    """Libraries whose objects a function names, itself or in what it calls.

    A profiler does not see a ufunc work, so `scipy.special.huber` has to be found by its name.
    """
    helpers = set()
    for value in _reached(function):
        if library := home_of(value):
            helpers.add(library)
        if isinstance(value, types.FunctionType):
            helpers |= _in_modules(_names(value.__code__), _held(value))
    return helpers


def named_numpy(function, refused) -> set[str]:
    """Which of some functions of NumPy a function names, itself or in what it calls: as ``np.name``."""
    found = set()
    for value in _reached(function):
        found |= {name for name in refused if value is getattr(np, name)}
        if isinstance(value, types.FunctionType):
            found |= _attributes(value.__code__).intersection(refused)
    return {f"np.{name}" for name in found}


def _reached(function):
    """A function and all that it can get at: by its names, in containers, classes, objects and wrappers."""
    own = {"__main__", getattr(function, "__module__", None)}  # whose classes are the student's
    waiting, seen = [function], {}
    while waiting:
        value = waiting.pop()
        if id(value) in seen:
            continue
        seen[id(value)] = value  # kept, so that no other gets its id
        yield value
        if not home_of(value):
            waiting += _parts(value, own)


def _parts(value, own) -> list:
    if isinstance(value, types.FunctionType):
        return _held(value)
    if isinstance(value, dict):
        return list(itertools.islice(value.values(), ENOUGH))
    if isinstance(value, CONTAINERS):
        return list(itertools.islice(value, ENOUGH))
    if isinstance(value, type):
        return [*value.__bases__, *vars(value).values()] if value.__module__ in own else []
    parts = [getattr(value, name) for name in HELD if hasattr(type(value), name)]
    if isinstance(value, functools.partial):
        parts += [value.args, value.keywords]
    if isinstance(value, np.vectorize):
        parts.append(value.pyfunc)
    if type(value).__module__ in own | {"types", "functools"}:  # SimpleNamespace, lru_cache
        parts += [type(value), getattr(value, "__dict__", {})]
    return parts


def _held(function) -> list:
    """What a function's own names, closure, defaults and attributes stand for."""
    names = _names(function.__code__)
    held = [function.__globals__[n] for n in names if n in function.__globals__]
    held += [cell.cell_contents for cell in function.__closure__ or () if cell != types.CellType()]
    held += [*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()]
    return [*held, *vars(function).values()]


def _in_modules(names, held) -> set[str]:
    """Libraries of which a function names something callable, through the modules that it names."""
    helpers, seen = set(), set()
    modules = {value for value in held if isinstance(value, types.ModuleType)}
    modules |= {sys.modules[n] for n in names if isinstance(sys.modules.get(n), types.ModuleType)}
    while modules - seen:
        module = (modules - seen).pop()
        seen.add(module)
        if library := library_of(module.__name__):
            parts = [vars(module)[n] for n in names if n in vars(module)]
            modules |= {part for part in parts if isinstance(part, types.ModuleType)}
            helpers |= {library for part in parts if callable(part)}
    return helpers


def _inner(code):
    """A function's code and that of the functions in it."""
    yield code
    for part in code.co_consts:
        if isinstance(part, types.CodeType):
            yield from _inner(part)


def _names(code) -> set[str]:
    return set().union(*(part.co_names for part in _inner(code)), _texts(code))


def _attributes(code) -> set[str]:
    """Names that are read from a module or an object, and not those of a student's own functions."""
    steps = itertools.chain.from_iterable(map(dis.get_instructions, _inner(code)))
    return {step.argval for step in steps if step.opname in ATTRIBUTES} | _texts(code)


def _texts(code) -> set[str]:
    """What a code may name by a text: each text that is a name, and all words of what it runs."""
    names = set().union(*(part.co_names for part in _inner(code)))
    if not names & BY_TEXT:
        return set()
    held = [part for inner in _inner(code) for part in inner.co_consts]
    held += [text for part in held if isinstance(part, tuple | frozenset) for text in part]
    texts = [text for text in held if isinstance(text, str)]
    if not names & RUNNERS:
        texts = [text for text in texts if re.fullmatch(r"[\w.]+", text)]
    paths = {path for text in texts for path in re.findall(r"[\w.]+", text)}
    return paths.union(*(path.split(".") for path in paths))


def home_of(value) -> str:
    """The library that an object comes from, or an empty string."""
    if isinstance(value, np.ufunc):
        if getattr(np, value.__name__, None) is value:  # SciPy imports some of NumPy's
            return ""
        homes = (m for m in _modules() if vars(sys.modules[m]).get(value.__name__) is value)
        return library_of(next(homes, ""))
    return library_of(getattr(value, "__module__", "")) if callable(value) else ""


def _modules() -> list[str]:
    return [name for name in list(sys.modules) if library_of(name) and sys.modules[name] is not None]
