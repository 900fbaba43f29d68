"""Sphinx extension: what a built page knows of its cells, for Python in the page.

The page of a notebook gets one JSON script, ``course-cells``, with a row for each code cell and each text
that a reader writes (kinds.py), and what stands of them in the page the attribute ``data-cell-id``. What the
interface fetches on a click (make.py) lies in ``_static/cells``, if this build has Python; else ``site`` is
null, and each cell says so.
The bars of buttons stand in the page, empty: when the interface fills them, nothing moves.
"""

from __future__ import annotations

import html
import json
import re
import shutil
from pathlib import Path

from cells import kinds, make
from docutils import nodes
from sphinx.errors import ExtensionError

FOLDER = "_static/cells"
CELL = re.compile(r'<div class="cell(?=[ "])')
EXERCISES = "exercises/"  # their pages; a cell that draws is a late one there
BAR = '<div class="cells-bar"></div>'
PAGE_BAR = '<div class="cells-bar cells-page"></div>'
WRITTEN = """<div class="cells-written" data-cell-id="{id}">
<p>{source}</p>
<div class="cells-bar" role="group" aria-label="Your text">
<button class="btn course-button" type="button">Edit</button>
<span class="cells-status">{points} points, read by a person</span></div></div>"""
HOW = """<p class="cells-note cells-how">Press <em>Edit</em> at an answer, write, and <em>Check</em> it.
<em>Download with my answers</em> saves what you hand in; <a href="{guide}">more about this</a>.
<em>Run All</em> and cells of your own are for Colab and JupyterLab.</p>"""
GUIDE = "guide/readers"
ELSEWHERE = '<p class="cells-note cells-elsewhere">{why}<!--colab--></p>'
ABSENT = '<p class="cells-note">Running cells is not available in this build.</p>'

site: Path | None = None  # the folder that make.py made; book/build.py sets it


def keep_places(app, doctree, docname):
    """What the interface fills: a bar below each cell that runs, and one for the page of an exercise."""
    path = Path(app.srcdir, f"{docname}.ipynb")
    if app.builder.format != "html" or not path.exists():
        return
    rows = {row["id"]: row for row in kinds.of_file(path)}
    if all(row["kind"] == "widget" for row in rows.values()):
        return
    doctree["cell_rows"] = list(rows.values())
    doctree["cell_ids"] = []
    for cell, name in shown(doctree, path):
        doctree["cell_ids"].append(name)
        if rows[name]["kind"] == "answer":
            cell["classes"].append("cells-answer")
        for code in [node for node in cell.findall(nodes.container) if "cell_input" in node["classes"]]:
            _put_after(code, below(rows[name], site is not None))
    if site and any(row["kind"] == "test" for row in rows.values()):
        how = HOW.format(guide=f"{app.builder.get_relative_uri(docname, GUIDE)}#run-cells-in-the-page")
        _put_after(next(doctree.findall(nodes.title)), f"{PAGE_BAR}\n{how}")
        texts = kinds.texts(path)
        doctree["cell_rows"] += texts
        for text in texts:
            _let_write(doctree, text)


def _let_write(doctree, text: dict) -> None:
    """The bar below the paragraph that a text is in the book."""
    found = [one for one in doctree.findall(nodes.paragraph) if one.astext() == text["source"]]
    if len(found) != 1:
        raise ExtensionError(f"{text['id']}: {len(found)} paragraphs say {text['source']!r}")
    found[0].replace_self(nodes.raw("", written(text), format="html"))


def written(text: dict) -> str:
    """A text of an exercise, as a page has it from the start."""
    return WRITTEN.format(**text | {"source": html.escape(text["source"])})


def below(row: dict, here: bool) -> str:
    """What stands below the code of a cell from the start; ``here``: this build has Python."""
    if row["kind"] in kinds.IDLE:
        why = row["why"][:1].upper() + row["why"][1:]
        return ELSEWHERE.format(why=why) if why else ""
    return BAR if here else ABSENT


def _put_after(node, markup: str) -> None:
    node.parent.insert(node.parent.index(node) + 1, nodes.raw("", markup, format="html"))


def place_cells(app, pagename, templatename, context, doctree):
    """The rows of the notebook behind the page's text, and the id of each cell on its element."""
    if doctree is None or "cell_rows" not in doctree:
        return
    rows = doctree["cell_rows"]
    colab = context.get("colab_href")
    context["body"] = marked(with_colab(context["body"], colab), doctree["cell_ids"], pagename)
    pathto = context["pathto"]
    snapshot = "numpy" if pagename.startswith(EXERCISES) else kinds.snapshot(rows)
    told = {
        "site": pathto(f"{FOLDER}/", 1) if site else None,
        "snapshot": snapshot,
        "memory": memory(snapshot) if site else None,
        "notebook": f"{pagename}.ipynb",
        "colab": colab,
        "cells": [brief(row) for row in rows],
    }
    source = pathto(f"{FOLDER}/cells-ui.js", 1)
    context["body"] += f'{script(told)}<script defer src="{source}"></script>\n'
    context["cells_style"] = f"{FOLDER}/cells.css"  # layout.html links it


def with_colab(body: str, colab: str | None) -> str:
    """Each cell that cannot run here says where it can."""
    return body.replace("<!--colab-->", f' · <a href="{colab}">Run it in Colab</a>' if colab else "")


def memory(snapshot: str) -> list[str]:
    """Who has kept one of these files loads no more: that of the snapshot, or that of pages that draw."""
    snapshots = json.loads((site / "cells.json").read_text(encoding="utf-8"))["snapshots"]
    return [snapshots[name]["memory"]["file"] for name in dict.fromkeys((snapshot, "figures"))]


def brief(row: dict) -> dict:
    """A row without the source of a cell that does not run here: nobody asks the page for it."""
    return {k: v for k, v in row.items() if k != "source" or row["kind"] not in kinds.IDLE}


def shown(doctree, path: Path):
    """The cells that stand in the page, in order, and their ids."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    for node in doctree.findall(nodes.container):
        if node.get("nb_element") == "cell_code":
            yield node, cells[node["cell_index"]]["id"]


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
    app.connect("doctree-resolved", keep_places)
    app.connect("html-page-context", place_cells, priority=960)
    app.connect("build-finished", copy_site)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
