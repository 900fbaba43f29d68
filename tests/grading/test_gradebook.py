"""The course folder of nbgrader's own users, and a release from a bank of one's own."""

import copy
import sqlite3

import nbformat
import pytest
from exercise_answers import SOURCES, name, source_of

from grading.__main__ import main
from grading.markup import mistakes
from grading.questions import grade_id, points, read


def test_nbgrader_s_gradebook_knows_the_cells_and_our_copies_stand_in_its_release(tmp_path):
    course, out = tmp_path / "course", tmp_path / "out"
    bank = tmp_path / "bank/01_losses"
    bank.mkdir(parents=True)
    nbformat.write(source_of(SOURCES[0]), bank / "losses.ipynb")
    given = ["release", str(out), "--source", str(bank.parent), "--gradebook", str(course)]
    assert main([*given, "--dry-run"]) == 0
    assert not course.exists()
    assert not out.exists()
    for _ in range(2):  # a second time, too
        assert main(given) == 0
    with sqlite3.connect(course / "gradebook.db") as book:
        assert book.execute("select name from assignment").fetchall() == [("01_losses",)]
        ((total,),) = book.execute("select sum(max_score) from grade_cells").fetchall()
    assert total == points(source_of(SOURCES[0]))
    ours, theirs = out / "01_losses/losses.ipynb", course / "release/01_losses/losses.ipynb"
    assert ours.read_bytes() == theirs.read_bytes()
    assert any("raises-exception" in cell.metadata.get("tags", []) for cell in read(theirs).cells)
    hidden = [
        cell for cell in read(course / "source/01_losses/losses.ipynb").cells if "HIDDEN" in cell.source
    ]
    assert hidden


def never_end(cells, _):
    cells["q1-huber"].source = cells["q1-huber"].source.replace("### END SOLUTION", "")


def never_begin(cells, _):
    cells["q3-line"].source = cells["q3-line"].source.replace("### BEGIN SOLUTION", "")


def never_end_hidden_tests(cells, _):
    tests = cells["q3-line-tests-fit_line"]
    tests.source = tests.source.replace("### END HIDDEN TESTS", "")


def give_an_id_twice(cells, _):
    cells["q2-constant"].metadata.nbgrader.grade_id = "q1-huber"


def solve_it_in_the_text(_, notebook):
    notebook.cells[0].source += "\n### BEGIN SOLUTION\nthe clipped residual\n### END SOLUTION"


def hide_tests_in_an_answer(cells, _):
    cells["q3-line"].source += "\n### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS"


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (never_end, "q1-huber: BEGIN SOLUTION stands before END SOLUTION"),
        (never_begin, "q3-line: END SOLUTION has no BEGIN"),
        (never_end_hidden_tests, "q3-line-tests-fit_line: BEGIN HIDDEN TESTS has no END"),
        (give_an_id_twice, "q1-huber: 2 cells have this id"),
        (solve_it_in_the_text, "title: a solution stands in a cell that is not marked as one"),
        (hide_tests_in_an_answer, "q3-line: hidden tests stand in a cell that is not marked as tests"),
    ],
)
def test_a_mistake_in_the_markup_is_refused_and_named(spoil, told, tmp_path, capsys):
    notebook = copy.deepcopy(source_of(SOURCES[0]))
    spoil({grade_id(cell): cell for cell in notebook.cells}, notebook)
    path = tmp_path / "bank/01_losses/losses.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)
    assert main(["release", str(tmp_path / "out"), "--source", str(tmp_path / "bank")]) == 1
    assert told in capsys.readouterr().err
    assert not list(tmp_path.glob("out/**/*.ipynb"))


@pytest.mark.parametrize("source", SOURCES, ids=name)
def test_our_own_notebooks_have_no_such_mistake(source):
    assert list(mistakes(source_of(source))) == []


def test_an_empty_bank_is_said(tmp_path, capsys):
    assert main(["release", str(tmp_path / "out"), "--source", str(tmp_path)]) == 2
    assert "there is no notebook ASSIGNMENT/NOTEBOOK.ipynb" in capsys.readouterr().err
