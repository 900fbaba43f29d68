"""The checks of a notebook in Colab: each planted fault has to be found."""

import nbformat
import pytest
from support.colab import THIS, pythons
from support.colab_notebook import differences, errors, execute, widget_faults, without_torch


def written(*sources):
    cells = [nbformat.v4.new_code_cell(source, id=f"cell-{i}") for i, source in enumerate(sources)]
    return nbformat.v4.new_notebook(cells=cells)


def test_widgets_that_colab_cannot_draw_are_found(this_runtime, monkeypatch):
    notebook = written(
        "import ipywidgets\nipywidgets.IntSlider()",
        "import anywidget\nclass W(anywidget.AnyWidget): _esm = 'export default {}'\nw = W(); w",
        "ipywidgets.Accordion([w])",
        "class Later(ipywidgets.IntSlider):\n    from traitlets import Unicode\n"
        "    _model_module_version = Unicode('2.0.0').tag(sync=True)\nLater()",
    )
    execute(notebook, this_runtime, "", monkeypatch)
    assert errors(notebook) == {}
    assert list(widget_faults(notebook)) == [
        "AccordionModel: Colab's manager throws",
        "IntSliderModel of @jupyter-widgets/controls 2.0.0",
        "cell-0: shown before Colab knew that anywidget brings its own code",
    ]


def test_a_draw_that_no_seed_has_begun_is_found(this_runtime, monkeypatch):
    seedless = "torch.rand(3)"
    notebook = written(
        "import numpy as np\nimport torch",
        "torch.ones(2)",
        seedless,
        "torch.rand(1, generator=torch.Generator().manual_seed(0))",
        "with torch.random.fork_rng():\n    torch.manual_seed(0)\n    torch.rand(3)",
        "torch.manual_seed(0)\ntorch.nn.Linear(2, 2)",
        "torch.rand(3)",
    )
    assert execute(notebook, this_runtime, "", monkeypatch)["seedless"] == [seedless]
    assert len(notebook.cells) == 7


def test_only_what_torch_is_needed_for_is_excused():
    torch, name = ("ModuleNotFoundError", "No module named 'torch'"), "name {!r} is not defined".format
    notebook = written(
        "import torch as t\nx, y = t.ones(2)\ndef f(): pass", "x", "f(t)", "z", "1 / 0", "import scipy"
    )
    found = {
        "cell-0": torch,
        "cell-1": ("NameError", name("x")),
        "cell-2": ("NameError", name("f")),
        "cell-3": ("NameError", name("z")),
        "cell-4": ("ZeroDivisionError", "division by zero"),
        "cell-5": ("ModuleNotFoundError", "No module named 'scipy'"),
    }
    assert without_torch(notebook, found) == ["cell-0", "cell-1", "cell-2"]


V4 = nbformat.v4
SVG = V4.new_output("display_data", data={"image/svg+xml": "<svg/>", "text/plain": "<Figure>"})
VIEW = {"application/vnd.jupyter.widget-view+json": {}, "text/plain": "Toy(lr=0.1)"}


def said(text, name="stdout"):
    return V4.new_output("stream", name=name, text=text)


def value(**data):
    return V4.new_output("execute_result", data=data, execution_count=1)


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ([said("0.30000000000000004")], [said("0.30000000000000004")], True),
        ([said("0.30000000000000004")], [said("0.30000000000000003")], True),
        ([said("loss 0.31, from 9.9")], [said("loss 0.32, from  10.0")], True),
        ([said("loss 0.31")], [said("loss 0.33")], False),
        ([said("off by 3e-16")], [said("off by 1e-13")], True),
        ([said("off by 3e-16")], [said("off by 1e-3")], False),
        ([said("right: 97.1%")], [said("right: 96.4%")], True),
        ([said("right: 97.1%")], [said("wrong: 97.1%")], False),
        ([said("a"), said("b")], [said("ab")], True),
        ([said("a warning", "stderr")], [], True),
        ([value(**{"text/plain": "0.25"})], [value(**{"text/plain": "0.28"})], False),
        ([value(**VIEW)], [value(**VIEW | {"text/plain": "Toy(lr=0.1, layout=…)"})], True),
        ([SVG], [V4.new_output("display_data", data={"image/png": "…"})], True),
        ([SVG], [], False),
        ([said("Device: cpu (no GPU found)")], [said("Device: cpu (COURSE_DEVICE)")], True),
        ([said("Device: cpu (no GPU found)")], [said("Device: cuda (no GPU found)")], False),
        ([said("takes  3.1 × one in batches")], [said("takes 74.0 × one in batches")], True),
    ],
)
def test_what_does_not_come_again_in_colab_is_found(before, after, same):
    first, second = written("1"), written("1")
    first.cells[0].outputs, second.cells[0].outputs = before, after
    assert (differences(first, second) == {}) is same


def test_a_missing_python_that_was_asked_for_is_an_error(monkeypatch):
    monkeypatch.setenv("COLAB_PYTHONS", f"{THIS},2.7")
    with pytest.raises(RuntimeError, match=r"asks for Python 2\.7, which is not here"):
        pythons.__wrapped__()
