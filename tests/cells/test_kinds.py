"""Which cells Python in the page can run: rules on cells written by hand, and every cell of the course."""

import functools
import json
from collections import Counter

import pytest
from cells import kinds, reach, statements
from notebook_cells import code, markdown
from site_pages import ROOT

NOTEBOOKS = sorted([*ROOT.glob("chapters/*/*.ipynb"), *ROOT.glob("exercises/source/*/*.ipynb")])


def rows(*sources, **metadata):
    cells = [markdown("# Title"), *(code(s, f"c{i}", **metadata) for i, s in enumerate(sources))]
    return kinds.classify({"cells": cells})


rows_of = functools.cache(kinds.of_file)


def told(*sources):
    return [(row["kind"], row["why"]) for row in rows(*sources)]


RUN = ("run", "")
TORCH = ("torch", "needs torch")
EXPLORABLE = ("missing", "needs the explorable")


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        (["import numpy as np\nx = np.ones(3)", "x.sum()"], [RUN, RUN]),
        (["x = 1", "import torch\nx = torch.ones(3)", "x.sum()"], [RUN, TORCH, TORCH]),
        (["x = 1", "import torch\ny = torch.ones(3)", "x + 1"], [RUN, TORCH, RUN]),
        (["x = 1", "import torch\nx = torch.ones(3)", "x = 2", "x + 1"], [RUN, TORCH, RUN, RUN]),
        (["x = {}", "import torch\nx['a'] = torch.ones(3)", "x"], [RUN, TORCH, TORCH]),
        (["x = []", "import torch\nx.append(torch.ones(3))", "x"], [RUN, TORCH, TORCH]),
        (["x = []", "def f():\n    import torch\n    return torch.ones(3)", "f()"], [RUN, TORCH, TORCH]),
        (["x = 1", "import torch", "def f(x):\n    return torch.ones(x)", "f(x)", "x"],
         [RUN, RUN, TORCH, TORCH, RUN]),
        (["x = 1", "import torch", "def f(torch):\n    return torch + 1", "f(x)"], [RUN, RUN, RUN, RUN]),
        (["x = 1", "from sklearn.linear_model import Ridge\nRidge()"],
         [RUN, ("missing", "needs scikit-learn")]),
        (["x = 1", "import resource"], [RUN, ("missing", "needs resource")]),
        (["x = 1", "%timeit x", "x"], [RUN, ("missing", "needs IPython"), RUN]),
        (["from course_lib.widgets import predict", "predict('a')", "y = 1"],
         [None, ("widget", ""), RUN]),
        (["import numpy", "from course_lib.losses.loss_explorer import LossExplorer", "e = LossExplorer()",
          "e.targets"], [RUN, None, ("widget", ""), EXPLORABLE]),
        ([""], [RUN]),
    ],
)  # fmt: skip
def test_what_a_cell_lacks_those_below_it_lack(sources, expected):
    for got, wanted in zip(told(*sources), expected, strict=True):
        assert wanted in (None, got)


OPENING = """# @title Load
import numpy as np
import torch
from course_lib.cnn import conv2d, conv_output_size
from course_lib.training import fit, fit_arrays

torch.manual_seed(0)
x = np.ones(
    3,
)
y = torch.tensor(x)"""


def test_the_first_cell_leaves_out_what_cannot_be_had_and_keeps_its_lines(monkeypatch):
    monkeypatch.setattr(statements, "HERE", statements.HERE | {"tqdm"})
    opening, below, other = rows(OPENING, "x + y", "x + 1")
    assert (opening["kind"], below["kind"], other["kind"]) == ("run", "torch", "run")
    run = opening["run"].splitlines()
    assert run[1:6] == OPENING.splitlines()[1:6]
    assert run[6] == "", "the line with manual_seed"
    assert run[7:] == OPENING.splitlines()[7:10]


def test_of_an_import_only_the_names_are_left_out_that_cannot_be_had(monkeypatch):
    monkeypatch.setattr(statements, "OURS", ROOT / "nowhere")
    told = rows("import numpy as np\nfrom course_lib.widgets import ordered, predict", "np.ones(ordered)")
    assert told[0]["run"] == "import numpy as np"
    assert told[1]["kind"] == "missing"
    told = rows("import resource, math", "math.pi", "resource")
    assert [row["kind"] for row in told] == ["run", "run", "missing"]
    assert told[0]["run"] == "import math"


def test_a_first_cell_of_torch_alone_does_not_run():
    assert told("import torch\nx = torch.ones(3)") == [TORCH]


def test_the_setup_cell_prepares_a_notebook_elsewhere():
    (row,) = rows("raise ImportError", tags=["setup"])
    assert row["kind"] == "widget"


@pytest.mark.parametrize(
    ("known", "kind"),
    [
        ({"solution": True}, {"kind": "answer"}),
        ({"grade": True, "points": 2, "grade_id": "q1-tests-half"},
         {"kind": "test", "points": 2, "title": "half"}),
        ({"locked": True}, {"kind": "given"}),
        ({}, {"kind": "run"}),
    ],
)  # fmt: skip
def test_cells_of_an_exercise(known, kind):
    (row,) = rows("x = 1", nbgrader=known)
    assert row.items() >= kind.items()


@pytest.mark.parametrize(
    ("module", "name", "asked", "not_asked"),
    [
        ("course_lib.training", "fit", "torch", "sklearn"),
        ("course_lib.training", "fit_arrays", "numpy", "torch"),
        ("course_lib.losses", "mse_loss", "numpy", "jaxtyping"),
        ("course_lib.losses.loss_explorer", "LossExplorer", "anywidget", "torch"),
        ("course_lib.exercise_tools", "by_hand", "numpy", "torch"),
        ("course_lib.backprop.playground.run", "", "numpy", "anywidget"),
    ],
)
def test_imports_are_followed_to_where_they_are_used(module, name, asked, not_asked):
    found = reach.of_name(module, name) if name else reach.of_module(module)
    packages = {each.partition(".")[0] for each in found}
    assert asked in packages
    assert not_asked not in packages


def test_a_module_that_is_not_there_is_named():
    with pytest.raises(ModuleNotFoundError, match=r"course_lib\.nothing"):
        reach.of_module("course_lib.nothing")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_cell_of_the_course_is_classified(path):
    source = [c["id"] for c in json.loads(path.read_text("utf-8"))["cells"] if c["cell_type"] == "code"]
    found = rows_of(path)
    assert [row["id"] for row in found] == source
    allowed = {"run", "torch", "missing", "widget", "answer", "given", "test"}
    assert {row["kind"] for row in found} <= allowed
    for row in found:
        assert bool(row["why"]) == (row["kind"] in ("torch", "missing")), row["id"]
        assert (row["kind"] == "torch") <= (row["why"] == "needs torch")


def test_most_of_what_computes_without_torch_runs():
    total = Counter(row["why"] or row["kind"] for path in NOTEBOOKS for row in rows_of(path))
    assert total["run"] > 500
    lacking = {why: n for why, n in total.items() if why.startswith("needs ") and why != "needs torch"}
    assert sum(lacking.values()) < total["run"] / 2, lacking


def test_lessons_before_torch_run_as_far_as_they_compute():
    for name in ("00_before/2_vectors", "02_gradient_descent/1_descent"):
        found = Counter(row["kind"] for row in rows_of(ROOT / f"chapters/{name}.ipynb"))
        assert found["run"] > 0, name
        assert found["torch"] <= found["run"], name


def test_the_table_counts_each_cell_of_a_chapter_once():
    path = ROOT / "chapters/01_losses/1_regression.ipynb"
    (counts,) = kinds.table([path]).values()
    assert counts.total() == len(rows_of(path))
    assert counts["needs torch"] > 0


def test_the_snapshot_with_figures_is_for_pages_that_draw():
    assert kinds.snapshot(rows("import numpy as np", "np.ones(3)")) == "numpy"
    assert kinds.snapshot(rows("from course_lib.plotting import figure", "figure()")) == "figures"
    drawing = "import torch\ntorch.ones(3)\nimport matplotlib.pyplot"
    assert kinds.snapshot(rows(drawing)) == "figures"
    assert kinds.snapshot(rows("x = 1", drawing)) == "numpy"
