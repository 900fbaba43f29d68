"""Right answers in notebooks that were mangled: every one gets its points, and empty ones none."""

import copy
import json

import pytest
from support.submissions import cell, code, dumps, ended, failed

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


def noise(notebook):
    first, second = answers(notebook)
    noisy = "import sys, warnings\nwarnings.warn('careful')\nprint('half done', file=sys.stderr)\n"
    first["source"] = noisy + first["source"].replace(
        "return x.sum", noisy.replace("\n", "; ") + "x.sum\n    return x.sum"
    )
    first["source"] = first["source"].replace("x.sum\n    return", "1\n    return")
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
    notebook["cells"].insert(3, code("input('your name')"))
    notebook["cells"].insert(4, code("import sys; sys.exit(3)"))


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
    *(reversed_order, all_in_one, magics, noise, imports_and_pictures, helper_rebound),
    *(syntax_error_elsewhere, an_error_elsewhere, foreign_kernel, changed_between),
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


def test_format_3(try_small, honest_small):
    cells = []
    for part in honest_small["cells"]:
        if part["cell_type"] == "code":
            text = part["source"].splitlines(keepends=True)
            cells.append({"cell_type": "code", "language": "python", "input": text, "outputs": []})
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}]}
    assert try_small(old)["points"] == ALL


def test_twenty_megabytes_of_output(try_small, honest_small):
    cell(honest_small, "q1-mean")["outputs"] = [
        {"output_type": "stream", "name": "stdout", "text": "x" * 20_000_000}
    ]
    assert try_small(honest_small)["points"] == ALL


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no notebook"),
        (b"PK\x03\x04", "no notebook"),
        (b"[" * 100_000, "no notebook"),
        (b"3", "no notebook"),
        (b'{"cells": 3}', "no cells"),
        (b'{"cells": [3, {"source": [3]}, {"cell_type": "code", "metadata": 3, "source": {}}]}', "no code"),
        (json.dumps({"cells": [code("x")] * 3000}).encode(), "3000 cells"),
        (b"x" * (51 * 2**20), "51 MB"),
    ],
    ids=["nothing", "zip", "deep", "number", "cells", "odd", "many", "large"],
)
def test_what_is_no_notebook(try_small, data, reason):
    result = try_small(data)
    assert (result["status"], result["points"]) == ("unreadable", 0)
    assert reason in result["reason"]


def test_a_syntax_error_loses_its_own_cell_alone(try_small, honest_small):
    cell(honest_small, "q2-words")["source"] += "\n  oops"
    result = try_small(honest_small)
    assert (result["points"], set(failed(result))) == (4, {"lengths"})
    assert [e for e in result["errors"] if "IndentationError, line" in e["error"]]


def test_a_renamed_function_is_told(try_small, honest_small):
    part = cell(honest_small, "q2-words")
    part["source"] = part["source"].replace("lengths", "length")
    result = try_small(honest_small)
    assert result["points"] == 4
    assert "length looks renamed" in result["advice"][0]


@pytest.mark.parametrize("loop", ["while True: pass", "import time; time.sleep(1e6)"])
def test_a_loop_in_a_call_loses_its_own_cell_alone(try_small, honest_small, loop):
    part = cell(honest_small, "q1-mean")
    part["source"] = part["source"].replace("return x - mean_of(x)", loop)
    result = try_small(honest_small, grader_patience=3.0 if "sleep" in loop else 60.0)
    assert (result["points"], set(failed(result)), ended(result)["centered"]) == (4, {"centered"}, "time")
    assert result["status"] == ("please look" if "sleep" in loop else "graded")


def test_a_loop_in_a_cell(try_small, honest_small):
    honest_small["cells"].insert(2, code("while True: pass"))
    result = try_small(honest_small)
    assert result["points"] == ALL
    assert result["errors"] == [{"cell": 2, "error": "it took too long"}]


def test_the_same_bytes_again(try_small, honest_small):
    honest_small["cells"].insert(2, code("print(object(), {'a', 'b', 'c'}, np.random.rand())"))
    one, two = (json.dumps(try_small(copy.deepcopy(honest_small)), sort_keys=True) for _ in range(2))
    assert one == two
    assert dumps(honest_small)


def test_nothing_of_the_hidden_tests_is_told(try_small):
    """What was seen in a call is kept, and told by every way that is left."""
    spy = """
seen = []


def mean_of(x):
    seen.append(x)
    print("seen", len(x))
    return x.sum(axis=0) / len(x)


def centered(x):
    raise ValueError(f"seen {sorted(map(len, seen))}")
"""
    counted = "sorted(map(len, seen))"
    told = f"print('seen', {counted})\ndef lengths(words): raise ValueError('seen ' + str({counted}))"
    notebook = {"cells": [code(spy), code(told)]}
    result = json.dumps(try_small(notebook))
    assert "seen [2]" in result
    assert "100" not in result
