"""The picture that stands for the matrix explorer in print, on GitHub and without JavaScript."""

import numpy as np

from course_lib.plotting import INK, ROLE, figure
from course_lib.primer.matrix_explorer.presets import PRESETS

REACH = 3.6


def draw():
    """The preset "symmetric": an arrow, its image, the columns and the lines that keep their direction."""
    settings = PRESETS["symmetric"]["settings"]
    A = np.array([[settings["a"], settings["b"]], [settings["c"], settings["d"]]])
    x = np.array(settings["arrow"])
    fig, (plane, words) = figure(1, 2, height=3.9, width_ratios=[1.25, 1])
    _grid(plane, A)
    _still(plane, A)
    for tip, color, style, label in [
        (A[:, 0], ROLE["squared"], "-", "column 1"),
        (A[:, 1], ROLE["absolute"], ":", "column 2"),
        (A @ x, ROLE["huber"], "--", "Ax"),
        (x, INK, "-", "x"),
    ]:
        _arrow(plane, tip, color, style, label)
    plane.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), aspect="equal")
    plane.set(xlabel="first coordinate", ylabel="second coordinate")
    plane.set_title("The arrow x becomes Ax")
    _product(words, A, x)
    return fig


def _grid(ax, A):
    far = np.array([-12, 12])
    for k in range(-12, 13):
        for line in (np.array([far, [k, k]]), np.array([[k, k], far])):
            ax.plot(*(A @ line), color=ROLE["squared"], linewidth=0.7, alpha=0.3)
    ax.grid(visible=False)


def _still(ax, A):
    for direction in np.linalg.eig(A).eigenvectors.T:
        ends = np.outer(direction, [-9, 9])
        ax.plot(*ends, color=ROLE["quantile"], linestyle=":", linewidth=2)


def _arrow(ax, tip, color, style, label):
    ax.plot([0, tip[0]], [0, tip[1]], color=color, linestyle=style, linewidth=2)
    ax.plot(*tip, marker=(3, 0, np.degrees(np.arctan2(tip[1], tip[0])) - 90), color=color, markersize=10)
    ax.annotate(label, tip, (6, 6), textcoords="offset points", color=color, fontsize=10)


def _product(ax, A, x):
    ax.axis("off")
    lines = ["Row by row:", ""]
    lines += [f"{p:g} · {x[0]:g} + {q:g} · ({x[1]:g}) = {p * x[0] + q * x[1]:g}" for p, q in A]
    lines += ["", "Column by column:", ""]
    lines += ["1.5 times (2, 1)", "minus 0.5 times (1, 2)", "is (2.5, 0.5)."]
    lines += ["", "On the dotted lines", "an arrow does not turn."]
    for i, line in enumerate(lines):
        ax.text(0.02, 0.95 - 0.08 * i, line.replace("-", "−"), transform=ax.transAxes, fontsize=11)
