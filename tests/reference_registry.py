"""Finds every public function and optimizer of the topics, and knows how to call it.

A new function needs no line here if its arguments are called as those of its kind, ``predictions`` or
``logits`` and ``targets``, and torch has one of its name. What is peculiar stands in ``CASES``
of ``reference_cases.py``, and of its like beside the tests of a topic.
"""

import importlib
import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass, field, is_dataclass

import torch
from attention.cases import ATTENTION
from reference_cases import CASES, Case, elementwise
from site_pages import ROOT
from torch.nn import functional as F

from course_lib.optim import Optimizer

TOPICS = ["losses", "optim", "backprop", "cnn", "rnn", "attention"]
CASES.update(ATTENTION)
GRADIENT = re.compile(r"_(grad|backward)(_\w+)?$")


@dataclass(frozen=True)
class Entry:
    """A public name, what it is, and its gradients: "" by the first argument, "var" by ``var``."""

    name: str
    thing: object
    kind: str  # loss, map, layer, optimizer; measure: takes arrays, has no gradient; record, other
    partners: dict[str, Callable] = field(default_factory=dict)

    @property
    def case(self) -> Case:
        return CASES.get(self.name, Case())

    @property
    def parameters(self):
        return inspect.signature(self.thing).parameters

    def arguments(self, rng, n=3, d=3):
        """Arrays for one call."""
        return (self.case.make or elementwise)(rng, n, d)

    @property
    def variants(self) -> list[dict]:
        """Keyword arguments to try: each set of options with each reduction."""
        ways = [{"reduction": r} for r in ("mean", "sum", "none")] if "reduction" in self.parameters else [{}]
        return [{**options, **way} for options in self.case.options for way in ways]

    @property
    def counterpart(self):
        """torch's function of the same call, a reason why there is none, or None: nobody said."""
        places = (F, torch, torch.optim)
        found = [getattr(place, self.name) for place in places if hasattr(place, self.name)]
        return self.case.torch or (found[0] if found else None)


def topics():
    """The topics that exist, imported."""
    names = [name for name in TOPICS if (ROOT / "course_lib" / name / "__init__.py").exists()]
    return [importlib.import_module(f"course_lib.{name}") for name in names]


def entries(module) -> list[Entry]:
    """All public names of a topic but the gradients, which are their functions' partners."""
    public = {name: getattr(module, name) for name in getattr(module, "__all__", ())}
    found = []
    for name, thing in public.items():
        match = GRADIENT.search(name)
        if match and name[: match.start()] in public:
            continue
        prefix = f"{name}_backward" if f"{name}_backward" in public else f"{name}_grad"
        partners = {
            other.removeprefix(prefix).strip("_"): gradient
            for other, gradient in public.items()
            if other == prefix or other.startswith(f"{prefix}_")
        }
        found.append(Entry(name, thing, _kind(name, thing, prefix, partners), partners))
    return found


def _kind(name, thing, prefix, partners):
    if is_dataclass(thing):
        return "record"
    if inspect.isclass(thing):
        return "optimizer" if issubclass(thing, Optimizer) and thing is not Optimizer else "other"
    if prefix.endswith("_backward") and partners:
        return "layer"
    if name.endswith(("_loss", "_grad", "_backward")) or (partners and _has_reduction(thing)):
        return "loss"  # a gradient whose function is missing is caught as a loss without its gradient
    if partners:
        return "map"
    return "measure" if name in CASES else "other"


def _has_reduction(thing):
    return "reduction" in inspect.signature(thing).parameters
