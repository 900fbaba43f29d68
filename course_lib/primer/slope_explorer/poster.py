"""The picture that stands for the slope explorer in print, on GitHub and without JavaScript."""

import numpy as np

from course_lib.plotting import INK, ROLE, figure


def draw():
    """The parabola with a secant and the tangent, and the bowl with its gradient."""
    fig, (curve, bowl) = figure(1, 2, height=3.6)
    _curve(curve)
    _bowl(bowl)
    return fig


def _curve(ax):
    x, at, h = np.linspace(-2.2, 2.2, 89), 0.5, 1.0
    ax.plot(x, x**2, color=INK)
    ax.plot(x, at**2 + 2 * at * (x - at), color=ROLE["huber"], linewidth=2.4, label="tangent: slope 1")
    slope = ((at + h) ** 2 - at**2) / h
    label = f"one step further: slope {slope:g}"
    ax.plot(x, at**2 + slope * (x - at), color=ROLE["quantile"], linestyle="--", label=label)
    ax.plot([at, at + h], [at**2, (at + h) ** 2], "o", color=INK)
    ax.set(ylim=(-1.5, 5), xlabel="x", ylabel="y = x²")
    ax.legend(loc="upper center", fontsize=8)
    ax.set_title("A slope is a gain divided by a step")


def _bowl(ax):
    side = np.linspace(-2.2, 2.2, 31)
    a, b = np.meshgrid(side, side)
    height = a**2 + 2 * b**2
    ax.contour(a, b, height, levels=5, colors=[ROLE["squared"]], linewidths=0.9)
    at, gradient = np.array([1, 0.5]), np.array([2, 2])
    for step, color, style, label in [
        ((gradient[0], 0), ROLE["squared"], "-", "slope 2"),
        ((0, gradient[1]), ROLE["absolute"], ":", "slope 2"),
        (gradient, ROLE["huber"], "-", "gradient"),
    ]:
        tip = at + 0.25 * np.array(step)
        ax.plot([at[0], tip[0]], [at[1], tip[1]], color=color, linestyle=style, linewidth=2.4)
        turn = np.degrees(np.arctan2(*(tip - at)[::-1])) - 90
        ax.plot(*tip, marker=(3, 0, turn), color=color, markersize=9)
        ax.annotate(label, tip, (5, 5), textcoords="offset points", color=color, fontsize=8)
    ax.plot(*at, "o", color=INK, markersize=7)
    ax.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
    ax.set_title("Two slopes are a gradient")
