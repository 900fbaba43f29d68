"""The notebooks of the course, read and written in one way."""

from __future__ import annotations

import json
from pathlib import Path

ROOT = Path(__file__).parents[1]


def all_notebooks(root: Path = ROOT) -> list[Path]:
    """Lessons, exercise sources and the guide's own."""
    places = ("chapters", "exercises/source", "guide")
    found = [path for place in places for path in root.glob(f"{place}/**/*.ipynb")]
    return sorted(p for p in found if ".ipynb_checkpoints" not in p.parts)


def read(path: Path) -> dict:
    """The notebook as it stands; sources are joined to one string each."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
    return notebook


def text(notebook: dict) -> str:
    """The one way in which a notebook is stored: sources as lines, as Jupyter writes them."""
    cells = [{**cell, "source": cell["source"].splitlines(keepends=True)} for cell in notebook["cells"]]
    return json.dumps({**notebook, "cells": cells}, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def rewrite(change, paths: list[Path], check: bool) -> list[Path]:
    """Apply ``change(notebook)`` to each notebook; the paths that differ, written unless ``check``."""
    different = []
    for path in paths:
        notebook = read(path)
        change(notebook)
        if path.read_text(encoding="utf-8") != (new := text(notebook)):
            different.append(path)
            if not check:
                path.write_text(new, encoding="utf-8")
    return different
