"""A bar that fills up on a terminal, and says nothing in a log."""

from __future__ import annotations

from collections.abc import Iterable, Sized
from typing import TypeVar

from tqdm import tqdm

T = TypeVar("T")


def bar(things: Iterable[T], what: str, total: int | None = None) -> Iterable[T]:
    """Go through things; on a terminal a bar shows how far."""
    total = len(things) if isinstance(things, Sized) else total
    return tqdm(things, desc=what, total=total, disable=None, leave=False)
