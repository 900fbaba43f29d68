"""What the site offers to take along: the wheel of ``course_lib`` and the students' exercise notebooks.

    dist/course_lib-VERSION-py3-none-any.whl      the setup cell of a notebook in Colab installs it
    exercises/01_losses/losses.ipynb              without solutions and hidden tests

The notebooks of the lessons are there already: Sphinx keeps each page's source.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path += [str(ROOT / "tools"), str(ROOT)]

from make_wheel import make_wheel  # noqa: E402

from grading.release import release  # noqa: E402


def exercises(chapter: str, root: Path = ROOT) -> list[str]:
    """Where the student notebooks of a chapter lie, in the site and on the branch that Colab opens."""
    sources = sorted((root / "exercises/source" / chapter).glob("*.ipynb"))
    return [f"exercises/{chapter}/{source.name}" for source in sources]


def place(folder: Path) -> list[Path]:
    """Write the wheel and every student notebook into ``folder``; returns their paths."""
    sources = sorted((ROOT / "exercises/source").glob("*/*.ipynb"))
    notebooks = [release(source, folder / "exercises") for source in sources]
    return [make_wheel(folder / "dist"), *notebooks]
