"""The second run of a notebook finds whatever does not come again, figures included."""

import os
import re
import subprocess
import sys

import nbformat
import pytest
from second_run import OPTIONS
from site_pages import ROOT

v4 = nbformat.v4
NOISE = "print(__import__('random').SystemRandom().random())"
SVG = "from IPython.display import SVG, display\ndisplay(SVG('<svg><path d=\"M {} 0\"/></svg>'))"


def svg(x):
    return {
        "image/svg+xml": f'<svg><path d="M {x} 0"/></svg>',
        "text/plain": "<IPython.core.display.SVG object>",
    }


# what the cell is, what it printed the first time, whether that is what comes again
CELLS = {
    "number": ("print(0.1 + 0.2)", "0.30000000000000004\n", True),
    "last digit": ("print(0.1 + 0.2)", "0.30000000000000003\n", False),
    "value": ("1 / 4", {"text/plain": "0.25"}, True),
    "another value": ("1 / 4", {"text/plain": "0.26"}, False),
    "figure": (SVG.format(1), svg(1), True),
    "another figure": (SVG.format(1), svg(2), False),
    "a figure more": ("2", svg(1), False),
    "noise": (NOISE, "0.5\n", False),
    "time": ("print('takes  3.1 × one in batches')", "takes 74.0 × one in batches\n", True),
}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """Name of a cell → whether it passed."""
    cells = []
    for source, printed, _ in CELLS.values():
        if isinstance(printed, str):
            output = v4.new_output("stream", name="stdout", text=printed)
        elif "display" in source:
            output = v4.new_output("display_data", data=printed)
        else:
            output = v4.new_output("execute_result", data=printed, execution_count=1)
        cells.append(v4.new_code_cell(source, outputs=[output], execution_count=1))
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    folder = tmp_path_factory.mktemp("book")
    nbformat.write(v4.new_notebook(cells=cells, metadata=kernel), folder / "lesson.ipynb")
    paths = os.pathsep.join([str(ROOT / "book"), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *OPTIONS, "-n", "0", "-rA", f"--rootdir={folder}", folder],
        env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True,
    )  # fmt: skip
    lines = re.findall(r"^(PASSED|FAILED) \S*::Cell (\d+)", done.stdout, re.M)
    said = {int(cell): word for word, cell in lines}
    assert len(said) == len(CELLS), done.stdout + done.stderr
    return {name: said[i] == "PASSED" for i, name in enumerate(CELLS)}


@pytest.mark.parametrize("name", CELLS)
def test_what_does_not_come_again_is_found(outcomes, name):
    assert outcomes[name] is CELLS[name][2]
