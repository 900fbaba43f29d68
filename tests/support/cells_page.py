"""A small page as the book builds one with cells: a lesson, an exercise, or any rows."""

from __future__ import annotations

import html
import json
from pathlib import Path

from cells import pages
from notebooks import ROOT

PLACE = "chapters/01/lesson"
COLAB = "https://colab.research.google.com/github/x/y/lesson.ipynb"


def row(id: str, source: str, kind: str = "run", **more) -> dict:
    return {"id": id, "source": source, "kind": kind, "why": "", "points": None, "title": "", **more}


LESSON = [
    row("imports", "import numpy as np\nx = np.arange(4) / 2"),
    row("show", "print('sum', x.sum())\nx * 2"),
    row("toy", "Explorable()", "widget"),
    row("net", "import torch", "torch", why="needs torch"),
    row("solution", "x = None", "solution"),
    row("draw", "x[-1]"),
]
EXERCISE = [
    row("setup", "import numpy as np", "given"),
    row("q1", "def double(v):\n    # YOUR CODE HERE\n    raise NotImplementedError()", "answer"),
    row(
        "q1-small", "assert double(2) == 4, 'Twice 2 is 4.'", "test", points=1, title="double: whole numbers"
    ),
    row("q1-array", "assert double(np.ones(2)).sum() == 4", "test", points=1, title="double: arrays"),
    row("q2", "def half(v):\n    raise NotImplementedError()", "answer"),
    row("q2-small", "assert half(4) == 2, 'Half of 4 is 2.'", "test", points=2, title="half"),
    row("q2-report", "YOUR ANSWER HERE", "text", points=3),
]

LOOK = """*, ::before { box-sizing: border-box } pre { overflow: auto; padding: 0.6rem }
body { margin: 0; background: var(--pst-color-background, #fff); color: var(--pst-color-text-base) }
article { max-width: 47rem; margin: auto; padding: 1rem }"""
PAGE = """<!doctype html>
<html lang="en" data-theme="{theme}" data-content_root="../../"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><title>A lesson</title><style>{css}</style>
<link rel="stylesheet" href="{site}cells.css"></head>
<body><main class="bd-main"><div class="bd-content"><article class="bd-article"><h1>A lesson</h1>
{bar}
{cells}
</article></div></main><script type="application/json" id="course-cells">{told}</script>
<script defer src="{site}cells-ui.js"></script></body></html>"""
CELL = """<div class="cell{answer} docutils container" data-cell-id="{id}">
<div class="cell_input docutils container"><div class="highlight-ipython3 notranslate">
<div class="highlight"><pre tabindex="0">{source}</pre></div></div></div>{below}{output}</div>"""
OUTPUT = """<div class="cell_output docutils container">
<div class="output stream highlight-myst-ansi notranslate">
<div class="highlight"><pre tabindex="0">as built: {id}</pre></div></div></div>"""


def page(rows: list[dict], *, site: str | None = "../../cells/", theme="light", interface="", **told) -> str:
    """The HTML; every cell but the first has a static output.

    ``interface`` is where cells-ui.js lies, if not beside the rest; what is ``told`` comes into the JSON.
    """
    told = {
        "site": site,
        "snapshot": "numpy",
        "notebook": f"{PLACE}.ipynb",
        "colab": COLAB,
        "cells": rows,
    } | told
    here = site is not None
    cells = [
        pages.written(one)
        if one["kind"] == "text"
        else CELL.format(
            id=one["id"],
            source=html.escape(one["source"]),
            answer=" cells-answer" if one["kind"] == "answer" else "",
            below=pages.with_colab(pages.below(one, here), told["colab"]),
            output=OUTPUT.format(id=one["id"]) if i else "",
        )
        for i, one in enumerate(rows)
        if here or one["kind"] != "text"
    ]
    head = f"{pages.PAGE_BAR}\n{pages.HOW.format(guide='../../guide/readers.html')}"
    return PAGE.format(
        theme=theme,
        css=LOOK + ROOT.joinpath("book/static/course.css").read_text(encoding="utf-8"),
        site=interface or site or "../../cells/",
        bar=head if site and any(one["kind"] == "test" for one in rows) else "",
        cells="\n".join(cells),
        told=json.dumps(told).replace("<", "\\u003c"),
    )


def notebook(rows: list[dict]) -> dict:
    """The page's own notebook, as Sphinx keeps it."""
    stream = {"output_type": "stream", "name": "stdout", "text": ["old\n"]}
    cells = [
        {
            "cell_type": "markdown" if one["kind"] == "text" else "code",
            "id": one["id"],
            "metadata": {"nbgrader": {"grade_id": one["id"]}},
            "source": one["source"].splitlines(keepends=True),
            **({} if one["kind"] == "text" else {"outputs": [stream], "execution_count": 3}),
        }
        for one in rows
    ]
    return {"cells": cells, "metadata": {"x": 1}, "nbformat": 4, "nbformat_minor": 5}


def put(host, rows: list[dict], **how) -> str:
    """Served by `cells_host`, with its notebook; the page's address."""
    host.pages[f"/book/{PLACE}.html"] = page(rows, **how)
    host.pages[f"/book/_sources/{PLACE}.ipynb"] = json.dumps(notebook(rows))
    return f"{host.home}{PLACE}.html"


def as_files(folder: Path, rows: list[dict], site: Path) -> str:
    """Written into a folder and opened as a file."""
    place = folder / f"{PLACE}.html"
    place.parent.mkdir(parents=True)
    place.write_text(page(rows, interface=f"{site.as_uri()}/"), encoding="utf-8")
    return place.as_uri()
