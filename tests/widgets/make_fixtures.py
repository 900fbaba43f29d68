"""Write the numbers that the explorables' JavaScript is tested against: ``make widgets``.

Every value comes from ``course_lib`` or, where it has no counterpart, from NumPy, SciPy or finite
differences. JSON has no infinity: such numbers are stored as strings and read back by the tests.

The last digits of a number depend on the machine's exponential and on its BLAS. A file whose numbers still
agree with the stored ones is left as it is, so that the same sources give the same files everywhere.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
from scipy.optimize import brentq, linprog, minimize
from widgets.chance_fixtures import chance
from widgets.descent_fixtures import descent
from widgets.optimizer_fixtures import optimizers
from widgets.playground_fixtures import playground
from widgets.primer_fixtures import network, plane, slopes
from widgets.shapes_fixtures import shapes
from widgets.torch_fixtures import torch_walks

from course_lib import losses
from course_lib.gradcheck import numerical_gradient
from course_lib.losses.logit_explorer import PRESETS as LOGITS
from course_lib.losses.loss_explorer import PRESETS as POINTS

FOLDER = Path(__file__).with_name("fixtures")
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


def logits() -> dict:
    """Softmax, cross-entropy and both gradients, far out too; a hundred steps of descent."""
    rng = np.random.default_rng(1)
    cases = [[0, 0, 0], [100, 0, 0], [-100, 100, 3], [1000, 999, 1001], [-1000, 0, 1000], [2.0, -1.0]]
    cases += [p["settings"]["logits"] for p in LOGITS.values()] + rng.normal(scale=4, size=(6, 5)).tolist()
    rows = []
    for k, z in enumerate(cases):
        for temperature, smoothing in ((1.0, 0.0), (0.5, 0.1), (3.0, 0.5)):
            rows.append(one(np.array(z, dtype=float), k % len(z), temperature, smoothing))
    z = np.array([3.0, 0.5, -1.0])
    for _ in range(100):
        z = z - 0.5 * losses.cross_entropy_grad(z, 2, label_smoothing=0.1)
    scores = np.array([-1000.0, -100, -30, -6, -1.5, 0, 1e-3, 2, 7, 40, 100, 1000])
    binary = []
    for y in (0.0, 1.0):
        p = losses.sigmoid(scores)
        t = np.full_like(scores, y)
        gap = losses.binary_cross_entropy_with_logits_grad(scores, t, reduction="sum")  # p - y, every digit
        binary.append(
            {
                "y": y,
                "sigmoid": p,
                "ce": losses.binary_cross_entropy_with_logits(scores, t, reduction="none"),
                "ce_grad": gap,
                "se": gap**2,
                "se_grad": 2 * gap * p * losses.sigmoid(-scores),
            }
        )
    descent = {"start": [3.0, 0.5, -1.0], "target": 2, "smoothing": 0.1, "lr": 0.5, "steps": 100, "end": z}
    return {"rows": rows, "scores": scores, "binary": binary, "descent": descent}


def one(z, target, temperature, smoothing) -> dict:
    warm = z / temperature
    y = np.full(len(z), smoothing / len(z))
    y[target] += 1 - smoothing
    logp = losses.log_softmax(warm)
    with np.errstate(over="ignore", invalid="ignore"):
        powers = np.exp(warm)
        naive = powers / powers.sum()
        by_probs = np.where(y > 0, -y * np.exp(-logp), 0.0)
    return {
        "logits": z,
        "target": target,
        "temperature": temperature,
        "smoothing": smoothing,
        "logsumexp": losses.logsumexp(warm),
        "softmax": losses.softmax(warm),
        "log_softmax": logp,
        "naive": naive,
        "loss": losses.cross_entropy(warm, target, label_smoothing=smoothing),
        "grad": losses.cross_entropy_grad(warm, target, label_smoothing=smoothing) / temperature,
        "grad_probs": by_probs,
    }


def plain(value):
    """Arrays to lists, and what JSON cannot hold to words."""
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, np.ndarray | list | tuple):
        return [plain(v) for v in value]
    if isinstance(value, float | np.floating):
        return (
            float(value)
            if np.isfinite(value)
            else {np.inf: "Infinity", -np.inf: "-Infinity"}.get(value, "NaN")
        )
    return value


FIXTURES = {
    "regression": regression,
    "logits": logits,
    "optimizers": optimizers,
    "playground": playground,
    "descent": descent,
    "plane": plane,
    "network": network,
    "slopes": slopes,
    "chance": chance,
    "shapes": shapes,
    "torch_walks": torch_walks,
}


def difference(stored, fresh, place: str = "") -> str:
    """Where the two differ by more than another machine's last digits, in words; empty where they agree."""
    if isinstance(stored, dict) and isinstance(fresh, dict) and stored.keys() == fresh.keys():
        return next(filter(None, (difference(stored[k], fresh[k], f"{place}.{k}") for k in fresh)), "")
    if isinstance(stored, list) and isinstance(fresh, list) and len(stored) == len(fresh):
        pairs = enumerate(zip(stored, fresh, strict=True))
        return next(filter(None, (difference(*pair, f"{place}[{i}]") for i, pair in pairs)), "")
    if isinstance(stored, float) and isinstance(fresh, float):
        agree = math.isclose(stored, fresh, rel_tol=1e-9, abs_tol=1e-9)
    else:
        agree = stored == fresh
    return "" if agree else f"{place or 'all'}: stored {stored!r:.80}, now {fresh!r:.80}"


def stale(name: str, folder: Path = FOLDER) -> tuple[str, str]:
    """What differs between the stored numbers and those of today, and the text of today."""
    text = json.dumps(plain(FIXTURES[name]()), separators=(",", ":")) + "\n"
    path = folder / f"{name}.json"
    if not path.is_file():
        return "not stored yet", text
    return difference(json.loads(path.read_text(encoding="utf-8")), json.loads(text)), text


def main(folder: Path = FOLDER) -> None:
    folder.mkdir(exist_ok=True)
    for name in FIXTURES:
        different, text = stale(name, folder)
        if different:
            (folder / f"{name}.json").write_text(text, encoding="utf-8")
        word = "wrote" if different else "same "
        print(f"{word} {name}.json {len(text) / 1000:.1f} kB  {different}".rstrip())


if __name__ == "__main__":
    main()
