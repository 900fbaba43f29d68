"""Sphinx extension: what a built page knows of its cells, for Python in the page.

The page of a notebook gets one JSON script, ``course-cells``, with a row for each code cell (kinds.py), and
each cell that stands in the page the attribute ``data-cell-id``. What the interface fetches on a click
(make.py) lies in ``_static/cells``, if this build has Python; else ``site`` is null, and buttons say so.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from cells import kinds, make
from docutils import nodes
from sphinx.errors import ExtensionError

FOLDER = "_static/cells"
INTERFACE = ("cells-ui.js", "cells.css")  # what it makes for a page to load at once
CELL = re.compile(r'<div class="cell(?=[ "])')
EXERCISES = "exercises/"  # their pages; a cell that draws is a late one there

site: Path | None = None  # the folder that make.py made; book/build.py sets it


def place_cells(app, pagename, templatename, context, doctree):
    """The rows of the notebook in front of the page's text, and the id of each cell on its element."""
    path = Path(app.srcdir, f"{pagename}.ipynb")
    if doctree is None or not path.exists():
        return
    rows = kinds.of_file(path)
    if all(row["kind"] == "widget" for row in rows):
        return
    context["body"] = marked(context["body"], shown(doctree, path), pagename)
    pathto = context["pathto"]
    told = {
        "site": pathto(f"{FOLDER}/", 1) if site else None,
        "snapshot": "numpy" if pagename.startswith(EXERCISES) else kinds.snapshot(rows),
        "notebook": f"{pagename}.ipynb",
        "colab": context.get("colab_href"),
        "cells": [brief(row) for row in rows],
    }
    context["body"] += script(told) + "".join(links(pathto))


def brief(row: dict) -> dict:
    """A row without the source of a cell that does not run here: nobody asks the page for it."""
    return {k: v for k, v in row.items() if k != "source" or row["kind"] not in kinds.IDLE}


def shown(doctree, path: Path) -> list[str]:
    """Ids of the cells that stand in the page, in order."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    containers = doctree.findall(nodes.container)
    return [cells[n["cell_index"]]["id"] for n in containers if n.get("nb_element") == "cell_code"]


def marked(body: str, ids: list[str], pagename: str) -> str:
    """The page's text with ``data-cell-id`` on each cell.

    Raises
    ------
    ExtensionError
        If it shows another number of cells than there are ids.
    """
    if (count := len(CELL.findall(body))) != len(ids):
        raise ExtensionError(f"{pagename}: the page shows {count} cells, its notebook has {len(ids)}")
    names = iter(ids)
    return CELL.sub(lambda match: f'<div data-cell-id="{next(names)}"{match[0].removeprefix("<div")}', body)


def script(told: dict) -> str:
    body = json.dumps(told, separators=(",", ":"), ensure_ascii=False).replace("<", "\\u003c")
    return f'\n<script type="application/json" id="course-cells">{body}</script>\n'


def links(pathto):
    """The interface's style and script."""
    yield f'<link rel="stylesheet" href="{pathto(f"{FOLDER}/{INTERFACE[1]}", 1)}">\n'
    yield f'<script defer src="{pathto(f"{FOLDER}/{INTERFACE[0]}", 1)}"></script>\n'


def copy_site(app, exception):
    """What a click fetches, beside the pages; a name holds its content's sum: a file that is there stays."""
    if exception or app.builder.format != "html":
        return
    target = Path(app.outdir, FOLDER)
    target.mkdir(parents=True, exist_ok=True)
    wanted = {path.name: path for path in site.iterdir()} if site else {}
    for old in target.iterdir():
        if old.name not in wanted:
            old.unlink()
    for name, path in wanted.items():
        if not target.joinpath(name).exists() or name == "cells.json":
            shutil.copyfile(path, target / name)
    make.interface(target)


def setup(app):
    app.connect("html-page-context", place_cells, priority=960)
    app.connect("build-finished", copy_site)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
