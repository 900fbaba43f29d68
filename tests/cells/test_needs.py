"""Which answers of an exercise a cell needs: on cells written by hand, and in every exercise."""

import pytest
from cells import kinds
from exercise_answers import SOURCES
from notebook_cells import code

ANSWER = {"nbgrader": {"solution": True}}
TEST = {"nbgrader": {"grade": True, "grade_id": "q1-tests-half"}}


def test_what_needs_an_answer_knows_which():
    cells = [
        code("import numpy as np\nrng = np.ones(1)", "start"),
        code("def half(x):\n    raise NotImplementedError()", "q1", **ANSWER),
        code("rng = 2\nassert half(rng) == 1", "q1-test", **TEST),
        code("def quarter(x):\n    return half(half(x))\ntwo = 2", "later"),  # not before it is called
        code("one = quarter(two)", "look"),
        code("two + rng.sum()", "free"),
        code("raise NotImplementedError()", "q2", **ANSWER),
        code("one + 1", "far"),
        code("def half(x):\n    return x / 2", "given"),
        code("half(two)", "own"),
    ]
    found = {row["id"]: row for row in kinds.classify({"cells": cells})}
    assert {id: row["gives"] for id, row in found.items() if "gives" in row} == {"q1": ["half"], "q2": []}
    needs = {id: row["needs"] for id, row in found.items() if "needs" in row}
    assert needs == {"q1-test": ["q1"], "look": ["q1"], "far": ["q1"]}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_every_test_of_an_exercise_needs_the_answer_above_it(path):
    above = None
    for row in kinds.of_file(path):
        above = row["id"] if row["kind"] == "answer" else above
        assert row["kind"] != "test" or above in row["needs"], row["id"]
