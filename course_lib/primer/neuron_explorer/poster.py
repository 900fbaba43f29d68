"""The picture that stands for the neuron explorer in print, on GitHub and without JavaScript."""

import numpy as np

from course_lib.plotting import INK, ROLE, figure
from course_lib.primer.neuron_explorer.presets import PRESETS

NODES = {"x1": (0, 1), "x2": (0, 0), "h1": (1.1, 1), "h2": (1.1, 0), "y": (2, 0.5)}
WIRES = [("x1", "h1", 0), ("x2", "h1", 1), ("x1", "h2", 3), ("x2", "h2", 4), ("h1", "y", 6), ("h2", "y", 7)]
PLUS, MINUS = ROLE["squared"], ROLE["absolute"]


def draw():
    """The preset "by hand": the drawing with its numbers, and the plane."""
    settings = PRESETS["by_hand"]["settings"]
    w, x = np.array(settings["weights"]), np.array([settings["x1"], settings["x2"]])
    z = w[[0, 3]] * x[0] + w[[1, 4]] * x[1] + w[[2, 5]]
    h = np.tanh(z)
    fig, (network, plane) = figure(1, 2, height=3.6, width_ratios=[1.35, 1])
    _network(network, w, x, z, h)
    _plane(plane, w, x)
    return fig


def _network(ax, w, x, z, h):
    ax.axis("off")
    for start, end, i in WIRES:
        (x0, y0), (x1, y1) = NODES[start], NODES[end]
        ax.plot([x0, x1], [y0, y1], color=PLUS if w[i] > 0 else MINUS, linestyle="-" if w[i] > 0 else "--")
        t = 0.5 if end == "y" else 0.36
        _label(ax, (x0 + t * (x1 - x0), y0 + t * (y1 - y0)), f"{w[i]:g}".replace("-", "−"), size=9, pad=0.2)
    for name, text in {
        "x1": f"$x_1$\n{x[0]:g}",
        "x2": f"$x_2$\n{x[1]:g}",
        "h1": f"$z_1$ {z[0]:g}\n$h_1$ {h[0]:.2f}",
        "h2": f"$z_2$ {z[1]:g}\n$h_2$ {h[1]:.2f}",
        "y": f"$\\hat y$\n{w[6:8] @ h + w[8]:.2f}",
    }.items():
        _label(ax, NODES[name], text, size=10, pad=0.5)
    for name, i in (("h1", 2), ("h2", 5), ("y", 8)):
        up = 0.27 if name == "h1" else -0.27
        ax.text(NODES[name][0], NODES[name][1] + up, f"+ {w[i]:g}", ha="center", va="center", color=INK)
    ax.set(xlim=(-0.25, 2.3), ylim=(-0.4, 1.4))
    ax.set_title("Each neuron adds up, then bends")


def _label(ax, place, text, size, pad):
    box = {"boxstyle": f"round,pad={pad}", "facecolor": "#e9edf2", "edgecolor": INK}
    ax.text(*place, text, ha="center", va="center", fontsize=size, color="#1b2430", bbox=box)


def _plane(ax, w, x):
    side = np.linspace(-3, 3, 61)
    a, b = np.meshgrid(side, side)
    output = w[6] * np.tanh(w[0] * a + w[1] * b + w[2]) + w[7] * np.tanh(w[3] * a + w[4] * b + w[5]) + w[8]
    ax.contourf(a, b, output, levels=[-9, 0, 9], colors=[MINUS, PLUS], alpha=0.35)
    ax.contour(a, b, output, levels=[0], colors=[INK], linewidths=2)
    ax.plot(*x, "o", color=INK, markersize=8)
    ax.set(xlabel="input $x_1$", ylabel="input $x_2$", aspect="equal")
    ax.set_title("Above zero and below")
