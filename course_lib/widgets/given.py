"""What an author gave for a question, checked: errors say what came and what was expected."""

import math


def finite(name: str, value: object) -> float:
    """The value as a finite number."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise TypeError(f"{name} must be a number, got {value!r}") from None
    if not math.isfinite(number):
        raise ValueError(f"{name} must be finite, got {value!r}")
    return number


def pair(name: str, values) -> list[float]:
    """Two finite numbers."""
    if not isinstance(values, tuple | list) or len(values) != 2:
        raise TypeError(f"{name} must be two numbers (x, y), got {values!r}")
    return [finite(name, value) for value in values]


def different_texts(name: str, values) -> list[str]:
    """Two to eight texts that differ."""
    values = list(values)
    if not 2 <= len(values) <= 8 or len(set(values)) < len(values):
        raise ValueError(f"{name} needs 2 to 8 different texts, got {values}")
    for value in values:
        if not isinstance(value, str) or not value.strip():
            raise ValueError(f"{name} holds texts, got {value!r}")
    return values


def all_texts(value):
    """Every text in it, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for part in [*value, *value.values()] if isinstance(value, dict) else value:
            yield from all_texts(part)
