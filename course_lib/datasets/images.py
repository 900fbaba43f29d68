"""Pictures that are drawn on the spot: enough to see what a filter sees."""

import numpy as np

from course_lib.checks import count, number
from course_lib.datasets.types import Dataset

__all__ = ["make_shapes"]

# each takes coordinates in units of the radius and says which points are inside
_SHAPES = {
    "circle": lambda x, y: x**2 + y**2 <= 1,
    "square": lambda x, y: np.maximum(np.abs(x), np.abs(y)) <= 0.85,
    "triangle": lambda x, y: (y <= 0.8) & (y >= 2 * np.abs(x) - 1),
    "cross": lambda x, y: (np.minimum(np.abs(x), np.abs(y)) <= 0.3) & (np.maximum(np.abs(x), np.abs(y)) <= 1),
}


def make_shapes(n_samples: int = 400, size: int = 16, noise: float = 0.1, seed: int = 0) -> Dataset:
    """Gray pictures of a circle, a square, a triangle or a cross, anywhere in the frame.

    Position and radius differ from picture to picture, so a model must learn the shape, not the place.

    Parameters
    ----------
    n_samples : int
    size : int, ≥ 8
        Height and width in pixels.
    noise : float, ≥ 0
        Standard deviation of the noise on each pixel; values are clipped to [0, 1] afterwards.
    seed : int

    Returns
    -------
    Dataset with X (N, 1, size, size) in [0, 1], 1 is ink, and y (N,): the classes take turns.

    Raises
    ------
    ValueError
        If size is below 8: the shapes could not be told apart; or if another number is outside its range.

    Examples
    --------
    >>> shapes = make_shapes(8)
    >>> shapes.X.shape, shapes.class_names
    ((8, 1, 16, 16), ('circle', 'square', 'triangle', 'cross'))
    """
    n_samples, size = count(n_samples, "n_samples"), count(size, "size")
    if size < 8:
        raise ValueError(f"size must be at least 8 pixels, got {size}")
    noise = number(noise, "noise")
    rng = np.random.default_rng(count(seed, "seed", 0))
    y = np.arange(n_samples) % len(_SHAPES)
    radius = rng.uniform(0.2, 0.4, n_samples) * size
    center = rng.uniform(radius, size - radius, (2, n_samples))
    # four points a pixel and direction, averaged below, soften the edges
    fine = (np.arange(4 * size) + 0.5) / 4
    inside = np.empty((n_samples, 4 * size, 4 * size))
    for picture, k, r, (row, column) in zip(inside, y, radius, center.T, strict=True):
        picture[:] = list(_SHAPES.values())[k]((fine - column) / r, (fine[:, None] - row) / r)
    X = inside.reshape(n_samples, 1, size, 4, size, 4).mean(axis=(3, 5))
    X = np.clip(X + noise * rng.normal(size=X.shape), 0, 1)
    source = f"drawn by course_lib.datasets.make_shapes with seed {seed}"
    return Dataset(X, y, source, target_name="shape", class_names=tuple(_SHAPES))
