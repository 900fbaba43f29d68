"""Numbers for the loss explorer: the four penalties, and the best constant and line of every preset."""

from __future__ import annotations

import numpy as np
from scipy.optimize import brentq, linprog, minimize

from course_lib import losses
from course_lib.gradcheck import numerical_gradient
from course_lib.losses.loss_explorer import PRESETS as POINTS

OPTIONS = [
    ("mse", {}),
    ("l1", {}),
    ("huber", {"delta": 1.0}),
    ("huber", {"delta": 4.0}),
    ("huber", {"delta": 50.0}),
]
OPTIONS += [("quantile", {"q": q}) for q in (0.1, 0.5, 0.75, 0.9)]


def regression() -> dict:
    """Values and gradients of the four penalties, and the best constant and line of every preset."""
    rng = np.random.default_rng(0)
    predictions, targets = rng.normal(scale=3, size=(2, 40))
    targets[:3] = predictions[:3]  # residuals of exactly zero
    cases = []
    for name, options in OPTIONS:
        loss, grad = (getattr(losses, f"{name}_loss{end}") for end in ("", "_grad"))
        slope = numerical_gradient(
            lambda p, f=loss, o=options: f(p, targets, reduction="sum", **o), predictions
        )
        cases.append(
            {
                "loss": name,
                "options": options,
                "value": loss(predictions, targets, reduction="none", **options),
                "grad": grad(predictions, targets, reduction="sum", **options),
                "mean": loss(predictions, targets, **options),
                "differences": slope,
            }
        )
    fits = [best(name, options, preset) for preset in POINTS for name, options in OPTIONS]
    return {"predictions": predictions, "targets": targets, "cases": cases, "fits": fits}


def best(name: str, options: dict, preset: str) -> dict:
    """Best constant by definition; best line by least squares, linear programming or a convex solver."""
    x, y = np.array(POINTS[preset]["settings"]["points"], dtype=float).T
    loss = getattr(losses, f"{name}_loss")
    constants = {
        "mse": lambda: np.mean(y),
        "l1": lambda: np.median(y),
        "quantile": lambda: np.quantile(y, options["q"], method="inverted_cdf"),
        "huber": lambda: _huber_constant(y, options["delta"]),
    }
    level = constants[name]()
    A = np.column_stack([np.ones_like(x), x])
    line = {
        "mse": lambda: np.linalg.lstsq(A, y, rcond=None)[0],
        "l1": lambda: _quantile_line(A, y, 0.5),
        "quantile": lambda: _quantile_line(A, y, options["q"]),
        "huber": lambda: _huber_line(A, y, options["delta"]),
    }[name]()
    return {
        "preset": preset,
        "x": x,
        "targets": y,
        "loss": name,
        "options": options,
        "level": level,
        "constant_loss": loss(np.full_like(y, level), y, **options),
        "line_loss": loss(A @ line, y, **options),
    }


def _huber_constant(y, delta):
    pull = lambda c: losses.huber_loss_grad(np.full_like(y, c), y, reduction="sum", delta=delta).sum()  # noqa: E731
    return brentq(pull, y.min(), y.max(), xtol=1e-13)


def _quantile_line(A, y, q):
    """min Σ q u + (1 - q) v  with  A w + u - v = y, u and v not negative."""
    n = len(y)
    cost = np.concatenate([np.zeros(4), np.full(n, q), np.full(n, 1 - q)])
    equal = np.hstack([A, -A, np.eye(n), -np.eye(n)])
    w = linprog(cost, A_eq=equal, b_eq=y, method="highs").x
    return w[:2] - w[2:4]


def _huber_line(A, y, delta):
    f = lambda w: losses.huber_loss(A @ w, y, delta=delta)  # noqa: E731
    g = lambda w: A.T @ losses.huber_loss_grad(A @ w, y, delta=delta)  # noqa: E731
    scale = np.array([1.0, 1 / np.abs(A[:, 1]).max()])  # even out the two directions
    start = np.linalg.lstsq(A, y, rcond=None)[0] / scale
    done = minimize(
        lambda w: f(w * scale), start, jac=lambda w: g(w * scale) * scale, tol=1e-14, method="BFGS"
    )
    return done.x * scale
