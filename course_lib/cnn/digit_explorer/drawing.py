"""From the strokes of a pen to the 28 × 28 gray pixels that the network sees, prepared as MNIST's were.

A stroke is a list x, y, x, y, … in pixels, from (0, 0) at the upper left to (28, 28). The points are scaled,
not the pixels, so that the pen is as broad as ever.
"""

import numpy as np

SIDE, INNER = 28, 20  # of the picture, and of the box that a digit is fitted into
CENTRE = 14.5  # where the center of mass of MNIST's digits lies, across and down: the middle of a pixel
LEAST = 4  # px: what is smaller is moved and not magnified, for a dot has no size


def drawn(strokes, pen: float = 2.5, fit: bool = True) -> np.ndarray:
    """The picture (28, 28) in [0, 1], 1 is ink; with ``fit`` in its box and centered by its mass."""
    points = [np.reshape(np.asarray(stroke, float), (-1, 2)) for stroke in strokes]
    if fit and points:
        points = _fitted(points, pen)
        points = [p + _off_centre(_inked(points, pen)) for p in points]
    return _inked(points, pen)


def _fitted(points, pen):
    """Scaled so that points and pen fill the box, its middle in the middle."""
    low = np.min([p.min(axis=0) for p in points], axis=0)
    high = np.max([p.max(axis=0) for p in points], axis=0)
    largest = max(high - low)
    scale = (INNER - pen) / largest if largest >= LEAST else 1.0
    return [(p - (low + high) / 2) * scale + SIDE / 2 for p in points]


def _off_centre(image):
    """(x, y) from the center of mass to where MNIST has it."""
    places = np.arange(SIDE) + 0.5
    total = image.sum()
    return CENTRE - np.array([image.sum(axis=0) @ places, image.sum(axis=1) @ places]) / total


def _inked(points, pen):
    """How far each pixel lies under the pen: 1 within, 0 outside, a slope of one pixel between."""
    rows, columns = np.mgrid[0:SIDE, 0:SIDE] + 0.5
    image = np.zeros((SIDE, SIDE))
    for stroke in points:
        ends = stroke[1:] if len(stroke) > 1 else stroke
        for (x0, y0), (x1, y1) in zip(stroke, ends, strict=False):
            dx, dy = x1 - x0, y1 - y0
            length = dx * dx + dy * dy
            along = ((columns - x0) * dx + (rows - y0) * dy) / length if length else np.zeros_like(rows)
            along = np.clip(along, 0, 1)
            distance = np.sqrt((columns - x0 - along * dx) ** 2 + (rows - y0 - along * dy) ** 2)
            image = np.maximum(image, np.clip(pen / 2 + 0.5 - distance, 0, 1))
    return image


def moved(image, right: int = 0, down: int = 0, turn: float = 0.0) -> np.ndarray:
    """The picture turned clockwise by so many degrees about its middle, then moved by whole pixels.

    Between pixels it is blended; what leaves the frame is lost, and what enters is empty.
    """
    angle = np.deg2rad(turn)
    cos, sin = np.cos(angle), np.sin(angle)
    middle = (SIDE - 1) / 2
    rows, columns = np.mgrid[0:SIDE, 0:SIDE].astype(float)
    y, x = rows - down - middle, columns - right - middle
    x, y = cos * x + sin * y + middle, cos * y - sin * x + middle
    left, top = np.floor(x), np.floor(y)
    fx, fy = x - left, y - top
    framed = np.pad(np.asarray(image, float), 2)
    at = [np.clip(v + 2, 0, SIDE + 2).astype(int) for v in (left, top)]
    (i, j) = at[1], at[0]
    upper = (1 - fx) * framed[i, j] + fx * framed[i, j + 1]
    lower = (1 - fx) * framed[i + 1, j] + fx * framed[i + 1, j + 1]
    return (1 - fy) * upper + fy * lower
