"""Modules that are not in the sandbox: importing one costs nothing, and using a library does nothing useful.

A library that a student may not use refuses to be called; what only draws or prints is mute.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
import types

import numpy as np

REFUSED = ("course_lib", "torch", "scipy", "sklearn", "graphlib", "networkx")
MUTE = (
    "matplotlib",
    "mpl_toolkits",
    "seaborn",
    "IPython",
    "ipywidgets",
    "tqdm",
    "google",
    "plotly",
    "pandas",
)
HERE = (
    "course_lib",
    "course_lib.exercise_tools",
    "course_lib.exercise_libraries",
    "course_lib.exercise_watch",
)


class Refused:
    """Something of a library: it can be named and passed on, and it does no work."""

    def __init__(self, name: str):
        self.__name__ = name

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Refused(f"{self.__name__}.{name}")

    def __call__(self, *_, **__):
        raise AssertionError(f"{self.__name__} was called, and it is not here: write it with NumPy alone.")

    def __mro_entries__(self, _):
        return (object,)


class Mute:
    """Takes everything, and gives itself."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *_, **__):
        return self

    def __getitem__(self, _):
        return self

    def __setitem__(self, *_):
        pass

    def __iter__(self):
        return iter(())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def __mro_entries__(self, _):
        return (object,)


MUTED = Mute()


def subplots(nrows=1, ncols=1, *_, **__):
    """A figure and as many axes as matplotlib would give."""
    axes = np.full((nrows, ncols), MUTED, dtype=object).squeeze()
    return MUTED, axes if axes.shape else MUTED


SPECIAL = {
    "subplots": subplots,
    "tqdm": lambda steps=(), *_, **__: steps,
    "trange": lambda *size, **__: range(*size),
    "display": lambda *_, **__: None,
}


class Ghost(types.ModuleType):
    """A module that is not there."""

    __path__ = ()

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        if self.__name__.partition(".")[0] in self.refused:
            return Refused(f"{self.__name__}.{name}")
        return SPECIAL.get(name, MUTED)

    __version__ = "0"


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Ghosts for what the sandbox does not have; ``allowed`` names libraries that it has."""

    def __init__(self, allowed=()):
        self.refused = [name for name in REFUSED if name not in allowed]

    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if name in HERE or top not in (*self.refused, *MUTE):
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        ghost = Ghost(spec.name)
        ghost.refused = self.refused
        return ghost

    def exec_module(self, module):
        pass


def install(allowed=()) -> None:
    sys.meta_path.insert(0, Finder(allowed))
