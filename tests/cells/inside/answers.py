"""How an answer to an exercise fares: the same here and in a page's Python, which has no more than NumPy."""

import contextlib
import io
import json
import types

import numpy as np


def after(cells: dict[str, str]) -> dict:
    """The namespace after these cells, id → source."""
    names = {"__name__": "__main__"}
    for name, source in cells.items():
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(source, name, "exec"), names)
    return names


def copy_of(given: dict) -> dict:
    """A namespace of its own: arrays are copied, and given functions look their names up in it."""
    names = {}
    for name, value in given.items():
        if isinstance(value, np.ndarray):
            value = value.copy()
        elif isinstance(value, types.FunctionType) and value.__globals__ is given:
            value = types.FunctionType(value.__code__, names, name, value.__defaults__, value.__closure__)
        names[name] = value
    return names


def raised(code, names: dict) -> Exception | None:
    """What a cell of tests raises."""
    try:
        exec(code, names)
    except Exception as error:
        return error
    return None


def fare(task: dict) -> list[dict]:
    """Of each case: test → its error in words, or None.

    ``task``: ``given``, id → source; ``tests``, id → source; ``cases``, each with ``answers``, a list of
    sources that are run one after the other, and the ``tests`` that it is put to.
    """
    given = after(task["given"])
    tests = {name: compile(source, name, "exec") for name, source in task["tests"].items()}
    return [_one(copy_of(given), tests, case) for case in task["cases"]]


def _one(names, tests, case):
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for source in case["answers"]:
            exec(compile(source, "answer", "exec"), names)
        errors = {name: raised(tests[name], names) for name in case["tests"]}
    return {name: error and f"{type(error).__name__}: {error}" for name, error in errors.items()}


def fare_in_page(given: str) -> str:
    """The same between JSON and JSON."""
    return json.dumps([fare(task) for task in json.loads(given)])
