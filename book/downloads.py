"""What the site offers to take along: the wheel of ``course_lib`` and the students' exercise notebooks.

    dist/course_lib-VERSION-py3-none-any.whl      the setup cell of a notebook in Colab installs it
    exercises/01_losses/losses.ipynb              without solutions and hidden tests

The notebooks of the lessons are there already: Sphinx keeps each page's source. The students' notebooks are
pages of the book: they lie in ``exercises/`` of the checkout, too, where git does not see them.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path += [str(ROOT / "tools"), str(ROOT)]

from make_wheel import make_wheel  # noqa: E402

from grading.release import release  # noqa: E402


def exercises(chapter: str, root: Path = ROOT) -> list[str]:
    """Where the student notebooks of a chapter lie, in the site and on the branch that Colab opens."""
    sources = sorted((root / "exercises/source" / chapter).glob("*.ipynb"))
    return [f"exercises/{chapter}/{source.name}" for source in sources]


def student_copies(root: Path = ROOT) -> list[Path]:
    """Write the students' notebooks that are not as they should be; returns the paths of all."""
    found = []
    with tempfile.TemporaryDirectory() as fresh:
        for source in sorted((root / "exercises/source").glob("*/*.ipynb")):
            copy = release(source, Path(fresh))
            found.append(root / "exercises" / copy.relative_to(fresh))
            if not found[-1].exists() or found[-1].read_bytes() != copy.read_bytes():
                found[-1].parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(copy, found[-1])
    return found


def place(folder: Path, notebooks: list[Path]) -> list[Path]:
    """Put the wheel and the students' notebooks into ``folder``; returns their paths."""
    placed = [folder / notebook.relative_to(ROOT) for notebook in notebooks]
    for notebook, target in zip(notebooks, placed, strict=True):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(notebook, target)
    return [make_wheel(folder / "dist"), *placed]
