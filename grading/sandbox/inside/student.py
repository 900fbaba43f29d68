"""Runs a student's cells and calls their functions, inside the sandbox; nothing here is believed outside.

Whoever reads the answers outside takes values alone from them. What is said here of refused functions or
changed arguments can cost a point that an honest student loses in the notebook too, and it never earns one.
"""

from __future__ import annotations

import importlib
import random
import sys
import types

import numpy as np
from dice import Dice
from shell import Output, Shell, told
from wire import frame, pack, receive, unpack

from course_lib.exercise_libraries import named_numpy
from course_lib.exercise_watch import Watch


class Student:
    """A notebook's namespace: ``step`` gives what a given cell made, ``cell`` runs one, ``call`` calls."""

    def __init__(self, setup: dict, blob: bytearray):
        self.main = types.ModuleType("__main__")
        self.space, self.made = self.main.__dict__, {}
        frozen = bytes(blob)
        self.shared = [(unpack(a, blob), unpack(a, frozen)) for a in setup["arrays"]]
        self.steps = [{n: self._make(how, blob) for n, how in step.items()} for step in setup["steps"]]
        self.result_limit, self.output = setup["result"], Output(setup["output"])
        self.seed, self.named = setup["seed"], {}

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
        self.dice = Dice()

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
            answer["out"] = self.output.take()
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
        live = [array for array, _ in self.shared]
        args = [unpack(arg, blob, live) for arg in head["args"]]
        shapes = _shapes(args)
        calls, recursion = head["calls"], head["recursion"]
        watch = Watch(function, calls, recursion)
        if calls is not None or not recursion:
            sys.setprofile(watch.see)
        try:
            result = function(*args)
        finally:
            sys.setprofile(None)
            if moved := self.dice.moved():
                answer["moved"] = moved
        if watch.fault:
            raise AssertionError(watch.fault)
        if refused := self._refused(function, tuple(head["without"])):
            raise AssertionError(f"{name} uses {', '.join(refused)}: here you write that yourself.")
        if blob != before or _shapes(args) != shapes or self._restored(args):
            answer["changed"] = True
            raise AssertionError(f"{name} changed an array that it was given.")
        result = _plain(result, name)
        try:
            answer["value"] = pack(result, out)
        except TypeError:
            raise AssertionError(f"{name} returned {type(result)}, not arrays or numbers.") from None
        if len(out) > self.result_limit:
            raise AssertionError(f"{name} returned {len(out) / 2**20:.0f} MB, too much for an answer.")

    def _refused(self, function, without) -> list[str]:
        """Functions of NumPy that the answer names, and may not; asked once, after the first call."""
        key = id(function), without
        if key not in self.named:
            self.named[key] = sorted(named_numpy(function, without)) if without else []
        return self.named[key]

    def _restored(self, args) -> bool:
        """Whether a shared array was changed; it is as before now."""
        used = [pair for pair in self.shared if any(arg is pair[0] for arg in args)]
        changed = [pair for pair in used if (_bytes(pair[0]) != _bytes(pair[1])).any()]
        for live, pristine in changed:
            live[...] = pristine
        return bool(changed)


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


PLAIN = {np.ndarray, bool, int, float, complex, str}


def _bytes(array):
    return array.ravel("K").view(np.uint8)  # no copy, whatever the order


def _shapes(args):
    parts = (part for arg in args for part in (arg if isinstance(arg, list) else [arg]))
    lengths = [len(arg) for arg in args if isinstance(arg, list)]
    return lengths, [(part.shape, part.dtype) for part in parts if isinstance(part, np.ndarray)]
