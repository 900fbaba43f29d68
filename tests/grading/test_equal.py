"""Scores equal those of the tests in the notebook itself, for right and for wrong answers."""

import pytest
from exercise_answers import HERE, SECOND, SOURCES, Answer, answers, grade, name, questions_of, sections
from support.submissions import assignment_of, cell, code, dumps, honest

import grading.grade

# one source after the other: its tester stays warm
by_source = pytest.mark.parametrize("source", SOURCES, ids=name, scope="module")


def graded(source, replaced, limits):
    """Function → whether its visible and hidden tests pass, after other answers to some questions."""
    notebook = honest(source)
    for question, text in replaced.items():
        place = notebook["cells"].index(cell(notebook, question))
        notebook["cells"].insert(place + 1, code(text))
    result = grading.grade.grade(dumps(notebook), assignment_of(source), limits)
    assert result["status"] == "graded", result["reason"]
    tests = [test for question in result["questions"] for test in question["tests"]]
    shown = {test["function"]: test["message"] for test in tests if test["visible"]}
    passed = {}
    for test in tests:
        passed.setdefault(test["function"], []).append(test["passed"])
    return passed, shown


def in_the_notebook(source, replaced):
    passed, shown = {}, {}
    for question in questions_of(source):
        raised = grade(source, question, replaced.get(question, ""))
        for function, (visible, hidden) in raised.items():
            passed[function] = [visible is None, visible is None and hidden is None]
            shown[function] = visible
    return passed, shown


def chosen(kind, source, number, second=False):
    """The answers with a number among those of each question."""
    found = {}
    for question in questions_of(source):
        some = [a for a in answers(kind, source, question) if a.title.startswith(SECOND) == second]
        if number < len(some):
            found[question] = some[number].code
    return found


@by_source
def test_wrong_answers_fail_where_they_fail_in_the_notebook(source, limits):
    replaced = chosen("wrong_answers", source, 0)
    ours, told = graded(source, replaced, limits)
    theirs, raised = in_the_notebook(source, replaced)
    assert ours == theirs
    for function, error in raised.items():
        if isinstance(error, AssertionError):
            assert told[function].startswith(str(error)[:100])


@by_source
def test_other_right_answers_pass(source, limits):
    replaced = {a.title: a.code for a in sections(HERE / "right_answers" / f"{source.parent.name}.py")}
    assert replaced
    passed, told = graded(source, replaced, limits)
    assert all(map(all, passed.values())), {f: told[f] for f in passed if not all(passed[f])}


@by_source
def test_what_fools_tests_in_one_process_fools_none_in_two(source, limits):
    number = 0
    while replaced := chosen("hostile_answers", source, number, second=True):
        passed, _ = graded(source, replaced, limits)
        for question, text in replaced.items():
            written = Answer("", text).functions & set(questions_of(source)[question].tests)
            assert written
            assert not any(all(passed[function]) for function in written)
        number += 1
