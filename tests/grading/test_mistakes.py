"""What goes wrong in one place of a submission stays there, is told, and is told the same way twice."""

import copy
import json

import pytest
from support.submissions import cell, code, dumps, ended, failed

ALL = 6


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
    result = try_small(honest_small, call_seconds=0.2, grader_patience=25.0 if "sleep" in loop else 300.0)
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
    result = try_small(notebook)
    said = json.dumps({name: result[name] for name in result.keys() - {"submission", "source", "limits"}})
    assert "seen [2]" in said
    assert "100" not in said
