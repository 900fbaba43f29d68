"""Which libraries a student's function names; the tests of the exercises ask, see ``by_hand``."""

import dis
import functools
import sys
import types

import numpy as np

__all__ = ["LIBRARIES", "library_of", "named_helpers", "named_numpy"]

# NumPy is the student's; these are not
LIBRARIES = ("course_lib", "torch", "scipy", "sklearn", "graphlib", "networkx")

ATTRIBUTES = {"LOAD_ATTR", "LOAD_METHOD", "IMPORT_FROM"}


def library_of(module) -> str:
    """The library that a module belongs to by its name, or an empty string."""
    top = str(module).split(".")[0]
    return top if top in LIBRARIES else ""


def named_helpers(function, seen=None) -> set[str]:
    """Libraries whose objects a function names, itself or in what it calls.

    A profiler does not see a ufunc work, so `scipy.special.huber` has to be found by its name.
    """
    seen = set() if seen is None else seen
    if library := home_of(function):
        return {library}
    if isinstance(function, functools.partial):
        return named_helpers(function.func, seen)
    function = getattr(function, "__func__", function)
    if not isinstance(function, types.FunctionType) or function in seen:
        return set()
    seen.add(function)
    names = _names(function.__code__)
    held = [function.__globals__[n] for n in names if n in function.__globals__]
    held += [cell.cell_contents for cell in function.__closure__ or () if cell != types.CellType()]
    held += [*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()]
    held += [sys.modules[n] for n in names if n in sys.modules]
    modules = {value for value in held if isinstance(value, types.ModuleType)}
    helpers = set().union(*(named_helpers(value, seen) for value in held))
    while modules - seen:
        module = (modules - seen).pop()
        seen.add(module)
        if library := library_of(module.__name__):
            parts = [vars(module)[n] for n in names if n in vars(module)]
            modules |= {part for part in parts if isinstance(part, types.ModuleType)}
            helpers |= {library for part in parts if callable(part)}
    return helpers


def named_numpy(function, refused, seen=None) -> set[str]:
    """Which of some functions of NumPy a function names, itself or in what it calls: as ``np.name``."""
    seen = set() if seen is None else seen
    if isinstance(function, functools.partial):
        return named_numpy(function.func, refused, seen)
    found = {f"np.{name}" for name in refused if function is getattr(np, name)}
    function = getattr(function, "__func__", function)
    if found or not isinstance(function, types.FunctionType) or function in seen:
        return found
    seen.add(function)
    found = {f"np.{name}" for name in _attributes(function.__code__).intersection(refused)}
    names = _names(function.__code__)
    held = [function.__globals__[n] for n in names if n in function.__globals__]
    held += [cell.cell_contents for cell in function.__closure__ or () if cell != types.CellType()]
    held += [*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()]
    return found.union(*(named_numpy(value, refused, seen) for value in held))


def _names(code) -> set[str]:
    inner = (_names(part) for part in code.co_consts if isinstance(part, types.CodeType))
    return set(code.co_names).union(*inner)


def _attributes(code) -> set[str]:
    """Names that are read from a module or an object, and not those of a student's own functions."""
    inner = (_attributes(part) for part in code.co_consts if isinstance(part, types.CodeType))
    steps = dis.get_instructions(code)
    return {step.argval for step in steps if step.opname in ATTRIBUTES}.union(*inner)


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
