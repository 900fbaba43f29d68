"""Where the exercise notebooks with their solutions lie."""

from __future__ import annotations

from pathlib import Path

EXERCISES = Path(__file__).parents[1] / "exercises"


def sources(folder: Path = EXERCISES / "source") -> list[Path]:
    """Every exercise notebook with its solutions, ours or those of a bank of one's own."""
    return sorted(folder.glob("*/*.ipynb"))
