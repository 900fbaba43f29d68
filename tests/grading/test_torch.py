"""An assignment that allows torch has it in the sandbox, and nothing that torch does not need."""

import nbformat
import pytest
from support import small_assignment
from support.submissions import dumps, failed, with_code

from grading.assignment import Assignment
from grading.grade import grade
from grading.sandbox import NoSandbox
from grading.sandbox.bubblewrap import packages

TORCH = """
import torch


def mean_of(x):
    x = torch.tensor(x, requires_grad=True)
    (x.square().sum() / 2 / len(x)).backward()
    return x.grad.sum(0)


def centered(x):
    return torch.tensor(x) - mean_of(x)


def lengths(words):
    return [torch.tensor(len(word)) for word in words]
"""
DRAWS = "import torch\nprint(torch.rand(3))\n"
OTHERS = """
import importlib, sys
sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__name__ != "Finder"]
for name in ("scipy", "sklearn", "IPython", "nbformat", "course_lib.losses"):
    sys.modules.pop(name, None)
    try:
        importlib.import_module(name)
    except ImportError:
        continue
    raise SystemExit("REACHED " + name)
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    def write(*libraries):
        path = small_assignment.write(tmp_path_factory.mktemp("torch"))
        notebook = nbformat.read(path, 4)
        notebook.metadata["grading"] = {"libraries": list(libraries)}
        nbformat.write(notebook, path)
        return path

    return write


@pytest.fixture(scope="module")
def try_torch(source, limits):
    path = source("torch")
    assignment = Assignment.read(path)
    return lambda text: grade(dumps(with_code(path, text)), assignment, limits)


def test_tensors_come_back_as_arrays(try_torch):
    result = try_torch(TORCH)
    assert not failed(result)
    assert (result["points"], result["errors"], result["sandbox"]) == (6, [], "bubblewrap")


def test_torch_draws_the_same_every_time(try_torch):
    one, two = (try_torch(DRAWS)["output"] for _ in range(2))
    assert one == two
    assert "tensor([" in one


def test_other_libraries_stay_outside(try_torch):
    assert try_torch(OTHERS)["errors"] == []


def test_without_leave_torch_refuses_to_work(try_small):
    assert "torch.tensor was called, and it is not here" in failed(try_small(TORCH))["mean_of"]


def test_a_library_that_is_not_installed_is_told(source, limits, honest_small):
    path = source("no_such_library")
    with pytest.raises(NoSandbox, match="no_such_library, which is not installed"):
        grade(dumps(honest_small), Assignment.read(path), limits)


def test_only_what_is_needed_is_bound():
    few, more = packages(()), packages(("torch",))
    assert few.items() < more.items()
    assert {"/opt/site/torch", "/opt/site/typing_extensions.py"} <= set(more.values())
    assert not {"/opt/site/scipy", "/opt/site/IPython"} & set(more.values())
