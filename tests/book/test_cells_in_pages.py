"""What a built page knows of its cells, and exercises as pages: whole, linked, and nothing hidden in them."""

import html
import itertools
import json
import re

import pytest
from cells import kinds, pages
from site_pages import IN_TOC, LESSONS, NOTEBOOKS, ROOT, SITE
from sphinx.errors import ExtensionError

from grading.questions import REGION

EXERCISES = [name for name in IN_TOC if name.startswith("exercises/")]
SOURCES = sorted(ROOT.glob("exercises/source/*/*.ipynb"))
TOLD = re.compile(r'<script type="application/json" id="course-cells">(.*?)</script>', re.S)


def page_of(name):
    return (SITE / f"{name}.html").read_text(encoding="utf-8")


def told(name):
    return json.loads(TOLD.search(page_of(name))[1])


def squeezed(text):
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("name", [*LESSONS, *EXERCISES])
def test_each_cell_has_its_row_and_its_place(name):
    page, known = page_of(name), told(name)
    cells = json.loads((ROOT / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    cells = [cell for cell in cells if cell["cell_type"] == "code"]
    rows = [row for row in known["cells"] if row["kind"] != "text"]
    assert [row["id"] for row in rows] == [cell["id"] for cell in cells]
    places = re.findall(r'<div data-cell-id="([^"]+)" class="cell[ "]', page)
    assert places == [cell["id"] for cell in cells]
    for row, cell in zip(rows, cells, strict=True):
        assert row.get("source") == (None if row["kind"] in kinds.IDLE else "".join(cell["source"]))
    assert known["notebook"] == f"{name}.ipynb"
    assert known["colab"].endswith(f"/{name}.ipynb")


@pytest.mark.parametrize("name", [*LESSONS, *EXERCISES])
def test_the_bars_stand_in_the_page_before_their_script_has_come(name):
    """Each directly below the code of its cell; the one of an exercise's page below the title."""
    page, known = page_of(name), told(name)
    bar = re.escape(pages.BAR if known["site"] else pages.ABSENT)
    places = re.findall(rf'<div data-cell-id="([^"]+)"|</div>\s*</div>\s*{bar}', page)
    runs = [row["id"] for row in known["cells"] if row["kind"] not in (*kinds.IDLE, "text")]
    assert [id for id, after in itertools.pairwise(places) if not after] == runs
    tested = any(row["kind"] == "test" for row in known["cells"])
    assert len(re.findall(rf"</h1>\s*{pages.PAGE_BAR}", page)) == (tested and known["site"] is not None)
    head = page[: page.index("</head>")]
    assert "_static/cells/cells.css" in head
    assert head.index("book.css") < head.index("cells.css"), "a later rule wins"


@pytest.mark.parametrize("name", [*LESSONS, *EXERCISES])
def test_what_cannot_run_here_says_what_it_needs_and_where_it_can(name):
    page, known = page_of(name), told(name)
    notes = re.findall(r'cells-elsewhere">(.*?) · <a href="([^"]+)">Run it in Colab</a></p>', page)
    whys = [row["why"] for row in known["cells"] if row.get("why")]
    assert [(why[0].lower() + why[1:], colab) for why, colab in notes] == [(w, known["colab"]) for w in whys]


@pytest.mark.parametrize("name", EXERCISES)
def test_a_report_can_be_written_in_the_page_of_its_exercise(name):
    page, known = page_of(name), told(name)
    texts = [row for row in known["cells"] if row["kind"] == "text"]
    cells = json.loads((ROOT / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    reports = {
        cell["id"]: cell
        for cell in cells
        if cell["cell_type"] == "markdown" and "nbgrader" in cell["metadata"]
    }
    assert len(reports) == 1
    assert [row["id"] for row in texts] == (list(reports) if known["site"] else [])
    for row in texts:
        assert row["source"] == "".join(reports[row["id"]]["source"])
        assert row["points"] == reports[row["id"]]["metadata"]["nbgrader"]["points"]
        assert page.count(pages.written(row)) == 1


@pytest.mark.parametrize("name", EXERCISES)
def test_an_exercise_page_says_how_to_work_in_it_and_which_notebook_is_empty(name):
    page = page_of(name)
    how = pages.HOW.format(guide="../../guide/readers.html#run-cells-in-the-page")
    assert (how in page) == (told(name)["site"] is not None)
    assert re.search(rf'href="../../_sources/{name}.ipynb" download>Empty notebook</a>', page)
    assert 'id="run-cells-in-the-page"' in page_of("guide/readers")


@pytest.mark.parametrize("name", [*LESSONS, *EXERCISES])
def test_what_a_click_would_fetch_is_there(name):
    """Or the page says that it is not."""
    known = told(name)
    site = known["site"]
    manifest = SITE / "_static/cells/cells.json"
    assert manifest.exists() == (site is not None)
    if site:
        assert (SITE / f"{name}.html").parent.joinpath(site, "cells.json").resolve() == manifest
        named = re.findall(r'"file":"([^"]+)"', manifest.read_text(encoding="utf-8"))
        assert set(known["memory"]) <= set(named)
        assert all((manifest.parent / file).exists() for file in named)


@pytest.mark.parametrize("name", [n for n in IN_TOC if n not in NOTEBOOKS])
def test_a_page_without_a_notebook_knows_no_cells(name):
    assert "course-cells" not in page_of(name)


def test_each_exercise_notebook_is_a_page_after_the_lessons_of_its_chapter():
    assert [f"exercises/{path.parent.name}/{path.stem}" for path in SOURCES] == EXERCISES
    for name in EXERCISES:
        before = IN_TOC[IN_TOC.index(name) - 1]
        assert before.split("/")[:2] == ["chapters", name.split("/")[1]]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_nothing_hidden_is_in_an_exercise_page(path):
    """No line of a solution or of a hidden test: in its text, its JSON, its notebooks, the search."""
    name = f"exercises/{path.parent.name}/{path.stem}"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    handed = (SITE / f"{name}.ipynb").read_text(encoding="utf-8")
    allowed = squeezed("\n".join("".join(cell["source"]) for cell in json.loads(handed)["cells"]))
    hidden = {
        squeezed(line)
        for cell in cells
        for _, region in REGION.findall("".join(cell["source"]))
        for line in region.splitlines()
    }
    hidden = {line for line in hidden if len(line) > 12 and line not in allowed}
    assert len(hidden) > 50
    page = page_of(name)
    text = squeezed(html.unescape(re.sub(r"<[^>]+>", "", TOLD.sub("", page))))
    rows = squeezed("\n".join(row.get("source", "") for row in told(name)["cells"]))
    source = (SITE / f"_sources/{name}.ipynb").read_text(encoding="utf-8")
    assert source == handed
    for place in (text, rows):
        assert "raiseNotImplementedError()" in place
        assert not [line for line in hidden if line in place]
    assert not re.search("(BEGIN|END) (SOLUTION|HIDDEN)", page + source)


@pytest.mark.parametrize("name", EXERCISES)
def test_nothing_has_run_in_an_exercise_page(name):
    assert "cell_output" not in page_of(name)
    assert kinds.snapshot(told(name)["cells"]) in ("numpy", "figures")
    assert told(name)["snapshot"] == "numpy"


@pytest.mark.parametrize("name", EXERCISES)
def test_an_exercise_page_offers_colab_and_its_notebook(name):
    page = page_of(name)
    assert f'/blob/release/{name}.ipynb"' in page
    assert f'href="../../_sources/{name}.ipynb"' in page
    assert 'id="chapter-exercises"' not in page, "it is the exercises"


@pytest.mark.parametrize("name", ["index", *LESSONS])
def test_a_chapter_leads_to_its_exercises(name):
    links = re.findall(r'href="(?:\.\./)*(exercises/[^"]+)\.html"', page_of(name))
    chapter = name.split("/")[1] if "/" in name else ""
    wanted = [exercise for exercise in EXERCISES if chapter in exercise]
    assert set(wanted) <= set(links)


def test_a_page_that_shows_another_number_of_cells_is_refused():
    body = '<div class="cell docutils container"><div class="cell_input docutils container">'
    assert pages.marked(body, ["a"], "x").startswith('<div data-cell-id="a" class="cell docutils')
    with pytest.raises(ExtensionError, match="x: the page shows 1 cells, its notebook has 2"):
        pages.marked(body, ["a", "b"], "x")


def test_a_script_cannot_be_ended_by_what_it_holds():
    assert "</script>" not in pages.script({"source": "'</script>'"})[:-10]
