"""Classes of twenty: right, wrong and empty notebooks get the points that the tests give in one process."""

import pytest
from exercise_answers import SOURCES, answers, grade, name, questions_of
from support.submissions import assignment_of, cell, code, dumps, empty, honest

import grading.grade

RIGHT, EMPTY, WRONG = 8, 4, 8
CHOSEN = [source for source in SOURCES if source.parent.name in ("03_backprop", "06_attention")]


def wrong_ones(source):
    """One wrong answer each, to question after question: the notebook, and the points that are left."""
    full = {test.function: test.points for test in assignment_of(source).tests}
    for number in range(WRONG):
        question = list(questions_of(source))[number % len(questions_of(source))]
        text = answers("wrong_answers", source, question)[number // len(questions_of(source))].code
        notebook = honest(source)
        place = notebook["cells"].index(cell(notebook, question))
        notebook["cells"].insert(place + 1, code(text))
        lost = [f for f, parts in grade(source, question, text).items() if any(parts)]
        assert lost, f"{question}: this answer is right"
        yield notebook, sum(full.values()) - sum(full[function] for function in lost)


@pytest.mark.parametrize("source", CHOSEN, ids=name)
def test_a_class_of_twenty(source, limits):
    assignment = assignment_of(source)
    most = sum(test.points for test in assignment.tests)
    class_of = [(honest(source), most)] * RIGHT + [(empty(source), 0)] * EMPTY + [*wrong_ones(source)]
    results = [grading.grade.grade(dumps(notebook), assignment, limits) for notebook, _ in class_of]
    assert {result["status"] for result in results} == {"graded"}
    assert [result["points"] for result in results] == [points for _, points in class_of]
    assert len({result["points"] for result in results}) >= 3
