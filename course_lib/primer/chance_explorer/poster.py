"""The picture that stands for the chance explorer in print, on GitHub and without JavaScript."""

import numpy as np

from course_lib.plotting import INK, ROLE, figure
from course_lib.primer.chance_explorer import draws as source

STAGES = [(10, 20, "Ten draws"), (1000, 20, "A thousand"), (50_000, 100, "Fifty thousand")]


def _stage(ax, n: int, bars: int, title: str):
    """One histogram of a bell, with mean and spread above it."""
    draws = source.draw("bell", n)
    counts, edges = np.histogram(draws, bins=bars, range=(0, 10))
    ax.stairs(counts / (n * (edges[1] - edges[0])), edges, fill=True, color=ROLE["data"], alpha=0.7)
    mean, spread = draws.mean(), draws.std()
    ax.errorbar(mean, 0.47, xerr=spread, fmt="D", color=INK, capsize=4, markersize=5)
    ax.set(xlim=(0, 10), ylim=(0, 0.5), xlabel="the number drawn")
    ax.set_title(title)


def draw():
    """Ten draws, a thousand, fifty thousand; the density over the last."""
    fig, axes = figure(1, 3, sharey=True, height=2.6)
    for ax, stage in zip(axes, STAGES, strict=True):
        _stage(ax, *stage)
    x = np.linspace(0, 10, 201)
    axes[-1].plot(x, source.density("bell", x), color=ROLE["fit"])
    axes[0].set_ylabel("share ÷ width")
    return fig
