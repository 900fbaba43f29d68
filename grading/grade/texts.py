"""Texts that come from a student: short, printable, and the same in every run."""

from __future__ import annotations

import re

TEXT = 2000  # characters
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
ADDRESS = re.compile(r"\b0x[0-9a-f]{6,}")


def told(answer: dict):
    """Kind, text and line of an error, or None; whatever came."""
    error = answer.get("error")
    if error is None:
        return None
    if isinstance(error, list) and [type(part) for part in error] == [str, str, int]:
        return error[0][:100], clean(error[1]), min(max(error[2], 0), 10**6)
    return "Exception", "an error that cannot be read", 0


def clean(text: str, limit: int = TEXT) -> str:
    """A text that every file can hold, and the same in every run."""
    return UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", ADDRESS.sub("0x…", text[:limit]))
