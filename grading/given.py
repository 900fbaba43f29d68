"""What the given cells of an assignment leave in the notebook, and how it is told to the sandbox.

The cells run on our side, where the course's library and its data are. The sandbox gets what they made:
arrays and numbers as values, functions as source, objects with arrays as such; the rest by its name alone.
"""

from __future__ import annotations

import ast
import contextlib
import io
import types

import numpy as np

from grading.assignment import TITLE, Assignment
from grading.questions import FUNCTIONS, parse
from grading.sandbox.inside.wire import pack

SHARED = 1024  # bytes; larger arrays exist on both sides from the beginning


class GivenCells:
    """The namespace after all given cells, and the steps that lead there.

    Attributes
    ----------
    names : dict
        What the tests see.
    steps : list of dict
        For each given cell, name → how the sandbox makes it.
    shared : dict
        id of an array of ``names`` → its number; ``live`` holds them in this order, ``arrays`` as packed.
    """

    def __init__(self, assignment: Assignment):
        self.names = {"__name__": "__main__"}
        self.steps, self.blob, self.arrays, self.live, self.shared = [], bytearray(), [], [], {}
        for part in assignment.given:
            before = dict(self.names)
            if not part.source.lstrip().startswith(TITLE):
                with contextlib.redirect_stdout(io.StringIO()):
                    exec(compile(part.source, part.cell, "exec"), self.names)
            new = {k: v for k, v in self.names.items() if k not in before or before[k] is not v}
            new.pop("__builtins__", None)
            self.steps.append(self._told(new, parse(part.source)))
        for name, value in self.names.items():
            self._share(value if name.startswith("_given") else None)

    def _share(self, value):
        if type(value) is np.ndarray and value.nbytes >= SHARED and id(value) not in self.shared:
            self.shared[id(value)] = len(self.arrays)
            self.live.append(value)
            self.arrays.append(pack(value, self.blob))
        for part in value if isinstance(value, list | tuple) else ():
            self._share(part)

    def _told(self, new: dict, tree: ast.Module) -> dict:
        sources = {step.name: ast.unparse(step) for step in tree.body if isinstance(step, FUNCTIONS)}
        return {name: self._how(name, value, sources) for name, value in new.items()}

    def _how(self, name, value, sources):
        if isinstance(value, types.ModuleType):
            return {"module": value.__name__}
        if isinstance(value, types.FunctionType) and value.__globals__ is self.names:
            return {"source": sources.get(name, ""), "name": value.__name__}
        with contextlib.suppress(TypeError):
            return {"value": pack(value, self.blob)}
        with contextlib.suppress(TypeError, AttributeError):
            return {"pairs": [[pack(k, self.blob), pack(v, self.blob)] for k, v in value.items()]}
        home = getattr(value, "__module__", None)
        if callable(value) and isinstance(home, str):
            return {"from": home, "name": value.__name__}
        fields = {}
        for key, part in getattr(value, "__dict__", {}).items():
            with contextlib.suppress(TypeError):
                fields[key] = pack(part, self.blob)
        return {"fields": fields}

    @property
    def setup(self) -> dict:
        """For the sandbox; its arrays lie in ``blob``."""
        return {"steps": self.steps, "arrays": self.arrays}
