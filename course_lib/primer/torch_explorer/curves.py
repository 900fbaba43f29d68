"""The curves of the torch explorer: value, slope, and the expression as Python writes it. Twin: curves.js."""

from collections.abc import Callable
from typing import NamedTuple


class Curve(NamedTuple):
    """A curve to walk down: its name in the page, its expression, and value and slope at x."""

    label: str
    expression: str
    value: Callable
    slope: Callable


CURVES = {
    "bowl": Curve(
        "one valley",
        "x**2 - 4 * x + 5",
        lambda x: (x - 4) * x + 5,
        lambda x: 2 * x - 4,
    ),
    "valleys": Curve(
        "two valleys",
        "x**4 / 4 - 2 * x**3 + 5 * x**2 - 4 * x + 3",
        lambda x: (((x / 4 - 2) * x + 5) * x - 4) * x + 3,
        lambda x: ((x - 6) * x + 10) * x - 4,
    ),
}
"""Name → curve."""
