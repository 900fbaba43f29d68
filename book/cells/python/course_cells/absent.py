"""What a page has not may be imported and named; who uses it is told what is missing.

A cell that loads NumPy, the library and torch at once would else leave a reader with nothing, and so would
each cell below it that needs NumPy alone.
"""

import builtins
import importlib.machinery
import inspect
import sys
import types

TITLES = {"torch": "PyTorch", "scipy": "SciPy", "sklearn": "scikit-learn"}
WITHOUT_EFFECT = ("torch.manual_seed",)  # there is nothing to seed


def refuse(path: str):
    """The error of a cell that uses it."""
    name = path.partition(".")[0]
    raise ModuleNotFoundError(f"{TITLES[name]} is not in this page, and {path} cannot run here", name=name)


def _loading() -> bool:
    """Whether a module of the library is being loaded: there a decorator or a base class may be called."""
    code = sys._getframe(2).f_code
    return not (code.co_flags & inspect.CO_OPTIMIZED or code.co_filename.startswith("<"))


def _used(meanwhile):
    def method(self, *args, **kwargs):
        if self._path in WITHOUT_EFFECT or _loading():
            return meanwhile(self)
        return refuse(self._path)

    return method


class Absent:
    """Anything of an absent module."""

    def __init__(self, path):
        self._path = path

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Absent(f"{self._path}.{name}")

    def __mro_entries__(self, bases):
        return ()

    def __instancecheck__(self, value):
        return False

    def __or__(self, other):  # annotations
        return self

    __ror__ = __or__
    __call__ = __enter__ = __getitem__ = _used(lambda self: self)
    __bool__ = _used(lambda self: False)
    __iter__ = _used(lambda self: iter(()))
    __len__ = __float__ = __array__ = _used(lambda self: 0)

    def __exit__(self, *error):
        return None


class AbsentModule(types.ModuleType):
    """An absent module: each of its names is an `Absent`."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Absent(f"{self.__name__}.{name}")


class Finder:
    """Finds the modules below these names."""

    def __init__(self, names=tuple(TITLES)):
        self.names = names

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in self.names:
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec):
        return AbsentModule(spec.name)

    def exec_module(self, module):
        pass


def cannot_ask(prompt="", /):
    """``input`` of a page, in which Python hears no keyboard."""
    raise OSError("input() cannot ask in the page: write the value into the code")


def install() -> None:
    """After all that finds what is here; once."""
    builtins.input = cannot_ask
    if not any(isinstance(finder, Finder) for finder in sys.meta_path):
        sys.meta_path.append(Finder())
