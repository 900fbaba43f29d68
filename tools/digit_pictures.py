"""The pictures that the digit network is judged by, besides the digits as they are."""

from __future__ import annotations

import math

import numpy as np

from course_lib.backprop import Tensor
from course_lib.cnn.digit_explorer.drawing import drawn, moved
from course_lib.cnn.digit_explorer.presets import CROSSED, FLAGGED

Z = 1.959963984540054


def wilson(right: int, n: int) -> list[float]:
    """The share that is right in percent, and Wilson's 95 % interval."""
    share = right / n
    middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z / (1 + Z**2 / n) * math.sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
    return [round(100 * v, 1) for v in (share, middle - half, middle + half)]


def thicker(images: np.ndarray, by: float) -> np.ndarray:
    """Strokes thicker by so many pixels, or thinner: a share of the largest of each 3 × 3 pixels."""
    pad = np.pad(images if by > 0 else 1 - images, ((0, 0), (1, 1), (1, 1)), mode="edge")
    most = np.max([pad[:, i : i + 28, j : j + 28] for i in range(3) for j in range(3)], axis=0)
    most = most if by > 0 else 1 - most
    return images + abs(by) / 2 * (most - images)


def right(network, images: np.ndarray, classes: np.ndarray) -> dict:
    """How many of the images are read right."""
    scores = [network(Tensor(images[at : at + 100, None])).data for at in range(0, len(images), 100)]
    hits = int((np.concatenate(scores).argmax(axis=1) == classes).sum())
    share, low, high = wilson(hits, len(images))
    return {"right": hits, "of": len(images), "percent": share, "low": low, "high": high}


def sketches(strokes: list, n: int = 200, seed: int = 0) -> np.ndarray:
    """A drawing again and again: leaning, stretched, each point a little elsewhere, with another pen."""
    rng = np.random.default_rng(seed)
    pictures = []
    for _ in range(n):
        lean, wide, pen = rng.uniform(-0.25, 0.25), rng.uniform(0.8, 1.2), rng.uniform(2, 3.2)
        bent = []
        for stroke in strokes:
            points = np.reshape(stroke, (-1, 2)) + rng.normal(0, 0.5, (len(stroke) // 2, 2))
            x, y = points.T
            bent.append(np.stack([(x - 14) * wide - lean * (y - 14) + 14, y], axis=1).ravel())
        pictures.append(drawn(bent, pen))
    return np.array(pictures)


def report(network, pixels: np.ndarray, classes: np.ndarray) -> dict:
    """How well the network reads the digits as they are, and what was done to them."""
    X = pixels / 255
    told = {"as_they_are": right(network, X, classes)}
    for by in (1, 2, 3, 4):
        each = [right(network, np.array([moved(x, *way) for x in X]), classes) for way in _ways(by)]
        told[f"moved_{by}"] = _together(each)
    for by in (15, 30, 45):
        each = [right(network, np.array([moved(x, turn=t) for x in X]), classes) for t in (-by, by)]
        told[f"turned_{by}"] = _together(each)
    told["thinner"] = right(network, thicker(X, -1.3), classes)
    told["thicker"] = right(network, thicker(X, 1.3), classes)
    told["flagged_1"] = right(network, sketches(FLAGGED), np.ones(200))
    told["crossed_7"] = right(network, sketches(CROSSED), np.full(200, 7))
    return told


def _ways(by: int) -> list[tuple[int, int]]:
    return [(by, 0), (-by, 0), (0, by), (0, -by)]


def _together(each: list[dict]) -> dict:
    """Several ways to do it to the same digits: the mean share, without an interval."""
    hits, of = sum(e["right"] for e in each), sum(e["of"] for e in each)
    return {"right": hits, "of": of, "percent": round(100 * hits / of, 1)}
