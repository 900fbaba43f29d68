"""The proof that every question is sound: right answers pass, wrong ones fail and are told why."""

import re

import pytest
from exercise_answers import (
    FOOLS,
    HERE,
    QUESTIONS,
    SOURCES,
    all_answers,
    answers,
    grade,
    leaning_on,
    name,
    questions_of,
    sections,
    source_of,
)

from grading.leaks import faults
from grading.questions import EXPERIMENT, REPORT, grade_id, is_report, points, visible_and_hidden
from grading.release import generate

each_source = pytest.mark.parametrize("source", SOURCES, ids=name)
each_question = pytest.mark.parametrize(("source", "question"), QUESTIONS, ids=name)


def all_pass(raised):
    return all(outcome == [None, None] for outcome in raised.values())


@each_question
def test_the_solution_passes(source, question):
    raised = grade(source, question, "")
    assert all_pass(raised), raised


@each_question
def test_a_right_answer_of_another_kind_passes(source, question):
    others = {
        answer.title: answer.code for answer in sections(HERE / f"right_answers/{source.parent.name}.py")
    }
    raised = grade(source, question, others[question], ours=False)
    assert all_pass(raised), raised


@each_question
def test_the_empty_stub_fails_in_every_test(source, question):
    stub = next(cell for cell in generate_once(source).cells if grade_id(cell) == question)
    for raised in grade(source, question, stub.source, ours=False).values():
        assert [type(error) for error in raised] == [NotImplementedError, NotImplementedError]


_released = {}


def generate_once(source):
    return _released.setdefault(source, generate(source))


@pytest.mark.parametrize(("source", "question", "answer"), all_answers("wrong_answers"), ids=name)
def test_a_wrong_answer_fails_and_is_told_why(source, question, answer):
    raised = grade(source, question, answer.code)
    wrong = answer.functions & set(raised)
    assert wrong, "it replaces no function of the question"
    for function, (visible, hidden) in raised.items():
        if function in wrong:
            assert isinstance(hidden or visible, (AssertionError, ValueError)), f"{function} passes"
            told = [error for error in (visible, hidden) if error]
            assert all(isinstance(error, (AssertionError, ValueError)) for error in told), told
            assert all(str(error) for error in told), "a failing test has to explain itself"
        elif function not in leaning_on(source, question, wrong):
            assert (visible, hidden) == (None, None), f"{function} is right and fails"
    said = [str(raised[function][0]) for function in wrong if raised[function][0]]
    assert bool(said) != answer.title.startswith(FOOLS), said or "nothing said"
    if answer.says:
        assert any(re.search(answer.says, text) for text in said), said


@each_question
def test_there_are_enough_wrong_answers_to_every_function(source, question):
    given = answers("wrong_answers", source, question)
    assert any(answer.title.startswith(FOOLS) for answer in given)
    for function in questions_of(source)[question].tests:
        assert sum(function in answer.functions for answer in given) >= 3, function


@each_source
def test_every_file_of_answers_belongs_to_a_question(source):
    ours = {question.replace("-", "_") for question in questions_of(source)}
    wrong, hostile = (
        {path.stem for path in (HERE / kind / source.parent.name).glob("*.py")}
        for kind in ("wrong_answers", "hostile_answers")
    )
    assert wrong == ours
    assert hostile
    assert hostile <= ours


def test_each_way_to_nudge_is_tried():
    nudging = [a for *_, a in all_answers("hostile_answers") if "def nudge(" in a.code]
    tried = {answer.title.rpartition(", by ")[2] for answer in nudging}
    assert tried == {"an imaginary step", "differences of fourth order"}


@each_source
def test_twenty_points_in_six_to_nine_questions(source):
    assert points(source_of(source)) == 20
    assert 6 <= len(questions_of(source)) <= 9


@each_source
def test_an_experiment_has_code_a_report_and_a_rubric_that_adds_up(source):
    cells = source_of(source).cells
    reports = [number for number, cell in enumerate(cells) if is_report(cell)]
    assert reports
    for number in reports:
        code, report = cells[number - 1], cells[number]
        assert grade_id(code).endswith(EXPERIMENT)
        assert REPORT in grade_id(report)
        task = cells[number - 2].source
        rubric = re.findall(r"^\d\. \*\*", task, flags=re.MULTILINE)
        assert len(rubric) == report.metadata.nbgrader.points, "a point for each line of the rubric"


def headings(chapter, lesson):
    """Those of a lesson and of the floor below it; a hint has no formulas."""
    paths = (HERE.parents[1] / "chapters").glob(f"{chapter}*/{lesson}_*.ipynb")
    cells = [cell for path in paths for cell in source_of(path).cells if cell.cell_type == "markdown"]
    text = "\n".join(cell.source for cell in cells).replace("$", "")
    return re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)


@each_question
def test_hints_name_sections_that_exist(source, question):
    tests = questions_of(source)[question].tests.values()
    visible = "\n".join(visible_and_hidden(cell)[0] for cell in tests)
    visible = re.sub(r'"\n\s*(_hint \+= |expect\(.*_hint \+ )"', "", visible)  # a hint in two pieces
    assert re.search(r"Lesson [1-9],", visible), "say where to read again"
    for number, heading in re.findall(r"Lesson (\d), '([^'\n]+)'", visible):
        assert heading in headings(source.parent.name, number)
    for chapter, number, heading in re.findall(r"Chapter (\d), lesson (\d), '([^'\n]+)'", visible):
        assert heading in headings(f"0{chapter}_", number)


@each_source
def test_nothing_is_wrong_with_the_release(source):
    assert faults(source_of(source), generate_once(source)) == []
