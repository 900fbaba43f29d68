"""A kernel that is forked with its libraries in memory computes what one computes that was started anew."""

import functools

import nbformat
import pytest
import warm_kernel
from jupyter_client.provisioning import local_provisioner
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from patience import CELL_SECONDS

CELLS = [
    "import os, sys, warnings, course_lib, torch\nimport matplotlib.pyplot as plt",
    "print(torch.rand(3, generator=torch.Generator().manual_seed(1)), torch.get_num_threads())",
    "plt.plot([1, 2])\nplt.show()",
    "print(plt.get_backend(), sorted(plt.rcParams.items()))",
    "print(os.getcwd(), sorted(set(os.environ) - {'JPY_PARENT_PID'}))",
    "print(sorted(map(str, warnings.filters)))",
    "print(sys.stdin.read())\n1 / 0",
]


LAUNCH = local_provisioner.launch_kernel


@pytest.fixture
def forked(monkeypatch):
    monkeypatch.delenv("MPLBACKEND", raising=False)  # as for the book
    monkeypatch.setattr(local_provisioner, "launch_kernel", warm_kernel.Kernel)
    yield warm_kernel.Kernel
    parent = warm_kernel.parent()
    warm_kernel.parent.cache_clear()
    parent.communicate()  # nothing more comes: it ends


def run(*sources, seconds=CELL_SECONDS):
    cells = [nbformat.v4.new_code_cell(source, id=f"c{n}") for n, source in enumerate(sources)]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, kernel_name="python3", timeout=seconds, allow_errors=True).execute()
    return notebook.cells


def outputs(cells):
    return [[{**output, "traceback": None} for output in cell.outputs] for cell in cells]


def test_it_prints_and_draws_the_same(forked, monkeypatch):
    here = outputs(run(*CELLS))
    with monkeypatch.context() as anew:
        anew.setattr(local_provisioner, "launch_kernel", LAUNCH)
        assert here == outputs(run(*CELLS))
    assert [len(each) for each in here] == [0, 1, 1, 1, 1, 1, 2]


def test_each_is_a_process_of_its_own_and_has_the_libraries_at_once(forked):
    told = [run("import os, sys\nprint('torch' in sys.modules, os.getpid())\nkept = 1") for _ in range(2)]
    texts = [cells[0].outputs[0].text.split() for cells in told]
    assert [loaded for loaded, _ in texts] == ["True"] * 2
    assert len({pid for _, pid in texts}) == 2
    assert run("kept")[0].outputs[0].ename == "NameError"


def test_one_that_dies_or_does_not_end_is_told_apart_and_the_next_one_runs(forked):
    with pytest.raises(DeadKernelError):
        run("import os; os._exit(3)")
    with pytest.raises(CellTimeoutError):
        run("while True: pass", seconds=2)
    assert run("print(6 * 7)")[0].outputs[0].text == "42\n"


def test_a_parent_that_cannot_start_says_so(monkeypatch):
    begin = warm_kernel.parent.__wrapped__
    monkeypatch.setattr(warm_kernel, "parent", functools.cache(lambda: begin("/nowhere/warm_kernel.py")))
    with pytest.raises(RuntimeError, match="did not start"):
        warm_kernel.Kernel([warm_kernel.LAUNCHER], env={})
