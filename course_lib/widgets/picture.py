"""The picture in which a reader points at a place, as plain data that the page can draw."""

from course_lib.widgets.given import finite, pair

SHAPE = '{"x": [low, high, "label"], "y": [low, high, "label"], "curves": [[xs, ys, "label"]], …}'


def picture_of(given: object) -> dict:
    """The picture in full: both axes, its curves with their labels, its points.

    Examples
    --------
    >>> picture_of({"x": [0, 1, "w"], "y": [0, 4, "loss"]})
    {'x': [0.0, 1.0, 'w'], 'y': [0.0, 4.0, 'loss'], 'curves': [], 'points': []}
    """
    if not isinstance(given, dict) or not {"x", "y"} <= given.keys() <= {"x", "y", "curves", "points"}:
        raise ValueError(f"a point needs picture={SHAPE}, got {given!r}")
    axes = {name: _axis(name, given[name]) for name in ("x", "y")}
    curves = [_curve(*curve) for curve in given.get("curves", [])]
    points = [pair("a point of the picture", point) for point in given.get("points", [])]
    return {**axes, "curves": curves, "points": points}


def _axis(name: str, axis) -> list:
    if not isinstance(axis, list | tuple) or len(axis) != 3 or not isinstance(axis[2], str):
        raise ValueError(f'the {name} axis of a picture is [low, high, "label"], got {axis!r}')
    low, high = pair(f"the {name} axis", axis[:2])
    if not low < high:
        raise ValueError(f"the {name} axis of a picture must rise, got {low} to {high}")
    return [low, high, axis[2]]


def _curve(xs, ys, label: str = "") -> list:
    xs, ys = [finite("a curve", v) for v in xs], [finite("a curve", v) for v in ys]
    if len(xs) != len(ys) or len(xs) < 2:
        raise ValueError(f"a curve is [xs, ys, label] with as many xs as ys, got {len(xs)} and {len(ys)}")
    return [xs, ys, label]
