"""A submission with copied and missing cells is made whole, and what a student wrote stays."""

import copy

import nbformat
import pytest
from exercise_answers import SOURCES

from grading.__main__ import main
from grading.questions import grade_id, is_tests
from grading.release import generate
from grading.repair import repair

SOURCE = next(source for source in SOURCES if source.name == "backprop.ipynb")
RELEASE = generate(SOURCE)


def at(notebook, name):
    return next(i for i, cell in enumerate(notebook.cells) if grade_id(cell) == name)


def named(notebook):
    return [grade_id(cell) for cell in notebook.cells if grade_id(cell)]


@pytest.fixture
def submission():
    notebook = copy.deepcopy(RELEASE)
    notebook.cells[at(notebook, "q4-gate")].source = "def gated_backward(*given):\n    return 'mine'"
    return notebook


def test_a_whole_submission_stays_as_it_is(submission):
    before = copy.deepcopy(submission)
    assert repair(submission, RELEASE) == []
    assert submission == before


def test_a_copy_loses_its_name_and_keeps_its_code(submission):
    place = at(submission, "q4-gate")
    submission.cells.insert(place + 1, copy.deepcopy(submission.cells[place]))
    (told,) = repair(submission, RELEASE)
    assert "copy of q4-gate" in told
    assert named(submission) == named(RELEASE)
    assert submission.cells[place + 1].source == submission.cells[place].source
    assert len({cell.id for cell in submission.cells}) == len(submission.cells)


def delete(notebook, name):
    del notebook.cells[at(notebook, name)]


def merge(notebook, name):
    place = at(notebook, name)
    notebook.cells[place - 1].source += "\n\n" + notebook.cells[place].source
    del notebook.cells[place]


@pytest.mark.parametrize("lose", [delete, merge])
@pytest.mark.parametrize("name", [grade_id(cell) for cell in RELEASE.cells if is_tests(cell)])
def test_a_cell_of_tests_comes_back_below_its_answer(submission, lose, name):
    lose(submission, name)
    (told,) = repair(submission, RELEASE)
    assert f"{name} was missing" in told
    assert named(submission) == named(RELEASE)
    assert "'mine'" in submission.cells[at(submission, "q4-gate")].source
    nbformat.validate(submission)


def test_cells_that_are_given_come_back_too_and_answers_do_not(submission):
    for name in ("imports", "test-names", "q5-pairs", "q4-gate", "q4-gate-tests-gated_backward"):
        delete(submission, name)
    assert len(repair(submission, RELEASE)) == 4
    assert named(submission) == [name for name in named(RELEASE) if name != "q4-gate"]


def test_the_command_repairs_what_was_collected(submission, tmp_path, capsys):
    path = tmp_path / "ada" / SOURCE.parent.name / SOURCE.name
    path.parent.mkdir(parents=True)
    delete(submission, "q4-gate-tests-gated_backward")
    nbformat.write(submission, path)
    assert main(["repair", str(tmp_path)]) == 0
    assert "gated_backward was missing" in capsys.readouterr().out
    assert named(nbformat.read(path, as_version=4)) == named(RELEASE)
    assert main(["repair", str(tmp_path / "nobody")]) == 1
