"""The picture that stands for the torch explorer in print, on GitHub and without JavaScript."""

import numpy as np

from course_lib.plotting import INK, LOOK, ROLE, figure
from course_lib.primer.torch_explorer.curves import CURVES

BOWL = CURVES["bowl"]


def draw():
    """Ten steps down a valley, and ten without clearing the slope."""
    fig, axes = figure(1, 2, sharey=True, height=2.8)
    runs = [(True, 0.2, "Clear, slope, step: down to the bottom"), (False, 0.05, "Never cleared: past it")]
    for ax, (clear, lr, title) in zip(axes, runs, strict=True):
        x = np.linspace(-0.5, 4.5, 120)
        ax.plot(x, BOWL.value(x), color=INK)
        places = np.array(_walk(clear, lr))
        ax.plot(places, BOWL.value(places), "o-", color=ROLE["data"], linewidth=1)
        near = 3.5 + np.array([-0.4, 0.4])
        ax.plot(near, BOWL.value(3.5) + BOWL.slope(3.5) * (near - 3.5), **LOOK["fit"])
        ax.set(xlabel="x", ylim=(0, 6.5))
        ax.set_title(title)
    axes[0].set_ylabel("y = f(x)")
    return fig


def _walk(clear: bool, lr: float) -> list[float]:
    places, grad = [3.5], 0.0
    for _ in range(10):
        grad = BOWL.slope(places[-1]) + (0.0 if clear else grad)
        places.append(places[-1] - lr * grad)
    return places
