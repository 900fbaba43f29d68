"""Every notebook alone in an emulated Colab: an empty folder, Colab's packages, our site on loopback."""

import ast
import json
import re
import time

import fingerprint
import nbformat
import pytest
from nbclient import NotebookClient
from notebooks import ROOT, all_notebooks
from patience import CELL_SECONDS
from patience import SECONDS as PATIENCE_SECONDS
from support.colab import OURS, THIS, pythons, write_report

from grading.questions import needs_answer
from grading.release import release

PATHS = all_notebooks()
# One Python runs everything. Of another, the exercises and one lesson a chapter show what it could break,
# beside all of test_setup_cell.py: the packages are the same, and torch is missing there.
WHOLE = next(iter(pythons()))
FIRSTS = {path.parent: path for path in reversed(PATHS) if path.is_relative_to(ROOT / "chapters")}.values()
CASES = [
    pytest.param(path, version, id=f"{path.relative_to(ROOT).with_suffix('').as_posix()}-{version}")
    for version in pythons()
    for path in PATHS
    if version == WHOLE or path in FIRSTS or "exercises" in path.parts
]
# what the manager in Colab's page can draw (its ipywidgets is 7.7.1)
MODELS = {
    "@jupyter-widgets/base": "1.2.0",
    "@jupyter-widgets/controls": "1.5.0",
    "@jupyter-widgets/output": "1.0.0",
    "anywidget": "~0.9.",
}
VIEW = "application/vnd.jupyter.widget-view+json"
PEAK_MB = 2048
PROBE = """
import json, os, pathlib, sys
status = pathlib.Path("/proc/self/status")
if status.exists():  # getrusage would count the memory of the process that forked this one
    peak = next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
else:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(json.dumps({
    "cpu_seconds": sum(os.times()[:4]), "peak_mb": peak / 1024, "python": "%d.%d" % sys.version_info[:2],
    "versions": {name: sys.modules[name].__version__ for name in ("IPython", "ipywidgets", "numpy")},
}))
"""


def execute(notebook, runtime, wheel, monkeypatch):
    """Run all cells in the runtime's kernel; returns what the kernel says of itself at the end."""
    monkeypatch.setenv("JUPYTER_PATH", str(runtime.folder / "runtime/share/jupyter"))
    notebook.cells.append(nbformat.v4.new_code_cell(PROBE))
    start = time.perf_counter()
    NotebookClient(
        notebook,
        kernel_name="colab",
        timeout=CELL_SECONDS,
        startup_timeout=PATIENCE_SECONDS,
        allow_errors=True,
        resources={"metadata": {"path": str(runtime.content)}},
    ).execute(env=runtime.environment(wheel))
    measured = json.loads(notebook.cells.pop().outputs[0].text)
    return {**measured, "seconds": time.perf_counter() - start}


def errors(notebook):
    """Cell id → name and text of its error."""
    return {
        cell.id: (output.ename, output.evalue)
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if output.output_type == "error"
    }


def bound_names(tree):
    """Every name that running the code would have given a value."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.alias):
            yield node.asname or node.name
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name


def without_torch(notebook, found):
    """The cells that cannot run where torch is missing: those that load it or use names of such a cell."""
    lost, excused = set(), []
    for cell in notebook.cells:
        name, text = found.get(cell.id, ("", ""))
        missing = re.match(r"name '(\w+)' is not defined", text)
        if (name == "ModuleNotFoundError" and re.search("torch", text, re.I)) or (
            name == "NameError" and missing and missing[1] in lost
        ):
            excused.append(cell.id)
            lost.update(bound_names(ast.parse(cell.source)))
    return excused


def widget_faults(notebook):
    """Every model that the manager in Colab's page could not draw, in words."""
    saved = notebook.metadata.get("widgets", {}).get("application/vnd.jupyter.widget-state+json", {})
    for model in saved.get("state", {}).values():
        name, module, version = model["model_name"], model["model_module"], model["model_module_version"]
        if not version.startswith(MODELS.get(module, "no version")):
            yield f"{name} of {module} {version}"
        if re.match("Accordion|Tab", name):
            yield f"{name}: Colab's manager throws"
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if VIEW in output.get("data", {}) and "colab" not in output.metadata.get(VIEW, {}):
                yield f"{cell.id}: shown before Colab knew that anywidget brings its own code"


@pytest.mark.parametrize(("path", "version"), CASES, indirect=["version"])
def test_notebook(path, version, runtime, site, wheel, shipped, monkeypatch, tmp_path):
    exercise = "exercises" in path.parts
    source = release(path, tmp_path / "release") if exercise else path  # what the student gets
    state = f"colab-{version}", path, (OURS / "pins.txt").read_text(), source.read_text() if exercise else ""
    if fingerprint.passed(*state):
        return
    notebook = nbformat.read(source, as_version=4)
    nbformat.write(notebook, runtime.content / path.name)
    measured = execute(notebook, runtime, f"{site.address}dist/{wheel.name}", monkeypatch)

    found = errors(notebook)
    excused = without_torch(notebook, found) if runtime.version != THIS else []
    expected = {cell.id for cell in notebook.cells if exercise and needs_answer(cell)}
    told = {id: found[id][0] for id in found if id not in excused}
    assert told == dict.fromkeys(expected, "NotImplementedError"), {id: found[id] for id in told}
    assert list(widget_faults(notebook)) == []
    assert measured["versions"] == {"IPython": "7.34.0", "ipywidgets": "7.7.1", "numpy": "2.1.3"}
    assert site.asked == [(f"/dist/{wheel.name}", 200)], "one file is all that a notebook fetches"

    before, after = shipped(runtime.version), runtime.freeze()
    assert before - after == set(), "a package of Colab was changed or removed"
    assert [re.split("[ =@]", line)[0] for line in after - before] == ["course-lib"]

    code = [cell.id for cell in notebook.cells if cell.cell_type == "code"]
    name = path.relative_to(ROOT).with_suffix("").as_posix()
    write_report(
        f"{runtime.version}-{name.replace('/', '-')}",
        notebook=name,
        cells=len(code),
        without_torch=excused,
        **measured,
    )
    assert len(excused) < len(code) / 3, f"without torch little is left: {excused}"
    assert measured["peak_mb"] <= PEAK_MB
    fingerprint.record(*state)


# the checks themselves: each planted fault has to be found


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


def test_a_missing_python_that_was_asked_for_is_an_error(monkeypatch):
    monkeypatch.setenv("COLAB_PYTHONS", f"{THIS},2.7")
    with pytest.raises(RuntimeError, match=r"asks for Python 2\.7, which is not here"):
        pythons.__wrapped__()
