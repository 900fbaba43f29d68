"""The ready-made kernels, each in the three sizes."""

import numpy as np

from course_lib.mulberry import Mulberry32

SIZES = (1, 3, 5)
KERNELS = {
    "identity": "identity", "vertical": "vertical edge", "horizontal": "horizontal edge",
    "blur": "blur", "sharpen": "sharpen", "random": "random",
}  # fmt: skip
"""Name → what the page calls it."""


def kernel(name: str, size: int = 3) -> list[list[float]]:
    """The kernel of that name, (size, size).

    >>> kernel("vertical")
    [[-1.0, 0.0, 1.0], [-1.0, 0.0, 1.0], [-1.0, 0.0, 1.0]]
    >>> kernel("blur", 1)
    [[1.0]]
    """
    if name not in KERNELS or size not in SIZES:
        raise ValueError(f"a kernel is one of {', '.join(KERNELS)} in size 1, 3 or 5, got {name!r}, {size!r}")
    middle = np.zeros((size, size))
    middle[size // 2, size // 2] = 1
    return _MAKE[name](size, middle).tolist()


def _edge(size, middle):
    """Right of the middle less left of it; one weight alone has no side."""
    return np.sign(np.arange(size) - size // 2) * np.ones((size, 1)) if size > 1 else middle


def _sharpen(size, middle):
    """The middle weighs as much as all that is taken away, and one more."""
    return middle * size**2 - 1 + middle if size > 1 else middle


def _random(size, _middle):
    return np.round(2 * Mulberry32(size).uniform((size, size)) - 1, 1) + 0.0  # no minus before a zero


_MAKE = {
    "identity": lambda size, middle: middle,
    "vertical": _edge,
    "horizontal": lambda size, middle: _edge(size, middle).T,
    "blur": lambda size, _middle: np.full((size, size), 1 / size**2),
    "sharpen": _sharpen,
    "random": _random,
}
