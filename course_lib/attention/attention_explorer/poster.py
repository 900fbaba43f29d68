"""The picture that stands for the attention explorer in print, on GitHub and without JavaScript."""

import numpy as np

from course_lib.attention.attention_explorer.widget import AttentionExplorer
from course_lib.plotting import INK, ROLE, figure

KEY, VALUE, OUTPUT = ROLE["squared"], ROLE["huber"], ROLE["quantile"]
REACH = 3


def draw():
    """The preset "four": the query of drank among the keys, and the values that it mixes."""
    explorer = AttentionExplorer()
    ask = explorer.pick - 1
    query, key, value = explorer.qkv[0]
    weights = explorer.weights[0, ask]
    fig, (look, mix) = figure(1, 2, height=3.4)
    for ax, arrows, color in ((look, key, KEY), (mix, value, VALUE)):
        for word, tip, weight in zip(explorer.words, arrows, weights, strict=True):
            _arrow(ax, tip, color, 1 + 4 * weight, word)
        ax.set(xlim=(-REACH, REACH), ylim=(-2.4, 2.4), aspect="equal")
    _arrow(look, query[ask], INK, 3.5, f"query of {explorer.words[ask]}", (-24, 14))
    look.set_title("The key of cat fits best")
    chain = np.cumsum(weights[:, None] * value, axis=0)
    mix.plot(*np.vstack([[0, 0], chain]).T, "o--", color=VALUE, markersize=3)
    _arrow(mix, chain[-1], OUTPUT, 3.5, "output", (-24, 12))
    mix.set_title("so its value weighs most in the output")
    return fig


def _arrow(ax, tip, color, width, label, beside=(5, 4)):
    ax.annotate(
        "", tip, (0, 0), arrowprops={"arrowstyle": "-|>", "color": color, "linewidth": width, "shrinkB": 0}
    )
    ax.annotate(label, tip, beside, textcoords="offset points", color=color, fontsize=9)
