"""The picture that stands for the convolution explorer in print, on GitHub and without JavaScript."""

import numpy as np
from matplotlib.patches import Rectangle

from course_lib.cnn.conv2d import conv2d
from course_lib.cnn.conv_explorer.presets import PRESETS
from course_lib.plotting import INK, figure

PLUS, MINUS = "#56a0d3", "#e08a4a"


def draw():
    """The preset "bar": input, kernel and output, with one window and its output framed."""
    settings = PRESETS["bar"]["settings"]
    x, weight = np.array(settings["x"]), np.array(settings["weight"])
    y = conv2d(x[None], weight)[0]
    fig, ax = figure(height=3.4)
    for values, left, top in ((x[0], 0, 0), (weight[0, 0], 9.5, 2.5), (y[0], 14, 1)):
        _grid(ax, values, left, top)
    for place, size in (((1, 1), 3), ((15, 2), 1)):
        ax.add_patch(Rectangle(place, size, size, fill=False, edgecolor=INK, linewidth=2.5))
    for left, name in ((4, "input"), (11, "kernel"), (17, "output")):
        ax.text(left, 9, name, ha="center", va="center", color=INK)
    ax.set(xlim=(-0.2, 20.2), ylim=(9.5, -0.2), aspect="equal")
    ax.axis("off")
    ax.set_title("An edge kernel answers with plus on one side of the bar, with minus on the other")
    return fig


def _grid(ax, values, left, top):
    most = np.abs(values).max()
    for (row, column), v in np.ndenumerate(values):
        colour = PLUS if v > 0 else MINUS
        place, shade = (left + column, top + row), (colour, 0.75 * abs(v) / most)
        ax.add_patch(Rectangle(place, 1, 1, facecolor=shade, edgecolor=INK, linewidth=0.4))
        if v == 0 and len(values) > 3:
            continue  # what is empty needs no 0
        text = f"{v:g}".replace("-", "−")
        ax.text(left + column + 0.5, top + row + 0.5, text, ha="center", va="center", fontsize=8, color=INK)
