"""Numbers for the logit explorer: softmax, cross-entropy and their gradients, far out too."""

from __future__ import annotations

import numpy as np

from course_lib import losses
from course_lib.losses.logit_explorer import PRESETS as LOGITS


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
