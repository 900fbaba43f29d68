"""The picture that stands for the graph explorer in print, on GitHub and without JavaScript."""

import numpy as np

from course_lib.backprop.graph_explorer.presets import PRESETS
from course_lib.plotting import INK, ROLE, figure

INPUTS = {"w1": "$w_1$", "x1": "$x_1$", "w2": "$w_2$", "x2": "$x_2$", "b": "$b$"}
PLACES = {"w1": (0, 4), "x1": (0, 3), "w2": (0, 2), "x2": (0, 1), "b": (1.1, 0.2)}
PLACES |= {"p1": (1.1, 3.5), "p2": (1.1, 1.7), "z": (2.2, 1.9), "y": (3.2, 1.9)}
FORWARD, BACK = ROLE["squared"], ROLE["gradient"]


def draw():
    """The preset "neuron": values above, gradients below, the local derivative on each edge."""
    v = PRESETS["neuron"]["settings"]["values"]
    z = v["w1"] * v["x1"] + v["w2"] * v["x2"] + v["b"]
    y = np.tanh(z)
    slope = 1 - y**2
    local = {("w1", "p1"): v["x1"], ("x1", "p1"): v["w1"], ("w2", "p2"): v["x2"], ("x2", "p2"): v["w2"]}
    local |= {("p1", "z"): 1, ("p2", "z"): 1, ("b", "z"): 1, ("z", "y"): slope}
    gradient = {"y": 1.0, "z": slope, "p1": slope, "p2": slope, "b": slope}
    gradient |= {a: factor * gradient[c] for (a, c), factor in local.items() if a in INPUTS}
    values = {**v, "p1": v["w1"] * v["x1"], "p2": v["w2"] * v["x2"], "z": z, "y": y}
    signs = INPUTS | {"p1": "×", "p2": "×", "z": "+", "y": "tanh"}
    fig, ax = figure(height=3.4)
    for (start, end), factor in local.items():
        (x0, y0), (x1, y1) = PLACES[start], PLACES[end]
        ax.plot([x0, x1], [y0, y1], color=INK, linewidth=1.2, zorder=0)
        _label(ax, (0.55 * x0 + 0.45 * x1, 0.55 * y0 + 0.45 * y1), f"×{_short(factor)}")
    for name, place in PLACES.items():
        _node(ax, place, signs[name], values[name], gradient[name])
    ax.set(xlim=(-0.35, 3.55), ylim=(-0.4, 4.6))
    ax.axis("off")
    ax.set_title("Values run forward, gradients come back: local × upstream on every edge")
    return fig


def _short(value: float) -> str:
    return f"{value:.3g}".replace("-", "−")


def _label(ax, place, text):
    box = {"boxstyle": "round,pad=0.15", "facecolor": "#e9edf2", "edgecolor": "none"}
    ax.text(*place, text, ha="center", va="center", fontsize=8.5, color="#1b2430", bbox=box)


def _node(ax, place, sign, value, gradient):
    """A box with three lines, the last in the color and slant of gradients."""
    x, y = place
    box = {"boxstyle": "round,pad=0.45", "facecolor": "#e9edf2", "edgecolor": INK}
    ax.text(
        x, y, f"{sign}\n               \n ", ha="center", va="center", fontsize=9, color="#1b2430", bbox=box
    )
    ax.text(x, y, _short(value), ha="center", va="center", fontsize=9, color=FORWARD, weight="bold")
    text = f"▽ {_short(gradient)}"
    ax.text(
        x, y - 0.26, text, ha="center", va="center", fontsize=8.5, color=BACK, weight="bold", style="italic"
    )
