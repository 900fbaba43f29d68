"""What each lesson asks of its reader, in one table, and the budget of a main-path lesson.

    python tools/budget.py [chapters/…]

Counted are the words of the prose (folded details too; no formulas, no addresses), the lines of code in
sight (what is not folded, blank lines left out), the new ideas of *New here*, predictions, quick checks, and
figures with explorables.
"""

from __future__ import annotations

import re
import sys
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from fold_cells import asked
from notebooks import ROOT, read

BUDGET = {"words": (0, 2000), "lines": (0, 150), "ideas": (0, 6), "predictions": (3, 5)}
NEW_HERE = re.compile(r"^\*\*New here:\*\*\s*(.+?)\.?$", re.M)


@dataclass
class Counts:
    """What one notebook asks of its reader."""

    words: int
    lines: int
    ideas: int
    predictions: int
    checks: int
    pictures: int


def lessons(root: Path = ROOT) -> list[Path]:
    """Every lesson, main path and floor below; the primer too."""
    return sorted(root.glob("chapters/[0-9]*/*.ipynb"))


def is_deeper(path: Path) -> bool:
    return path.stem.endswith("_deeper")


def words(markdown: str) -> int:
    """Words that are read: no formulas, no addresses, no HTML."""
    text = re.sub(r"\$\$.*?\$\$|\$[^$]*\$", " ", markdown, flags=re.S)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"<[^>]+>|`[^`]*`", " ", text)
    return len(re.findall(r"[^\W\d_][\w'’-]*", text))


def new_ideas(notebook: dict) -> list[str]:
    """The words of the line *New here*."""
    for cell in notebook["cells"]:
        if found := NEW_HERE.search(cell["source"]):
            return [idea.strip() for idea in found[1].split(",")]
    return []


def folded(cell: dict) -> bool:
    tags = cell["metadata"].get("tags", [])
    return bool({"hide-input", "remove-input"} & set(tags))


def count(path: Path) -> Counts:
    notebook = read(path)
    cells = notebook["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    questions = [asked(cell["source"]) for cell in code]
    prose = (cell["source"] for cell in cells if cell["cell_type"] == "markdown")
    prose = (text for text in prose if not text.startswith("## References"))
    pictures = [c for c in code if "plt.show()" in c["source"] or re.search(r"\w+Explorer\(", c["source"])]
    return Counts(
        words=sum(map(words, prose)),
        lines=sum(bool(line.strip()) for c in code if not folded(c) for line in c["source"].splitlines()),
        ideas=len(new_ideas(notebook)),
        predictions=questions.count("Predict"),
        checks=questions.count("Quick check"),
        pictures=len(pictures),
    )


def over_budget(counts: Counts) -> list[str]:
    """What a main-path lesson has too much or too little of, in words."""
    found = ((name, getattr(counts, name), *BUDGET[name]) for name in BUDGET)
    return [f"{value} {name}, allowed {low} to {high}" for name, value, low, high in found
            if not low <= value <= high]  # fmt: skip


def main(paths: list[Path]) -> None:
    names = [field.name for field in fields(Counts)]
    print(f"{'lesson':40s}", *(f"{name:>11s}" for name in names))
    for path in paths:
        name = path.relative_to(ROOT / "chapters").with_suffix("")
        print(f"{name!s:40s}", *(f"{value:11d}" for value in astuple(count(path))))


if __name__ == "__main__":
    main([ROOT / path for path in sys.argv[1:]] or lessons())
