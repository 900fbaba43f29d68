"""The picture that stands for the digit explorer in print, on GitHub and without JavaScript."""

import numpy as np

from course_lib.cnn.digit_explorer.network import DigitNetwork
from course_lib.cnn.digit_explorer.presets import PRESETS
from course_lib.cnn.occlusion import occlusion
from course_lib.datasets.embedded import mnist_bytes
from course_lib.plotting import INK, ROLE, figure


def draw():
    """The preset "three": the digit with what a cover costs, all maps, the probabilities."""
    network = DigitNetwork()
    image = mnist_bytes().X_test[int(PRESETS["three"]["settings"]["digit"]), 0] / 255
    scores = network(image[None, None]).data[0]
    winner = int(scores.argmax())
    first, second = (maps.data[0] for maps in network.maps(image[None, None]))
    cost = occlusion(network, image[None], winner, patch=5, stride=2)
    fig, (left, middle, right) = figure(1, 3, height=2.9, width_ratios=[1, 1.5, 0.9])
    _ink(left, image, 0, 0, 1)
    row, column = np.unravel_index(np.abs(cost).argmax(), cost.shape)
    place = np.array([column * 2, column * 2 + 5, column * 2 + 5, column * 2, column * 2]) / 28
    down = np.array([row * 2, row * 2, row * 2 + 5, row * 2 + 5, row * 2]) / 28
    left.plot(place, 1 - down, color=ROLE["absolute"], linewidth=2)
    left.set_title(f"Covering this costs {cost[row, column]:.1f}", fontsize=9)
    for i, each in enumerate(first):
        _ink(middle, each.reshape(8, 3, 8, 3).max(axis=(1, 3)) / first.max(), i % 4, 4.4 - i // 4, 0.92, 3)
    for i, each in enumerate(second):
        _ink(middle, each / second.max(), (i % 8) / 2, 2.7 - (i // 8) / 2, 0.45, 3)
    middle.set_title("8 maps, then 16", fontsize=9)
    e = np.exp(scores - scores.max())
    right.barh(range(10), e / e.sum(), color=ROLE["squared"])
    right.set(yticks=range(10), xticks=[0, 1], xlim=(0, 1), ylim=(9.6, -0.6))
    right.set_title(f"It says {winner}", fontsize=9)
    for ax in (left, middle):
        ax.set_aspect("equal")
        ax.axis("off")
    return fig


def _ink(ax, values, x, y, size, shades=4):
    """The pixels as squares, a path for each of a few shades, with their lower left corner at (x, y)."""
    width = values.shape[1]
    step = size / width
    ax.plot(*np.array([[0, 1, 1, 0, 0], [0, 0, 1, 1, 0]]) * size + [[x], [y]], color=INK, linewidth=0.5)
    levels = np.ceil(np.clip(values, 0, 1) * shades).astype(int)
    for shade in range(2, shades + 1):
        xs, ys = [], []
        for row, line in enumerate(np.pad(levels == shade, ((0, 0), (1, 1))).astype(int)):
            ends = np.flatnonzero(np.diff(line)).reshape(-1, 2)  # runs of equal pixels
            for left, right in x + ends * step:
                top = y + size - row * step
                xs += [left, right, right, left, np.nan]
                ys += [top, top, top - step, top - step, np.nan]
        if xs:
            ax.fill(xs, ys, color=INK, alpha=shade / shades, linewidth=0)
