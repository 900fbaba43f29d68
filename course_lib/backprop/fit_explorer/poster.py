"""The picture that stands for the fit explorer in print, on GitHub and without JavaScript."""

import numpy as np

from course_lib.backprop.fit_explorer.run import predict, train
from course_lib.backprop.fit_explorer.widget import FitExplorer
from course_lib.plotting import LOOK, ROLE, figure

MOMENTS = {0: 0.35, 20: 0.25, 50: 0.35, 90: 0.5, 600: 1.0}  # step → how strong its curve is drawn


def draw():
    """The curve at five moments, and how wrong the first one is."""
    points = np.array(FitExplorer().points)
    x = np.linspace(-6, 6, 241)
    fig, ax = figure(height=3.3)
    for steps, strength in MOMENTS.items():
        layers, _ = train(points, steps=steps)
        ax.plot(x, predict(layers, x), color=ROLE["squared"], alpha=strength, lw=3 if steps == 600 else 1.6)
        if steps == 0:
            at = predict(layers, points[:, 0])
            ax.vlines(points[:, 0], at, points[:, 1], color=ROLE["absolute"], lw=1.4)
    ax.plot(*points.T, **LOOK["data"] | {"color": "#4b5661", "markersize": 9})
    ax.set(xlim=(-6, 6), ylim=(-1.05, 1.05))
    ax.axis("off")
    return fig
