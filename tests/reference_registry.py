"""Finds every public function and optimizer of the topics, and knows how to call it.

A new function needs no line here if its arguments are called as those of its kind, ``predictions`` or
``logits`` and ``targets``, and torch has one of its name. What is peculiar stands in ``CASES``.
"""

import importlib
import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass, field, is_dataclass

import numpy as np
import torch
from site_pages import ROOT
from torch.nn import functional as F

from course_lib.optim import Optimizer

TOPICS = ["losses", "optim", "backprop", "cnn", "rnn", "attention"]
GRADIENT = re.compile(r"_(grad|backward)(_\w+)?$")


@dataclass(frozen=True)
class Case:
    """How to call a function: its arguments, its torch counterpart or why there is none, its limits."""

    make: Callable | None = None  # (rng, n, d) → arguments; the first is the one to differentiate by
    options: tuple[dict, ...] = ({},)  # hyperparameters to try
    torch: Callable | str | None = None  # called as ours; or a reason; by default the one of the same name
    extreme: float = 1e8  # a size of the first argument that must not overflow
    cancels: str = ""  # why digits may be lost at that size: the formula itself subtracts
    free: tuple[str, ...] = ()  # arguments whose shape may differ


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


def elementwise(rng, n, d):
    """Real numbers and a label 0 or 1 for each."""
    return [rng.normal(size=(n, d)), rng.integers(0, 2, (n, d)).astype(float)]


def one_array(rng, n, d):
    return [rng.normal(size=(n, d))]


def real_targets(rng, n, d):
    return [rng.normal(size=(n, d)), rng.normal(size=(n, d))]


def three_arrays(rng, n, d):
    return [rng.normal(size=(n, d)) for _ in range(3)]


def with_variance(rng, n, d):
    return [*real_targets(rng, n, d), rng.uniform(0.8, 2, (n, d))]


def signed(rng, n, d):
    return [rng.normal(size=(n, d)), rng.choice([-1.0, 1.0], (n, d))]


def counted(rng, n, d):
    return [rng.normal(size=(n, d)), rng.integers(0, 5, (n, d)).astype(float)]


def classified(rng, n, d):
    return [rng.normal(size=(n, d)), rng.integers(0, d, n)]


def distributions(rng, n, d):
    return [rng.dirichlet(np.ones(d), n)]


def two_distributions(rng, n, d):
    return [rng.dirichlet(np.ones(d), n), rng.dirichlet(np.ones(d), n)]


def distributions_and_classes(rng, n, d):
    return [rng.dirichlet(np.ones(d), n), rng.integers(0, d, n)]


def hinge(predictions, targets, reduction):
    return F.margin_ranking_loss(predictions, 0 * predictions, targets, margin=1.0, reduction=reduction)


CASES = {
    "mse_loss": Case(real_targets),
    "l1_loss": Case(real_targets),
    "huber_loss": Case(real_targets, ({}, {"delta": 0.25})),
    "quantile_loss": Case(
        real_targets, ({}, {"q": 0.9}), torch="torch has none; test_regression compares with scikit-learn"
    ),
    "gaussian_nll_loss": Case(with_variance, ({}, {"full": True, "eps": 0.75}), free=("var",)),
    "poisson_nll_loss": Case(
        counted,
        options=({}, {"full": True}),
        extreme=80.0,  # float32 holds no more: the rate is exp of the first argument
    ),
    "binary_cross_entropy_with_logits": Case(options=({}, {"pos_weight": np.array([3.0])})),
    "focal_loss": Case(
        options=({}, {"gamma": 0.5, "alpha": 0.75}), torch="test_binary has the lines of torchvision"
    ),
    "hinge_loss": Case(signed, torch=hinge),
    "cross_entropy": Case(classified, ({}, {"label_smoothing": 0.2})),
    "triplet_margin_loss": Case(
        three_arrays, ({}, {"p": 3.0, "margin": 0.5, "swap": True}), cancels="a difference of distances"
    ),
    "info_nce_loss": Case(
        three_arrays,
        ({}, {"temperature": 0.5}),
        torch="torch has none; test_contrastive builds it from normalize and cross_entropy",
        free=("negative_keys",),
    ),
    "logsumexp": Case(one_array, ({"dim": -1}, {"dim": 0})),
    "softmax": Case(one_array, ({"dim": -1}, {"dim": 0})),
    "log_softmax": Case(one_array, ({"dim": -1}, {"dim": 0})),
    "sigmoid": Case(one_array),
    "softplus": Case(one_array),
    "entropy": Case(distributions),
    "kl_divergence": Case(two_distributions),
    "perplexity": Case(one_array),
    "brier_score": Case(distributions_and_classes),
    "expected_calibration_error": Case(distributions_and_classes),
}
