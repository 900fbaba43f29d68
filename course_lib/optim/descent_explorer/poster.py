"""The picture that stands for the descent explorer in print, on GitHub and without JavaScript."""

import numpy as np

from course_lib.optim.descent_explorer.presets import PRESETS
from course_lib.optim.descent_explorer.run import run
from course_lib.optim.quadratics import bowl
from course_lib.plotting import INK, LOOK, figure

RACERS = ("sgd", "momentum", "adam")
STEPS = 60


def draw():
    """The preset "ravine" with Adam as a third racer: paths on contours, losses over the steps."""
    state = PRESETS["ravine"]["settings"]
    surface = bowl(state["condition"])
    paths = {name: run(surface, name, state["start"], state["lrs"][name], STEPS) for name in RACERS}
    fig, (above, losses) = figure(1, 2, width_ratios=[1.35, 1], height=3.4)
    _above(above, surface, paths)
    _losses(losses, paths)
    return fig


def _above(ax, surface, paths):
    xs, ys = np.linspace(-4, 1.2, 61), np.linspace(-1.9, 1.9, 45)
    height = surface.f(np.stack(np.meshgrid(xs, ys)))
    ax.contour(xs, ys, height, levels=4.0 ** np.arange(-2, 4), colors=INK, linewidths=0.6, alpha=0.5)
    for name, path in paths.items():
        ax.plot(*path.xs.T, **LOOK[name])
    ax.plot(*paths["sgd"].xs[0], "o", color=INK, markerfacecolor="white", markersize=8, markeredgewidth=2)
    ax.plot(0, 0, "+", color=INK, markersize=10, markeredgewidth=2)
    ax.set(xlim=(-4, 1.2), ylim=(-1.9, 1.9), xlabel="x₁, curvature 1", ylabel="x₂, curvature 50")
    ax.set_title("One start, three ways down")
    ax.grid(False)


def _losses(ax, paths):
    for name, path in paths.items():
        ax.semilogy(
            path.values, label={"sgd": "SGD", "momentum": "momentum", "adam": "Adam"}[name], **LOOK[name]
        )
    ax.set(ylim=(1e-3, 1e3), xlim=(0, len(path.values) - 1), xlabel="step", ylabel="loss")
    ax.minorticks_off()
    ax.set_title("Plain descent crawls")
    ax.legend(fontsize=8, handlelength=3, loc="upper right")
