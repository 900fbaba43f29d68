"""What fits a network of this shape: a weight set by hand, a list with one entry a layer."""

__all__ = ["inside", "stretched"]


def inside(sizes: list[int], row: list) -> bool:
    """Whether an edit's layer, unit and input are there."""
    layer, unit, source, _ = row
    return layer + 1 < len(sizes) and unit < sizes[layer + 1] and source < sizes[layer]


def stretched(values: list, length: int, default) -> list:
    """The list at another length: its last entry goes on."""
    return [*values[:length], *[values[-1] if values else default] * (length - len(values))]
