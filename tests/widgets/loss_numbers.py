"""What course_lib says about a state of the loss and logit explorers."""

import numpy as np
import pytest

from course_lib import losses
from course_lib.losses.loss_explorer.presets import LOSSES as NAMES


def loss_of(name, state, predictions, kind="", **options):
    options |= {"huber": {"delta": state["delta"]}, "quantile": {"q": state["q"]}}.get(name, {})
    targets = np.array(state["points"])[:, 1]
    return getattr(losses, f"{name}_loss{kind}")(predictions, targets, **options)


def own_fit(state):
    (left, right), (low, high) = state["guess"], state["x_range"]
    if state["mode"] == "number":
        left = right = (left + right) / 2
    return left + (right - left) * (np.array(state["points"])[:, 0] - low) / (high - low)


def best_fit(state, name, shown):
    """Predictions of the displayed best fit; a point that it passes through has residual 0, not 1e-16."""
    points = np.array(state["points"])
    p = shown[f"{name}.fit"] + shown[f"{name}.slope"] * points[:, 0]
    near = np.abs(p - points[:, 1]) <= 1e-12 * np.abs([p, points[:, 1]]).max()
    return np.where(near, points[:, 1], p)


def loss_numbers(state, shown):
    """Each displayed number but the fits themselves, from course_lib alone; and the size of all pulls."""
    yours = own_fit(state)
    best = {name: best_fit(state, name, shown) for name in NAMES}
    drawn = best[state["loss"]] if state["errors"] == "best" else yours
    pulls = loss_of(state["loss"], state, drawn, "_grad", reduction="sum")
    expected = {"pull.sum": pulls.sum(), "pull.mean": pulls.mean(), "size": np.abs(pulls).sum()}
    for name in NAMES:
        expected[f"{name}.best"] = loss_of(name, state, best[name])
        expected[f"{name}.yours"] = loss_of(name, state, yours)
    return expected


def best_constants(state):
    """Where each loss is least; Huber's is judged by its gradient in check_loss."""
    targets = np.array(state["points"])[:, 1]
    q = np.quantile(targets, state["q"], method="averaged_inverted_cdf")
    return {"mse": targets.mean(), "l1": np.median(targets), "quantile": q}


def check_loss(state, shown):
    expected = loss_numbers(state, shown)
    size = expected.pop("size")
    fits = {f"{name}.{part}" for name in NAMES for part in ("fit", "slope")}
    assert shown.keys() == expected.keys() | fits
    agree({k: shown[k] for k in expected}, expected, size)
    if state["mode"] == "number":
        agree({k: shown[f"{k}.fit"] for k in ("mse", "l1", "quantile")}, best_constants(state))
        flat = np.full(len(state["points"]), shown["huber.fit"])
        pulls = loss_of("huber", state, flat, "_grad", reduction="sum")
        assert abs(pulls.sum()) <= 1e-12 * np.abs(pulls).sum()
    assert all(shown[f"{name}.best"] <= shown[f"{name}.yours"] * (1 + 1e-12) for name in NAMES)


def logit_numbers(state):
    n, target, smoothing, T = len(state["logits"]), state["target"], state["smoothing"], state["temperature"]
    z = (np.array(state["logits"], dtype=float) + state["shift"]) / T
    p = losses.softmax(z)
    y = (1 - smoothing) * np.eye(n)[target] + smoothing / n
    dz = losses.cross_entropy_grad(z, target, label_smoothing=smoothing) / T
    columns = {"p": p, "dz": dz, "dp": np.where(y == 0, 0, -y / p)}
    loss = losses.cross_entropy(z, target, label_smoothing=smoothing)
    expected = {"grad.sum": dz.sum()}
    if smoothing:
        columns["y"] = y
        expected["floor"] = losses.cross_entropy(np.log(y), y)
    if state["naive"]:
        with np.errstate(over="ignore", invalid="ignore"):
            columns["naive"] = np.exp(z) / np.exp(z).sum()
    return (
        expected | in_words(loss) | {f"{k}.{i}": v for k, col in columns.items() for i, v in enumerate(col)}
    )


def binary_numbers(state):
    z, y = np.array([float(state["score"])]), np.array([float(state["label"])])
    p = losses.sigmoid(z)
    ce = losses.binary_cross_entropy_with_logits(z, y)
    grad = losses.binary_cross_entropy_with_logits_grad(z, y)[0]
    slope = 2 * (p - y) * losses.sigmoid_grad(z)
    expected = {"p": p[0], "ce": ce, "ceGrad": grad, "se": (p - y)[0] ** 2, "seGrad": slope[0]}
    return in_words(ce) | {f"binary.{k}": v for k, v in expected.items()}


def in_words(nats):
    return {"loss": nats, "bits": nats / np.log(2), "perplexity": np.exp(nats)}


def check_logit(state, shown):
    expected = (logit_numbers if state["mode"] == "classes" else binary_numbers)(state)
    assert shown.keys() == expected.keys()
    agree(
        shown,
        expected,
        size=max(1, *(abs(z + state["shift"]) / state["temperature"] for z in state["logits"])),
    )


def agree(shown, expected, size=1.0):
    """``size`` is that of the terms: opposite pulls, or logits of one height, leave a few eps of it."""
    assert shown == pytest.approx(expected, rel=1e-12, abs=1e-15 * size, nan_ok=True)


def loss_descended(state):
    """One step of gradient descent on the mean loss, by the heights of the two ends."""
    pulls = loss_of(state["loss"], state, own_fit(state), "_grad")
    low, high = state["x_range"]
    share = (np.array(state["points"])[:, 0] - low) / (high - low)
    left, right = (pulls @ (1 - share), pulls @ share) if state["mode"] == "line" else [pulls.sum()] * 2
    return {"guess": [state["guess"][0] - state["lr"] * left, state["guess"][1] - state["lr"] * right]}


def logit_descended(state):
    numbers = logit_numbers(state)
    return {"logits": [z - state["lr"] * numbers[f"dz.{k}"] for k, z in enumerate(state["logits"])]}


def binary_descended(state):
    return {"score": state["score"] - state["lr"] * binary_numbers(state)["binary.ceGrad"]}
