"""The picture that stands for the logit explorer in print, on GitHub and without JavaScript."""

import numpy as np

from course_lib.losses.classification import cross_entropy, cross_entropy_grad
from course_lib.losses.logit_explorer.presets import PRESETS
from course_lib.losses.softmax import softmax
from course_lib.plotting import INK, ROLE, figure


def draw():
    """The preset "wrong": logits, probabilities, and both derivatives, one row a class."""
    names, logits, target = (PRESETS["wrong"]["settings"][k] for k in ("classes", "logits", "target"))
    logits = np.array(logits, dtype=float)
    probs, grad = softmax(logits), cross_entropy_grad(logits, target)
    y = np.eye(len(logits))[target]
    panels = [
        ("logit z", logits, INK, None, (-3.6, 4.8)),
        ("probability p", probs, ROLE["data"], None, (0, 1.28)),
        ("dL/dz = p − y", grad, ROLE["gradient"], "///", (-1.9, 1.6)),
        ("dL/dp = −y/p", -y / probs, ROLE["fit"], "\\\\\\", (-88, 12)),
    ]
    fig, axes = figure(1, 4, height=2.5, sharey=True)
    rows = np.arange(len(names))
    for ax, (title, values, color, hatch, limits) in zip(axes, panels, strict=True):
        ax.barh(rows, values, height=0.55, facecolor="none" if hatch else color, edgecolor=color, hatch=hatch)
        ax.axvline(0, color=INK, linewidth=0.8)
        for row, value in zip(rows, values, strict=True):
            side = "right" if value < 0 else "left"
            ax.annotate(
                _short(value), (value, row), ha=side, va="center",
                xytext=(-3 if value < 0 else 3, 0), textcoords="offset points", fontsize=9,
            )  # fmt: skip
        ax.set(title=title, xlim=limits)
        ax.grid(axis="y", visible=False)
    axes[0].set_yticks(rows, [f"{name} (true)" if k == target else name for k, name in enumerate(names)])
    axes[0].invert_yaxis()
    fig.suptitle(f"Loss {cross_entropy(logits, target):.1f} nats: one error, two derivatives", size=11)
    return fig


def _short(value):
    """Two decimals or none, with a true minus sign and no sign at zero."""
    text = f"{value:.2f}" if abs(value) < 10 else f"{value:.0f}"
    return "0" if float(text) == 0 else text.replace("-", "−")
