"""Draw the picture of each chapter on the front page, into book/cards; ``--check`` compares without writing.

Each shows something that the course computes: nothing is drawn by hand.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

import matplotlib as mpl

mpl.use("agg")

import numpy as np
from make_posters import keep, svg_text

from course_lib import losses
from course_lib.backprop.fit_explorer.presets import PRESETS
from course_lib.backprop.fit_explorer.run import gradients, train
from course_lib.datasets import load_mnist_sample, load_tiny_shakespeare
from course_lib.optim import SGD
from course_lib.plotting import INK, LOOK, ROLE, TITLE, figure

CARDS = Path(__file__).resolve().parents[1] / "book/cards"
SIZE = {"figsize": (4.0, 1.75)}
DIGIT = 20  # a three
WARM, COOL = ROLE["absolute"], ROLE["squared"]


def before(ax):
    """Arrows around a circle and where a matrix takes them; two do not turn."""
    matrix = np.array([[1.5, 0.5], [0.5, 1.5]])
    for angle in np.arange(0, 2 * np.pi, np.pi / 8):
        arrow = np.array([np.cos(angle), np.sin(angle)])
        after = matrix @ arrow
        still = abs(arrow[0] * after[1] - arrow[1] * after[0]) < 1e-12
        look = _arrow(WARM, 2.6) if still else _arrow(COOL, 1.2)
        ax.annotate("", 1.1 * after, (0, 0), arrowprops=look)
    ax.set(xlim=(-5, 5), ylim=(-2.2, 2.2), aspect="equal")


def _arrow(color, width):
    return {"arrowstyle": "-|>", "color": color, "lw": width, "shrinkA": 0, "shrinkB": 0}


def four_losses(ax):
    """Four losses over the residual."""
    r = np.linspace(-3, 3, 121)
    zero = np.zeros_like(r)
    for role, loss, options in [
        ("squared", losses.mse_loss, {}),
        ("absolute", losses.l1_loss, {}),
        ("huber", losses.huber_loss, {"delta": 1.0}),
        ("quantile", losses.quantile_loss, {"q": 0.8}),
    ]:
        ax.plot(r, loss(r, zero, reduction="none", **options), **LOOK[role])
    ax.set(xlim=(-3, 3), ylim=(-0.15, 3.2))


def valley(ax):
    """Two ways down one narrow valley: plain steps zigzag, momentum swings through."""
    scale = np.array([1.0, 12.0])
    x, y = np.meshgrid(np.linspace(-9.5, 2.5, 80), np.linspace(-2.1, 2.1, 60))
    levels = np.linspace(0.7, 9.5, 8) ** 2
    ax.contour(x, y, x**2 + 12 * y**2, levels=levels, colors=INK, linewidths=0.6, alpha=0.5)
    for role, rate, momentum in [("sgd", 0.155, 0.0), ("momentum", 0.05, 0.8)]:
        at = np.array([-8.5, 1.7])
        optimizer, path = SGD([at], lr=rate, momentum=momentum), [at.copy()]
        for _ in range(26):
            optimizer.step([scale * at])
            path.append(at.copy())
        ax.plot(*np.array(path).T, color=ROLE[role], lw=1.8, marker=".", ms=5)
    ax.set(xlim=(-9.5, 2.5), ylim=(-2.1, 2.1))


def blame(ax):
    """A network after a few steps; each line is as thick as its gradient."""
    points = np.array(PRESETS["wave"]["settings"]["points"])
    layers, _ = train(points, units=5, steps=12)
    slopes = gradients(layers, points[:, :1], points[:, 1:])[::2]
    top = max(np.abs(slope).max() for slope in slopes)
    place = lambda k, i, n: (2 * k, i - (n - 1) / 2)  # noqa: E731
    for k, slope in enumerate(slopes):
        outputs, inputs = slope.shape
        for (o, i), value in np.ndenumerate(slope):
            ends = np.array([place(k, i, inputs), place(k + 1, o, outputs)]).T
            share = abs(value) / top
            ax.plot(*ends, color=WARM if value > 0 else COOL, lw=0.5 + 4.5 * share, alpha=0.35 + 0.65 * share)
    for k, n in enumerate([1, 5, 5, 1]):
        for i in range(n):
            ax.plot(*place(k, i, n), "o", ms=10, mfc="white", mec=INK, mew=1.4)
    ax.set(xlim=(-1.2, 7.2), ylim=(-2.5, 2.5))


def filtered(ax):
    """A handwritten digit, and what a filter for upright edges finds in it."""
    digit = load_mnist_sample(n_train=30, n_test=1).X_train[DIGIT].reshape(28, 28).astype(float)
    digit /= digit.max()
    edges = (digit[:, 2:] - digit[:, :-2])[1:-1]
    edges = (edges[:-2] + 2 * edges[1:-1] + edges[2:]) / 4
    _cells(ax, digit, lambda v: INK, 0)
    ax.annotate("", (35.5, 14), (29.5, 14), arrowprops=_arrow(INK, 1.6))
    _cells(ax, edges, lambda v: WARM if v > 0 else COOL, 36)
    ax.set(xlim=(-3, 66), ylim=(29, -1), aspect="equal")


def _cells(ax, values, color, left):
    """Squares as strong as their values; the faint ones are left out."""
    for (r, c), v in np.ndenumerate(values):
        if abs(v) > 0.06:
            square = mpl.patches.Rectangle((left + c, r), 1, 1, color=color(v), alpha=min(1, abs(v)), lw=0)
            ax.add_patch(square)


def next_letter(ax):
    """Which letter follows "th" in Shakespeare, counted."""
    text = load_tiny_shakespeare().text.lower()
    counts = Counter(re.findall("th(.)", text, re.DOTALL))
    total = sum(counts.values())
    for row, (letter, count) in enumerate(counts.most_common(5)):
        ax.barh(row, count / total, height=0.7, color=COOL, alpha=0.35 if row else 1)
        name = letter if letter.strip() else "␣"
        ax.text(-0.025, row, name, ha="right", va="center", size=11, weight="bold", color=INK)
    ax.text(-0.13, 0, "th", ha="right", va="center", size=17, weight="bold", color=TITLE)
    ax.annotate("", (-0.075, 0), (-0.12, 0), arrowprops=_arrow(INK, 1.4))
    ax.set(xlim=(-0.3, 0.75), ylim=(4.8, -0.8))


def attends(ax):
    """Where each of twelve places looks, when queries and keys are the codes of their positions."""
    n, d = 14, 32
    angles = np.arange(n)[:, None] / 10_000 ** (np.arange(0, d, 2) / d)
    codes = np.concatenate([np.sin(angles), np.cos(angles)], axis=1)
    scores = 3 * codes @ codes.T / np.sqrt(d)
    scores[np.triu_indices(n, 1)] = -np.inf
    weights = losses.softmax(scores)
    _cells(ax, np.sqrt(weights), lambda v: COOL, 0)
    ax.set(xlim=(-9, 23), ylim=(n + 0.2, -0.2), aspect="equal")


DRAWN = {
    "0_before": before,
    "1_losses": four_losses,
    "2_gradient_descent": valley,
    "3_backprop": blame,
    "4_cnns": filtered,
    "5_rnns": next_letter,
    "6_attention": attends,
}


def draw(name: str) -> str:
    """The SVG text of one card."""
    fig, ax = figure(**SIZE)
    ax.axis("off")
    ax.set_position((0, 0, 1, 1))
    fig.set_layout_engine("none")
    DRAWN[name](ax)
    return svg_text(fig, name)


def main(check: bool) -> int:
    CARDS.mkdir(exist_ok=True)
    return keep(((CARDS / f"{name}.svg", draw(name)) for name in DRAWN), check)


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv))
