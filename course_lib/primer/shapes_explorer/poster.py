"""The picture that stands for the shapes explorer in print, on GitHub and without JavaScript."""

import numpy as np
from matplotlib.patches import Rectangle

from course_lib.plotting import INK, ROLE, figure


def draw():
    """a (2, 3) plus b (3,): b with its dashed copy, and the result."""
    a, b = np.arange(1, 7).reshape(2, 3), 10 * np.arange(1, 4)
    fig, axes = figure(1, 3, height=2.2)
    grids = [(a, 2, "a (2, 3)", "train"), (b, 1, "+ b (3,)", "test"), (a + b, 2, "= result (2, 3)", "good")]
    for ax, (array, own, title, role) in zip(axes, grids, strict=True):
        _grid(ax, np.broadcast_to(array, (2, 3)), own, ROLE[role])
        ax.set_title(title)
    return fig


def _grid(ax, values, own_rows: int, color: str):
    for (row, column), value in np.ndenumerate(values):
        copy = row >= own_rows
        ax.add_patch(_cell(column, row, color, copy))
        place = {"ha": "center", "va": "center", "alpha": 0.7 if copy else 1}
        ax.text(column + 0.5, row + 0.5, str(value), color=INK, **place)
    ax.set(xlim=(0, 3), ylim=(2, 0), aspect="equal")
    ax.axis("off")


def _cell(column, row, color, copy):
    how = {"linestyle": "--", "alpha": 0.5} if copy else {}
    return Rectangle(
        (column + 0.05, row + 0.05), 0.9, 0.9, edgecolor=color, facecolor="none", linewidth=1.8, **how
    )
