"""A bar that fills up on a terminal, and says nothing in a log."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sized
from typing import TypeVar

from tqdm import tqdm

T = TypeVar("T")


def say(text: str, wrong: bool = False) -> None:
    """Print a line above the bar; what somebody has to look at goes to the error stream."""
    tqdm.write(text, file=sys.stderr if wrong else sys.stdout)


def bar(things: Iterable[T], what: str, total: int | None = None) -> Iterable[T]:
    """Go through things; on a terminal a bar shows how far."""
    total = len(things) if isinstance(things, Sized) else total
    return tqdm(things, desc=what, total=total, disable=None, leave=False)
