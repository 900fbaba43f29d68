"""The picture that stands for the loss explorer in print, on GitHub and without JavaScript."""

import numpy as np
from scipy.optimize import brentq

from course_lib.losses import regression
from course_lib.losses.loss_explorer.presets import PRESETS
from course_lib.plotting import INK, LOOK, ROLE, figure

LOSSES = {"squared": "mse", "absolute": "l1", "huber": "huber"}


def draw():
    """The preset "outlier" under three losses: best constants, penalties and pulls."""
    targets = np.array(PRESETS["outlier"]["settings"]["points"])[:, 1]
    best = {"squared": np.mean(targets), "absolute": np.median(targets), "huber": _huber_level(targets)}
    fig, axes = figure("DP\nDG", height=3.9, width_ratios=[1.25, 1])
    _data(axes["D"], best)
    _curves(axes["P"], axes["G"], targets, best)
    return fig


def _huber_level(targets):
    """Where the pulls on one constant prediction cancel."""
    pull = lambda c: regression.huber_loss_grad(np.full(targets.shape, c), targets).sum()  # noqa: E731
    return brentq(pull, targets.min(), targets.max(), xtol=1e-12)


def _data(ax, best):
    x, y = np.array(PRESETS["outlier"]["settings"]["points"]).T
    ax.vlines(x, y, best["squared"], color=ROLE["squared"], linewidth=1, alpha=0.5)
    for name, level in best.items():
        ax.axhline(level, **LOOK[name])
    for name, text, shift in [("squared", "mean 6", 0.15), ("absolute", "median 5", -0.95)]:
        ax.text(9.55, best[name] + shift, text, color=ROLE[name], ha="right", fontsize=9)
    ax.plot(x[:-1], y[:-1], "o", color=INK, markerfacecolor="none", markeredgewidth=1.5)
    ax.plot(x[-1], y[-1], "D", color=INK, markersize=7)
    ax.set(xlim=(0.4, 9.6), ylim=(0, 16), xlabel="x", ylabel="target y")
    ax.set_title("One outlier lifts the mean, not the median")


def _curves(penalty, pull, targets, best):
    r = np.linspace(-9, 9, 721)
    for name, stem in LOSSES.items():
        value, grad = getattr(regression, f"{stem}_loss"), getattr(regression, f"{stem}_loss_grad")
        at = best[name] - targets  # residual = prediction − target
        penalty.plot(r, value(r, 0 * r, reduction="none"), **LOOK[name], label=name)
        pull.plot(r, grad(r, 0 * r, reduction="sum"), **LOOK[name])
        pull.plot(at[-1], grad(at, 0 * at, reduction="sum")[-1], "D", color=ROLE[name], markersize=5)
    penalty.set(ylim=(0, 20), ylabel="penalty")
    penalty.set_title("Penalty of a residual")
    penalty.legend(loc="upper center", fontsize=8, handlelength=2.6, labelspacing=0.2)
    penalty.tick_params(labelbottom=False)
    pull.set(ylim=(-19, 19), ylabel="gradient", xlabel="residual: prediction − target")
    pull.set_title("The outlier pulls with 16, 1 and 1")
