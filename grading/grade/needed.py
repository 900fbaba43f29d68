"""What the tests need of the given cells, from a process of its own that ends.

The given cells load what draws and what has data, a hundred megabytes in chapter 1, and a fork for each
submission would have to carry all of it along. The tests themselves need some arrays and functions.
"""

from __future__ import annotations

import builtins
import importlib
import io
import marshal
import os
import pickle
import types

from grading.given import GivenCells

HERE = "names"  # stands for the namespace itself


def given_cells(assignment) -> GivenCells:
    """The given cells with the names that the tests read, and no others; all, if one cannot cross."""
    here, there = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            with open(there, "wb") as file:
                file.write(packed(GivenCells(assignment), assignment))
            code = 0
        finally:
            os._exit(code)
    os.close(there)
    with open(here, "rb") as file:
        data = file.read()
    failed = os.waitpid(pid, 0)[1]
    return GivenCells(assignment) if failed else unpacked(data)


def packed(given: GivenCells, assignment) -> bytes:
    """Names, arrays and steps as bytes, an array that has two names once.

    Raises
    ------
    pickle.PicklingError, TypeError, AttributeError
        If a name that the tests read is bound to something that no other process can have.
    """
    wanted = set()
    more = _names(given.names, [compile(t.visible + t.hidden, t.cell, "exec") for t in assignment.tests])
    while more - wanted:
        wanted |= more
        file = io.BytesIO()
        pickler = _Pickler(file, given.names)
        names = {name: value for name, value in given.names.items() if name in wanted}
        pickler.dump((names, given.steps, given.blob, given.arrays, given.live))
        more = _names(given.names, pickler.codes)
    return file.getvalue()


def unpacked(data: bytes) -> GivenCells:
    """What ``packed`` was given, with fewer names."""
    given = GivenCells.__new__(GivenCells)
    given.names = {"__name__": "__main__", "__builtins__": builtins}  # a function is born with these
    names, given.steps, given.blob, given.arrays, given.live = _Unpickler(
        io.BytesIO(data), given.names
    ).load()
    given.names.update(names)
    given.shared = {id(array): number for number, array in enumerate(given.live)}
    return given


def _names(names, codes) -> set[str]:
    """Which names some code reads, or may read."""
    found, todo = set(), list(codes)
    while todo:
        code = todo.pop()
        found.update(code.co_names)
        todo += [part for part in code.co_consts if isinstance(part, types.CodeType)]
    return found & names.keys()


def _function(names, code, name, defaults, keywords):
    made = types.FunctionType(marshal.loads(code), names, name, defaults)
    made.__kwdefaults__ = keywords
    return made


class _Pickler(pickle.Pickler):
    """Takes functions of the notebook as their code, and notes it."""

    def __init__(self, file, names):
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.names, self.codes = names, []

    def persistent_id(self, value):
        return HERE if value is self.names else None

    def reducer_override(self, value):
        if isinstance(value, types.ModuleType):
            return importlib.import_module, (value.__name__,)
        own = isinstance(value, types.FunctionType) and value.__globals__ is self.names
        if not own or value.__closure__:
            return NotImplemented
        self.codes.append(value.__code__)
        code = marshal.dumps(value.__code__)
        return _function, (self.names, code, value.__name__, value.__defaults__, value.__kwdefaults__)


class _Unpickler(pickle.Unpickler):
    def __init__(self, file, names):
        super().__init__(file)
        self.names = names

    def persistent_load(self, _):
        return self.names
