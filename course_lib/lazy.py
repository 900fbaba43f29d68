"""Names of a package that are loaded when they are asked for."""

from __future__ import annotations

import importlib
from collections.abc import Callable


def lazily(package: str, names: dict[str, list[str]]) -> tuple[Callable, Callable, list[str]]:
    """``__getattr__``, ``__dir__`` and ``__all__`` of a package that loads a module when it needs it.

    Importing one module of an explorable, ``run`` say, loads no widget that way.

    Parameters
    ----------
    package : str
        ``__name__`` of the package.
    names : dict
        Module of the package → the names that it gives to the package.

    Raises
    ------
    AttributeError
        By ``__getattr__``, for a name that no module gives.

    Examples
    --------
    >>> ask, listed, public = lazily("course_lib", {"seeds": ["seed_all"]})
    >>> ask("seed_all").__module__
    'course_lib.seeds'

    References
    ----------
    PEP 562, "Module __getattr__ and __dir__".
    """
    home = {name: module for module, some in names.items() for name in some}

    def __getattr__(name: str):
        if name not in home:
            raise AttributeError(f"module {package!r} has no attribute {name!r}; it gives {', '.join(home)}")
        return getattr(importlib.import_module(f"{package}.{home[name]}"), name)

    public = sorted(home)
    return __getattr__, lambda: public, public
