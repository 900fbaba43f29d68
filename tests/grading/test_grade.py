"""Reference answers get every point of all six notebooks, untouched copies none; twice the same bytes."""

import json

import pytest
from exercise_answers import SOURCES, name
from support.submissions import assignment_of, dumps, empty, honest

from grading.grade import grade

# one source after the other: its tester stays warm
by_source = pytest.mark.parametrize("source", SOURCES, ids=name, scope="module")


@by_source
def test_our_answers_get_all_that_a_machine_can_give(source, limits):
    assignment = assignment_of(source)
    by_person = sum(part.max_points for part in assignment.manual)
    result = grade(dumps(honest(source)), assignment, limits)
    assert result["status"] == "graded", result["reason"]
    failed = [t for q in result["questions"] for t in q["tests"] if not t["passed"]]
    assert not failed
    assert result["points"] == result["max_points"] - by_person
    assert result["errors"] == result["advice"] == []
    assert all(part["answer"].startswith("*A model answer.*") for part in result["manual"])


@by_source
def test_an_untouched_copy_gets_nothing(source, limits):
    result = grade(dumps(empty(source)), assignment_of(source), limits)
    assert result["status"] == "graded"
    assert result["points"] == 0
    visible = [t for q in result["questions"] for t in q["tests"] if t["visible"]]
    assert all(t["message"].startswith("NotImplementedError: line ") for t in visible)


def test_a_second_run_gives_the_same_bytes(limits):
    source = SOURCES[1]
    one, two = (grade(dumps(honest(source)), assignment_of(source), limits, seed=3) for _ in range(2))
    assert json.dumps(one, sort_keys=True) == json.dumps(two, sort_keys=True)
