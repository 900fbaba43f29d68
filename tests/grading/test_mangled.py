"""Right answers in notebooks that were mangled: every one gets its points, and empty ones none."""

import copy

import pytest
from support.submissions import cell, code, failed

ALL = 6


def answers(notebook):
    return [cell(notebook, name) for name in ("q1-mean", "q2-words")]


def stripped(notebook):
    """Without any metadata, as Colab may leave it."""
    notebook["metadata"] = {}
    for part in notebook["cells"]:
        part["metadata"] = {}
        part.pop("id", None)


def same_ids(notebook):
    for part in notebook["cells"]:
        part["id"] = "same"
        part["metadata"] = copy.deepcopy(cell(notebook, "q1-mean")["metadata"])


def answer_twice(notebook):
    place = notebook["cells"].index(cell(notebook, "q1-mean"))
    notebook["cells"].insert(place, copy.deepcopy(notebook["cells"][place]))


def without_tests(notebook):
    notebook["cells"] = [part for part in notebook["cells"] if "tests" not in part.get("id", "")]


def given_deleted(notebook):
    notebook["cells"] = [part for part in notebook["cells"] if part.get("id") not in ("imports", "data")]


def edited_tests(notebook):
    for part in notebook["cells"]:
        if "tests" in part.get("id", ""):
            part["source"] = "print('I have changed this')\nassert False"


def out_of_order(notebook):
    for part in answers(notebook):
        notebook["cells"].remove(part)
        notebook["cells"].append(part)


def reversed_order(notebook):
    notebook["cells"].reverse()


def all_in_one(notebook):
    text = "\n\n".join(part["source"] for part in answers(notebook))
    notebook["cells"] = [code(text)]


def stubs_below(notebook, empty):
    text = "\n\n".join(part["source"] for part in answers(notebook))
    notebook["cells"] = [code("import numpy as np\n" + text), *empty["cells"]]


def magics(notebook):
    first, second = answers(notebook)
    first["source"] = "%%time\n%matplotlib inline\n" + first["source"]
    second["source"] = "!ls -l\nfiles = !ls\n%time x = 3\nassert x == 3\n" + second["source"] + "\nlengths?"


def warned(notebook):
    """A warning from a cell, and one from within a call."""
    first, _ = answers(notebook)
    calls = "import warnings; warnings.warn('again')\n    return x.sum"
    first["source"] = "import warnings\nwarnings.warn('careful')\n" + first["source"].replace(
        "return x.sum", calls
    )


def to_stderr(notebook):
    first, second = answers(notebook)
    noisy = "print('half done', file=sys.stderr)"
    first["source"] = f"import sys\n{noisy}\n" + first["source"].replace(
        "return x.sum", f"{noisy}\n    return x.sum"
    )
    second["source"] = "from tqdm import tqdm\nfor _ in tqdm(range(3)): pass\n" + second["source"]


def imports_and_pictures(notebook):
    first, _ = answers(notebook)
    first["source"] = (
        "import torch, scipy.special, matplotlib.pyplot as plt\nfrom course_lib.losses import huber_loss\n"
        "fig, (left, right) = plt.subplots(1, 2)\nleft.plot([1, 2]); plt.show()\n" + first["source"]
    )


def helper_rebound(notebook):
    first, second = answers(notebook)
    first["source"] = "def helper(x): return x.sum(axis=0)\n" + first["source"].replace(
        "x.sum(axis=0)", "helper(x)"
    )
    second["source"] = "def helper(word): return len(word)\n" + second["source"].replace(
        "len(word)", "helper(word)"
    )


def syntax_error_elsewhere(notebook):
    notebook["cells"].insert(0, code("def broken(:\n    pass"))
    notebook["cells"].append(code("x = = 3"))


def an_error_elsewhere(notebook):
    notebook["cells"].insert(0, code("1 / 0"))
    notebook["cells"].insert(3, code("import sys; sys.exit(3)"))


def asks_for_input(notebook):
    notebook["cells"].insert(3, code("input('your name')"))


def foreign_kernel(notebook):
    notebook["metadata"]["kernelspec"] = {"name": "ir", "display_name": "R", "language": "R"}


def changed_between(notebook):
    """An array is changed in place while it is used, and put back."""
    first, _ = answers(notebook)
    first["source"] = first["source"].replace(
        "return x.sum", "x[0, 0] += 1.0; x[0, 0] -= 1.0\n    return x.sum"
    )


MANGLED = [
    *(stripped, same_ids, answer_twice, without_tests, given_deleted, edited_tests, out_of_order),
    *(reversed_order, all_in_one, magics, warned, to_stderr, imports_and_pictures),
    *(
        helper_rebound,
        syntax_error_elsewhere,
        an_error_elsewhere,
        asks_for_input,
        foreign_kernel,
        changed_between,
    ),
]


@pytest.mark.parametrize("mangle", MANGLED, ids=lambda mangle: mangle.__name__)
def test_right_answers_keep_their_points(try_small, honest_small, mangle):
    mangle(honest_small)
    result = try_small(honest_small)
    assert (result["status"], result["points"]) == ("graded", ALL), (failed(result), result["errors"])


def test_stubs_below_step_aside(try_small, honest_small, empty_small):
    stubs_below(honest_small, empty_small)
    assert try_small(honest_small)["points"] == ALL


def test_a_half_written_cell(try_small, honest_small, empty_small):
    written, stub = (cell(notebook, "q1-mean") for notebook in (honest_small, empty_small))
    half = (
        written["source"].partition("def centered")[0]
        + "def centered"
        + stub["source"].partition("def centered")[2]
    )
    written["source"] = half
    result = try_small(honest_small)
    assert (result["points"], set(failed(result))) == (4, {"centered"})
