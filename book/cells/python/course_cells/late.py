"""matplotlib where it is not loaded yet: an import alone loads nothing, the first name that is used does.

Most cells of an exercise draw nothing, but its first cell imports pyplot.
"""

import importlib
import sys
import types
from importlib.machinery import ModuleSpec, PathFinder

PACKAGE = "matplotlib"
WAITS = (PACKAGE, f"{PACKAGE}.pyplot")


class Late(types.ModuleType):
    """Stands in for a module; what is asked of it is asked of the real one, which is loaded then."""

    def __getattr__(self, name):
        if name in ("__path__", "__file__"):  # the import system asks, not a cell
            raise AttributeError(name)
        _load()
        return getattr(importlib.import_module(self.__name__), name)


class Already:
    """The loader of a module that came while it was looked for: it is not run twice."""

    def __init__(self, module):
        self.module, self.spec = module, module.__spec__
        module.__spec__ = ModuleSpec(module.__name__, self)  # the import system asks for this one now

    def create_module(self, spec):
        return self.module

    def exec_module(self, module):
        module.__spec__ = self.spec


class Finder:
    """Finds what waits; any other module of the package means that the real ones are needed."""

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] != PACKAGE:
            return None
        if name in WAITS:
            spec = ModuleSpec(name, self, is_package=name == PACKAGE)
            if spec.submodule_search_locations is not None:
                spec.submodule_search_locations += PathFinder.find_spec(name).submodule_search_locations
            return spec
        _load()
        return Already(sys.modules[name]).module.__spec__ if name in sys.modules else None

    def create_module(self, spec):
        return Late(spec.name)

    def exec_module(self, module):
        pass


FINDER = Finder()


def _load() -> None:
    """The real modules in place of those that stand in; once."""
    if FINDER not in sys.meta_path:
        return
    sys.meta_path.remove(FINDER)
    for name in WAITS:
        sys.modules.pop(name, None)
    for name in WAITS:
        importlib.import_module(name)


def waits() -> bool:
    """Whether no figure can be there, for nothing that draws is loaded."""
    pyplot = sys.modules.get(WAITS[1])
    return pyplot is None or type(pyplot) is Late


def install() -> None:
    """Where the package is not loaded yet."""
    if PACKAGE not in sys.modules and FINDER not in sys.meta_path:
        sys.meta_path.insert(0, FINDER)
