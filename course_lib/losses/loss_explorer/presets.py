"""The losses on offer, and the ready-made states, each with a line of commentary."""

from typing import NamedTuple


class Loss(NamedTuple):
    """A loss on offer: its name, its best constant in words, its color and line in CSS, its sample."""

    label: str
    optimum: str
    look: str
    sample: str = "var(--c)"


def _dashes(*ends: str) -> str:
    return f"repeating-linear-gradient(90deg, {', '.join(ends)})"


LOSSES = {
    "mse": Loss("Squared", "the mean", "--c: var(--mse); --dash: none"),
    "l1": Loss(
        "Absolute", "the median", "--c: var(--l1); --dash: 8 4", _dashes("var(--c) 0 8px", "#0000 8px 12px")
    ),
    "huber": Loss(
        "Huber", "where clipped residuals cancel", "--c: var(--huber); --dash: 11 4 3 4",
        _dashes("var(--c) 0 10px", "#0000 10px 14px", "var(--c) 14px 17px", "#0000 17px 21px"),
    ),
    "quantile": Loss(
        "Quantile", "the quantile", "--c: var(--quantile); --dash: 3 3",
        _dashes("var(--c) 0 3px", "#0000 3px 6px"),
    ),
}  # fmt: skip
"""``course_lib.losses.<name>_loss`` → all that the page says of it and how it looks."""

WORDS = {
    "losses": {name: loss.label for name, loss in LOSSES.items()},
    "optima": {name: loss.optimum for name, loss in LOSSES.items()},
    "looks": {name: f"{loss.look}; --sample: {loss.sample}" for name, loss in LOSSES.items()},
}

# Small numbers, made for working by hand; `outlier` is the index of the diamond, -1 for none.
PRESETS = {
    "outlier": {
        "label": "one outlier",
        "comment": "Eight well-behaved points and one far above: the mean is 6, the median 5.",
        "settings": {
            "points": [[1, 3], [2, 4], [3, 4], [4, 5], [5, 5], [6, 6], [7, 6], [8, 7], [9, 14]],
            "outlier": 8, "x_range": [1, 9], "y_range": [0, 23], "guess": [9, 9],
            "labels": ["x", "target y"],
        },
    },
    "symmetric": {
        "label": "symmetric",
        "comment": "Symmetric around 5: mean, median and Huber agree, so the choice of loss costs nothing.",
        "settings": {
            "points": [[1, 5], [2, 2], [3, 6], [4, 5], [5, 8], [6, 4], [7, 5]],
            "outlier": -1, "x_range": [1, 7], "y_range": [0, 10], "guess": [3, 3],
            "labels": ["x", "target y"],
        },
    },
    "skewed": {
        "label": "skewed",
        "comment": "Waiting times, many short and few long: most people wait less than the mean.",
        "settings": {
            "points": [[1, 2], [2, 1], [3, 9], [4, 3], [5, 1], [6, 17], [7, 2], [8, 6], [9, 4]],
            "outlier": -1, "x_range": [1, 9], "y_range": [0, 20], "guess": [8, 8],
            "labels": ["visitor", "waiting time (minutes)"],
        },
    },
    "heavy_tails": {
        "label": "heavy tails",
        "comment": "Two wild points on opposite sides: the mean survives, but the squared line is tilted.",
        "settings": {
            "points": [[1, 14], [2, 4], [3, 5], [4, 4.5], [5, 5], [6, 5.5], [7, 5], [8, 6], [9, -4]],
            "outlier": -1, "x_range": [1, 9], "y_range": [-8, 18], "guess": [7, 7],
            "labels": ["x", "target y"],
        },
    },
    "leverage": {
        "label": "far in x",
        "comment": "As a line: a point far out in x drags even the absolute error along: robust in y only.",
        "settings": {
            "points": [[1, 2], [2, 3], [3, 3.5], [4, 5], [5, 5.5], [6, 7], [20, 3]],
            "outlier": 6, "x_range": [1, 20], "y_range": [0, 20], "guess": [5, 5],
            "labels": ["x", "target y"],
        },
    },
    "diabetes": {
        "label": "ten patients",
        "comment": "The first ten patients of scikit-learn's diabetes data (Efron 2004); one stands out.",
        "settings": {
            "points": [[32.1, 151], [21.6, 75], [30.5, 141], [25.3, 206], [23.0, 135],
                       [22.6, 97], [22.0, 138], [26.2, 63], [32.1, 110], [30.0, 310]],
            "outlier": 9, "x_range": [21, 33], "y_range": [0, 400], "guess": [100, 200],
            "labels": ["body mass index (kg/m²)", "disease progression after a year"],
        },
    },
}  # fmt: skip
