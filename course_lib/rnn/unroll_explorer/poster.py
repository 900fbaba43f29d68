"""The picture that stands for the unroll explorer in print, on GitHub and without JavaScript."""

import numpy as np

from course_lib.plotting import figure
from course_lib.rnn.unroll_explorer.presets import PRESETS
from course_lib.rnn.unroll_explorer.widget import UnrollExplorer

STATE, GRADIENT = "#56a0d3", "#35a37e"


def draw():
    """The preset "impulse": the state after each step, and the gradient of the last one by lag."""
    explorer = UnrollExplorer(**PRESETS["impulse"]["settings"])
    h = explorer.states
    factors = explorer.w * (1 - h**2)
    by_h = np.cumprod([1, *factors[:0:-1]])[::-1]
    fig, (top, bottom) = figure(2, 1, height=2.3)
    steps = np.arange(1, len(h) + 1)
    top.bar(steps, h, color=STATE, width=0.7)
    top.set(ylabel="state h", xticks=steps, xlabel="step", ylim=(0, 1))
    top.set_title("One input, then silence: the state fades")
    bottom.semilogy(steps, by_h, "o-", color=GRADIENT)
    bottom.set(ylabel="∂L/∂h", xticks=steps, xticklabels=[f"{len(h) - t}" for t in steps], xlabel="lag")
    bottom.set_title("and with the lag its gradient fades, too")
    return fig
