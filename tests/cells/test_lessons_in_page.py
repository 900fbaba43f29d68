"""Lessons in a page's Python: a cell that needs no torch runs, and shows what it shows in the book."""

import json

import nbformat
import page_python
import pytest
from nbformat.v4 import new_output
from notebooks import ROOT
from running import first_run
from support.colab_notebook import VIEW, differences, without_torch

# `python tools/page_python.py chapters/*/*.ipynb` tries all of them; these take half a minute
SAMPLE = [
    "00_before/1_slopes",
    "00_before/2_vectors",
    "00_before/3_chance",
    "00_before/4_shapes",
    "00_before/6_networks",
    "01_losses/1_regression",
    "01_losses/1_regression_deeper",
]


def outputs(told: list[list[str]]) -> list:
    """What a cell told, as a notebook keeps it."""
    found = []
    for kind, text in told:
        if kind != "display":
            found.append(new_output("stream", name=kind, text=text))
            continue
        data = json.loads(text)
        shown = "display_data" if data.keys() & {"text/markdown", "image/svg+xml"} else "execute_result"
        found.append(new_output(shown, data=data))
    return found


@pytest.fixture(scope="module")
def ran(cells_site):
    paths = {name: ROOT / f"chapters/{name}.ipynb" for name in SAMPLE}
    every = page_python.run_notebooks([page_python.code_cells(path) for path in paths.values()])
    found = {}
    for (name, path), cells in zip(paths.items(), every, strict=True):
        notebook, done = nbformat.read(path, as_version=4), {cell["id"]: cell for cell in cells}
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs = outputs(done[cell.id]["told"])
        found[name] = notebook, {id: cell["error"] for id, cell in done.items() if cell["error"]}
    return found


@pytest.mark.parametrize("name", SAMPLE)
def test_a_cell_that_needs_no_torch_runs_and_shows_the_same(ran, name):
    notebook, errors = ran[name]
    excused = without_torch(notebook, {id: (e["kind"], e["message"]) for id, e in errors.items()})
    assert errors.keys() == set(excused)
    book = nbformat.read(first_run(ROOT / f"chapters/{name}.ipynb"), as_version=4)
    found = differences(book, notebook)
    assert {id: pair for id, pair in found.items() if id not in excused} == {}


def test_most_cells_need_no_torch(ran):
    cells = sum(
        len([cell for cell in notebook.cells if cell.cell_type == "code"]) for notebook, _ in ran.values()
    )
    assert sum(len(errors) for _, errors in ran.values()) < cells / 20


def test_an_explorable_is_left_to_the_page():
    widget = ["display", json.dumps({VIEW: "the page shows it", "text/plain": "LossExplorer()"})]
    assert outputs([["stdout", "1\n"], widget])[1].output_type == "execute_result"
