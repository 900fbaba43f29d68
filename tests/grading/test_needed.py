"""The tester has what the tests read, the same as in one process, and not what only the given cells want."""

import pickle
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from exercise_answers import SOURCES, name
from support.submissions import assignment_of

from grading.assignment import Given
from grading.given import GivenCells
from grading.grade.needed import given_cells, packed, unpacked

HEAVY = "matplotlib", "sklearn", "scipy", "IPython", "nbformat", "torch"
LOADED = """
import pickle, sys
from grading.grade.needed import given_cells
from grading.grade import tester
given_cells(pickle.load(sys.stdin.buffer))
print(*sorted(set(sys.argv[1:]) & set(sys.modules)))
"""


@pytest.mark.parametrize("source", SOURCES, ids=name)
def test_what_only_draws_or_has_data_stays_out(source):
    line = [sys.executable, "-c", LOADED, *HEAVY]
    said = subprocess.run(line, input=pickle.dumps(assignment_of(source)), capture_output=True, check=True)
    assert said.stdout.split() == []


def test_names_arrays_and_what_both_sides_share_are_the_same(small_source):
    assignment = assignment_of(small_source)
    whole, few = GivenCells(assignment), given_cells(assignment)
    assert (few.setup, few.blob) == (whole.setup, whole.blob)
    assert set(few.names) < set(whole.names)
    assert np.array_equal(few.names["_given_rows"], whole.names["_given_rows"])
    assert few.shared == {id(few.names["_given_rows"]): 0}


TOOLS = """
import math
base = 2


def doubled(x, times=1, *, more=0):
    return _helped(x) * base**times + more


def _helped(x):
    return len([x]) * math.floor(x)


_twice, kept = doubled, [doubled]
"""


def with_tools(assignment, tools, test):
    cell = replace(assignment.tests[0], hidden=test)
    return replace(assignment, given=(*assignment.given, Given("tools", tools)), tests=(cell,))


def test_functions_bring_along_what_they_read(small_source):
    asked = with_tools(assignment_of(small_source), TOOLS, "kept[0](3.5), _twice")
    names = unpacked(packed(GivenCells(asked), asked)).names
    assert {"base", "_helped", "_twice", "kept", "math"} <= set(names)
    assert names["kept"][0] is names["_twice"]
    assert names["_twice"](3.5, more=1) == 7
    assert "rows" not in names


def test_what_cannot_cross_is_made_here(small_source):
    asked = with_tools(assignment_of(small_source), "class Own:\n    pass\n\n\n_own = Own()", "_own")
    names = given_cells(asked).names
    assert type(names["_own"]).__name__ == "Own"
    assert "rows" in names
