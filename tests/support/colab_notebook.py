"""A notebook run in the emulated Colab, and what Colab could not do with it."""

import ast
import json
import re
import time
from decimal import Decimal

import nbformat
from nbclient import NotebookClient
from patience import CELL_SECONDS
from patience import SECONDS as PATIENCE_SECONDS

# what the manager in Colab's page can draw (its ipywidgets is 7.7.1)
MODELS = {
    "@jupyter-widgets/base": "1.2.0",
    "@jupyter-widgets/controls": "1.5.0",
    "@jupyter-widgets/output": "1.0.0",
    "anywidget": "~0.9.",
}
VIEW = "application/vnd.jupyter.widget-view+json"
# a network whose first weights no seed has drawn: after each cell, whether torch has drawn from its own start
SEEDLESS = """
def _seedless(result):
    import sys
    torch = sys.modules.get("torch")
    if torch is None or torch.initial_seed() < 2**32:
        return
    untouched = torch.Generator().manual_seed(torch.initial_seed()).get_state()
    if not torch.equal(untouched, torch.get_rng_state()):
        torch.set_rng_state(untouched)
        _without_seed.append(result.info.raw_cell)
_without_seed = []
get_ipython().events.register("post_run_cell", _seedless)
"""
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
    "seedless": _without_seed,
    "versions": {name: sys.modules[name].__version__ for name in ("IPython", "ipywidgets", "numpy")},
}))
"""


def execute(notebook, runtime, wheel, monkeypatch):
    """Run all cells in the runtime's kernel; returns what the kernel says of itself at the end."""
    monkeypatch.setenv("JUPYTER_PATH", str(runtime.folder / "runtime/share/jupyter"))
    notebook.cells.insert(0, nbformat.v4.new_code_cell(SEEDLESS))
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
    del notebook.cells[0]
    return {**measured, "seconds": time.perf_counter() - start}


def errors(notebook):
    """Cell id → name and text of its error."""
    return {
        cell.id: (output.ename, output.evalue)
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if output.output_type == "error"
    }


# What a second run may print otherwise: how long something took (2.2), and why it is the CPU that computes.
OTHERWISE = {r"takes +[\d.]+ × one in batches": "takes TIME × one in batches", r"(Device: \w+) \(.*\)": r"\1"}
NUMBER = re.compile(r"[-−]?\d+(?:\.\d+)?(?:e[-+]?\d+)?")
LEAST = 1e-9  # below it stands rounding, which is another one in another NumPy


def shown(cell):
    """What a cell printed with the value of its last line, and how many pictures it drew.

    What stands on stderr is no result, and what a widget says of itself depends on the versions of others.
    """
    texts, pictures = [], 0
    for output in cell.get("outputs", []):
        data = output.get("data", {})
        pictures += any(kind.startswith("image/") for kind in data)
        if output.output_type == "stream" and output.name == "stdout":
            texts.append(output.text)
        elif output.output_type == "execute_result" and VIEW not in data:
            texts.append(data.get("text/plain", ""))
    text = re.sub(" +", " ", "".join(texts))
    for told, same in OTHERWISE.items():
        text = re.sub(told, same, text)
    return text, pictures


def close(one, other):
    """Two printed numbers: a unit of the last digit apart, or 1 %, for another NumPy rounds otherwise."""
    pair = [Decimal(text.replace("−", "-")) for text in (one, other)]
    unit = min(Decimal(10) ** number.as_tuple().exponent for number in pair)
    most = max(map(abs, pair))
    return abs(pair[0] - pair[1]) <= max(unit, most / 100) or most < LEAST


def differences(first, second):
    """Cell id → what the two runs of a notebook showed, for each that showed something else."""
    found = {}
    runs = [[cell for cell in run.cells if cell.cell_type == "code"] for run in (first, second)]
    for before, after in zip(*runs, strict=True):  # the book keeps of its run the cells that ran
        one, other = shown(before), shown(after)
        words = [NUMBER.sub("#", text) for text, _ in (one, other)]
        numbers = zip(*(NUMBER.findall(text) for text, _ in (one, other)), strict=False)
        if words[0] != words[1] or one[1] != other[1] or not all(close(*pair) for pair in numbers):
            found[before.id] = one, other
    return found


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
