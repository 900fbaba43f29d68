"""Store notebooks clean: no outputs, counts, widget state or traces of an editor.

    python tools/clean_notebooks.py [--check]

What is plumbing, and what holds an answer, is folded everywhere (``fold_cells.py``).
"""

from __future__ import annotations

import sys

from fold_cells import fold
from notebooks import ROOT, all_notebooks, rewrite

KEPT_CELL_METADATA = {"tags", "mystnb", "nbgrader"}
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def clean(notebook: dict) -> None:
    """Strip in place all that running or editing a notebook leaves behind."""
    notebook["metadata"] = METADATA
    notebook["nbformat"], notebook["nbformat_minor"] = 4, 5
    for cell in notebook["cells"]:
        cell["metadata"] = {k: v for k, v in cell["metadata"].items() if k in KEPT_CELL_METADATA}
        if cell["cell_type"] != "code":
            cell.pop("outputs", None)
            continue
        fold(cell)
        cell["execution_count"], cell["outputs"] = None, []


if __name__ == "__main__":
    check = "--check" in sys.argv
    changed = rewrite(clean, all_notebooks(), check)
    for path in changed:
        print(f"{'not clean' if check else 'cleaned'}: {path.relative_to(ROOT)}")
    sys.exit(bool(check and changed) and "run: python tools/clean_notebooks.py")
