"""The numbers that the descent explorer's JavaScript is tested against: surfaces, batches and whole races."""

from __future__ import annotations

import numpy as np

from course_lib.optim import Adam, max_stable_lr
from course_lib.optim.descent_explorer import PRESETS, SURFACES, DescentExplorer, make_surface
from course_lib.optim.descent_explorer.run import CLASSES, options_of

POINTS = [[0.0, 0.0], [1.0, 1.0], [-1.5, 2.5], [3.0, -2.0], [0.1, -0.7], [-4.0, 4.0]]
BOWLS = [(1.0, 0.0), (10.0, 0.0), (25.0, 0.5), (1000.0, -2.3)]
# a race of all seven on every surface; where something is drawn, drawn; and a run that diverges
OWN = [{"surface": surface} for surface in SURFACES] + [
    {"surface": "bowl", "condition": 40.0, "angle": 1.1, "noise": 0.5, "seed": 7},
    {"surface": "saddle", "noise": 0.05, "seed": 3},
    {"surface": "regression", "batch_size": 100, "seed": 5},
    {"surface": "bowl", "momentum": 0.0},
]
DIVERGING = {"surface": "bowl", "optimizers": ["sgd"], "lrs": {"sgd": 8.0}, "steps": 1000}
STOPS = [1, 2, 3, 10, 30, 100]


def descent() -> dict:
    """Values and gradients of the surfaces; where each racer is after some steps, and what it remembers."""
    sample = DescentExplorer()
    return {
        "rows": sample._rows,
        "grounds": {
            name: {k: ground[k] for k in ("domain", "minima", "sharpness")}
            for name, ground in sample._surfaces.items()
        },
        "surfaces": [
            *(_surface(name) for name in SURFACES if name != "bowl"),
            *(_surface("bowl", condition=k, angle=a) for k, a in BOWLS),
        ],
        "edges": [
            {
                "lambda": value,
                "momentum": mu,
                "sgd": max_stable_lr(value),
                "heavy": max_stable_lr(value, mu),
                "nesterov": max_stable_lr(value, mu, nesterov=True),
            }
            for value in (0.5, 10.0, 1000.0)
            for mu in (0.0, 0.5, 0.9, 0.99)
        ],
        "presets": [_race(preset=name) for name in PRESETS],
        "races": [_race(optimizers=list(CLASSES), **own | {"steps": 100}) for own in OWN],
        "diverging": _race(**DIVERGING) | {"last": _last_finite()},
    }


def _surface(name, **options):
    surface = make_surface(name, **options)
    return {
        "surface": name,
        **options,
        "points": POINTS,
        "values": [surface.f(np.array(p)) for p in POINTS],
        "grads": [surface.grad(np.array(p)) for p in POINTS],
    }


def _race(**settings):
    explorer = DescentExplorer(**settings)
    names = ("surface", "condition", "angle", "start", "optimizers", "lrs", "momentum", "noise", "batch_size")
    state = {name: getattr(explorer, name) for name in (*names, "seed", "steps")}
    stops = [t for t in STOPS if t <= explorer.steps]
    paths = {}
    for name, path in explorer.paths().items():
        memory = [_memory(name, explorer, path.grads[:t]) for t in stops]
        paths[name] = {
            "xs": path.xs[stops],
            "values": path.values[stops],
            "grads": path.grads[stops],
            "m": [m for m, _ in memory],
            "v": [v for _, v in memory],
        }
    return {"state": state, "stops": stops, "paths": paths}


def _memory(name, explorer, grads):
    """m and v of the library's optimizer after these gradients, Adam's corrected; null where it has none."""
    rule = CLASSES[name]([np.zeros(2)], lr=explorer.lrs[name], **options_of(name, explorer.momentum))
    with np.errstate(over="ignore", invalid="ignore"):
        for grad in grads:
            rule.step([grad])
    if isinstance(rule, Adam):
        t = rule.step_count
        return rule.m[0] / (1 - rule.betas[0] ** t), rule.v[0] / (1 - rule.betas[1] ** t)
    return (
        rule.momentum_buffers[0] if name in ("momentum", "nesterov") and explorer.momentum else None,
        rule.v[0] if hasattr(rule, "v") else None,
    )


def _last_finite():
    path = DescentExplorer(**DIVERGING).paths()["sgd"]
    return int(np.flatnonzero(np.isfinite(path.values))[-1])
