"""Runs a student's cells and calls their functions, inside the sandbox; nothing here is believed outside.

Whoever reads the answers outside takes values alone from them. What is said here of refused functions or
changed arguments can cost a point that an honest student loses in the notebook too, and it never earns one.
"""

from __future__ import annotations

import ctypes
import importlib
import random
import sys
import types

import numpy as np
from count import Count
from dice import Dice
from shell import Output, Shell, told
from wire import frame, pack, receive, unpack

from course_lib.exercise_libraries import named_numpy


class Student:
    """A notebook's namespace: ``step`` gives what a given cell made, ``cell`` runs one, ``call`` calls."""

    def __init__(self, setup: dict, blob: bytearray):
        self.main = types.ModuleType("__main__")
        self.space, self.made = self.main.__dict__, {}
        frozen = bytearray(blob)
        self.shared = [unpack(a, blob) for a in setup["arrays"]]
        self.pristine = {
            id(live): unpack(a, frozen) for live, a in zip(self.shared, setup["arrays"], strict=True)
        }
        self.steps = [{n: self._make(how, blob) for n, how in step.items()} for step in setup["steps"]]
        self.result_limit, self.output = setup["result"], Output(setup["output"])
        self.dice = Dice()
        self.seed, self.libraries, self.named = setup["seed"], setup["libraries"], {}

    def _make(self, how, blob):
        if "module" in how:
            return importlib.import_module(how["module"])
        if "source" in how:
            if how["source"]:
                exec(compile(how["source"], "<given>", "exec", dont_inherit=True), self.space)
                self.made[how["name"]] = self.space[how["name"]]
            return self.made[how["name"]]
        if "value" in how:
            return unpack(how["value"], blob)
        if "pairs" in how:
            return {unpack(k, blob): unpack(v, blob) for k, v in how["pairs"]}
        if "from" in how:
            return getattr(importlib.import_module(how["from"]), how["name"])
        return types.SimpleNamespace(**{k: unpack(v, blob) for k, v in how["fields"].items()})

    def begin(self) -> None:
        """As a kernel begins, with all that was given: a cell of ours may be missing."""
        sys.modules["__main__"] = self.main
        sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = self.output
        shell = Shell()
        self.space.update(__name__="__main__", get_ipython=lambda: shell, display=print)
        for step in self.steps:
            self.space.update(step)
        random.seed(self.seed)
        np.random.seed(self.seed % 2**32)  # noqa: NPY002 - what a student without a generator draws from
        self.dice.hold()
        if "torch" in self.libraries:
            sys.modules["torch"].manual_seed(self.seed)

    def serve(self, read, write) -> None:
        """Answer until the other side is gone."""
        while True:
            try:
                head, blob = receive(read, 2**31)
            except EOFError:
                return
            answer, out = {"id": head["id"]}, bytearray()
            try:
                getattr(self, head["do"])(head, blob, answer, out)
            except BaseException as error:
                out.clear()
                answer["error"] = told(error)
            if said := self.output.take():
                answer["out"] = said
            write(frame(answer, out))

    def step(self, head, blob, answer, out):
        self.space.update(self.steps[head["step"]])

    def cell(self, head, blob, answer, out):
        try:
            exec(compile(head["code"], f"<cell {head['number']}>", "exec", dont_inherit=True), self.space)
        finally:
            self.dice.hold()

    def call(self, head, blob, answer, out):
        name = head["name"]
        if name not in self.space:
            raise NameError(f"name {name!r} is not defined")
        function, before = self.space[name], bytes(blob)
        args = [unpack(arg, blob, self.shared) for arg in head["args"]]
        shapes = _shapes(args)
        calls, recursion = head.get("calls"), head.get("recursion", True)
        watch = Count(function, calls, recursion) if calls is not None or not recursion else None
        if watch:
            sys.setprofile(watch.see)
        try:
            result = function(*args)
        finally:
            sys.setprofile(None)
            if moved := self.dice.moved():
                answer["moved"] = moved
        if watch and watch.fault:
            raise AssertionError(watch.fault)
        if refused := self._refused(function, tuple(head.get("without", ()))):
            raise AssertionError(f"{name} uses {', '.join(refused)}: here you write that yourself.")
        if blob != before or _shapes(args) != shapes or self._restored(args):
            answer["changed"] = True
            raise AssertionError(f"{name} changed an array that it was given.")
        result = _plain(self._array(result), name)
        try:
            answer["value"] = pack(result, out)
        except TypeError:
            raise AssertionError(f"{name} returned {type(result)}, not arrays or numbers.") from None
        if len(out) > self.result_limit:
            raise AssertionError(f"{name} returned {len(out) / 2**20:.0f} MB, too much for an answer.")

    def _array(self, result):
        """Tensors as arrays, where the assignment allows torch."""
        if "torch" not in self.libraries:
            return result
        if type(result) in (list, tuple):
            return type(result)(map(self._array, result))
        tensor = type(result) is sys.modules["torch"].Tensor
        return result.detach().numpy() if tensor else result

    def _refused(self, function, without) -> list[str]:
        """Functions of NumPy that the answer names, and may not; asked once, after the first call."""
        key = id(function), without
        if key not in self.named:
            self.named[key] = sorted(named_numpy(function, without)) if without else []
        return self.named[key]

    def _restored(self, args) -> bool:
        """Whether a shared array was changed; it is as before now."""
        parts = {id(part): part for arg in args for part in (arg if type(arg) is list else [arg])}
        changed = False
        for name in parts.keys() & self.pristine.keys():
            if _differ(parts[name], self.pristine[name]):
                parts[name][...], changed = self.pristine[name], True
        return changed


def _plain(result, name):
    """Lists and tuples with methods of their own become plain ones, as `by_hand` makes them."""
    if isinstance(result, list | tuple):
        kind = list if isinstance(result, list) else tuple
        same = all(
            getattr(type(result), w) is getattr(kind, w) for w in ("__iter__", "__getitem__", "__len__")
        )
        if same:
            return kind(_plain(part, name) for part in kind.__iter__(result))
    elif result is None or type(result) in PLAIN or isinstance(result, np.generic):
        return result
    raise AssertionError(f"{name} returned {type(result)}, not arrays or numbers.")


memcmp = ctypes.CDLL(None).memcmp
memcmp.argtypes = ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t
PLAIN = {np.ndarray, bool, int, float, complex, str}


def _differ(one, other) -> bool:
    """Whether two arrays of the same shape and order differ in a byte."""
    return bool(memcmp(one.ctypes.data, other.ctypes.data, one.nbytes))


def _shapes(args):
    lists = [[getattr(part, "shape", None) for part in arg] for arg in args if type(arg) is list]
    return lists, [(arg.shape, arg.dtype) for arg in args if type(arg) is np.ndarray]
