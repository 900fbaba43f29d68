"""The picture that stands for the playground in print, on GitHub and without JavaScript."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from course_lib.backprop.playground.data import make_data, split_rows
from course_lib.backprop.playground.run import batches, initial_parameters
from course_lib.backprop.playground.widget import Playground
from course_lib.plotting import INK, LOOK, ROLE, figure

EPOCHS = 100
START = Playground.settings_of("circle")
SIGNS = LinearSegmentedColormap.from_list("signs", [ROLE["absolute"], "#f3f5f8", ROLE["squared"]])


def draw():
    """The start preset after 100 epochs: every unit's map, every weight, and both losses."""
    data = make_data("circle", START["n_samples"], noise=START["noise"])
    train, test = split_rows(len(data.X), START["train_share"], seed=0)
    layers, curve = _trained(data.X, 2.0 * data.y - 1, train, test)
    fig, axes = figure("NM\nNL", height=3.7, width_ratios=[1.55, 1], height_ratios=[1.55, 1])
    _network(axes["N"], layers)
    _plane(axes["M"], layers, data, train)
    _losses(axes["L"], curve)
    return fig


def _forward(layers, x):
    values = [x]
    for weight, bias in layers:
        values.append(np.tanh(values[-1] @ weight.T + bias))
    return values


def _loss(layers, x, y):
    return np.mean((_forward(layers, x)[-1][:, 0] - y) ** 2)


def _trained(X, y, train, test):
    """The weights after the run, and the losses of its epochs."""
    layers = initial_parameters([2, *START["hidden"], 1])
    curve = []
    for epoch in range(EPOCHS + 1):
        curve.append([_loss(layers, X[part], y[part]) for part in (train, test)])
        for rows in batches(len(train), START["batch_size"], epoch=epoch) if epoch < EPOCHS else ():
            values = _forward(layers, X[train[rows]])
            delta = 2 * (values[-1] - y[train[rows], None]) / len(rows)
            for (weight, bias), below, above in zip(layers[::-1], values[-2::-1], values[:0:-1], strict=True):
                slope = delta * (1 - above**2)
                delta = slope @ weight
                weight -= START["lr"] * slope.T @ below
                bias -= START["lr"] * slope.sum(axis=0)
    return layers, np.array(curve)


def _maps(layers, size):
    """What every unit says on a grid, layer by layer, the inputs first: arrays (units, size, size)."""
    u = (2 * np.arange(size) + 1) * 6 / size - 6
    grid = np.stack(np.meshgrid(u, u), axis=-1).reshape(-1, 2)
    return [v.T.reshape(-1, size, size) for v in _forward(layers, grid)]


def _network(ax, layers):
    maps, half = _maps(layers, 24), 0.32
    place = lambda k, i: (1.6 * k, (len(maps[k]) - 1) / 2 - i)  # noqa: E731
    for k, (weight, _) in enumerate(layers):
        for (o, i), w in np.ndenumerate(weight):
            (x0, y0), (x1, y1) = place(k, i), place(k + 1, o)
            middle = (x0 + x1) / 2
            curve = Path([(x0 + half, y0), (middle, y0), (middle, y1), (x1 - half, y1)], [1, 4, 4, 4])
            look = LOOK["squared" if w > 0 else "absolute"]
            ax.add_patch(
                PathPatch(curve, fill=False, lw=0.4 + 1.4 * abs(w), ec=look["color"], ls=look["linestyle"])
            )
    for k, layer in enumerate(maps):
        for i, values in enumerate(layer):
            (x, y), top = place(k, i), max(1, np.abs(values).max())
            edges = (x - half, x + half, y - half, y + half)
            ax.imshow(
                values,
                cmap=SIGNS,
                vmin=-top,
                vmax=top,
                origin="lower",
                extent=edges,
                zorder=2,
                interpolation="none",
            )
            ax.plot(
                [*edges[:2], *edges[1::-1], x - half],
                [*[edges[2]] * 2, *[edges[3]] * 2, edges[2]],
                color=INK,
                lw=0.8,
            )
    for i in range(2):
        ax.text(-0.45, place(0, i)[1], "x₁x₂"[2 * i :][:2], ha="right", va="center")
    ax.set(xlim=(-0.9, 5.3), ylim=(-2.1, 2.1), aspect="equal")
    ax.set_title("Each unit is a map")
    ax.axis("off")


def _plane(ax, layers, data, train):
    ax.imshow(
        _maps(layers, 48)[-1][0],
        interpolation="none",
        cmap=SIGNS,
        vmin=-1.6,
        vmax=1.6,
        origin="lower",
        extent=(-6, 6, -6, 6),
    )
    for k, (role, marker) in enumerate([("absolute", "o"), ("squared", "D")]):
        rows = train[data.y[train] == k][:28]
        look = {"markersize": 3, "markeredgecolor": "white", "markeredgewidth": 0.4}
        ax.plot(*data.X[rows].T, marker, color=ROLE[role], **look)
    ax.set(xticks=[-6, 0, 6], yticks=[-6, 0, 6], xlabel="x₁", ylabel="x₂")
    ax.grid(visible=False)
    ax.set_title("Together they close the ring")


def _losses(ax, curve):
    for name, values in zip(("test", "train"), curve.T[::-1], strict=True):
        ax.plot(
            range(0, EPOCHS + 1, 2),
            values[::2],
            **LOOK[name],
            label={"train": "training", "test": "test"}[name],
        )
    ax.set(xlabel="epoch", ylabel="loss", ylim=(0, None), xlim=(0, EPOCHS))
    ax.legend()
