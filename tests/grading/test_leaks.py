"""The check of a release: each planted fault has to be found, with the name of its cell."""

import copy
import functools

import nbformat
import pytest
from nbgrader.converters.base import NbGraderException
from planted_leaks import (
    attach_it,
    begin_too_late,
    end_too_early,
    forget_a_test,
    forget_the_answer_cell,
    hide_errors,
    lean_on,
    no_hidden_tests,
    no_python,
    only_a_comment,
    put_tests_first,
    repeat_a_hidden_test,
    replace_a_stub,
    space_it_otherwise,
    take_a_name,
    tell_it_in_the_metadata,
    tell_it_in_the_text,
    unlocked,
    unmark_the_cell,
    without_by_hand,
    worth_nothing,
)

from grading.leaks import faults
from grading.questions import grade_id, read
from grading.release import generate, release, sources

SOURCE = sources()[0]
generated = functools.cache(generate)


def planted(tmp_path, change):
    """The faults that are found after ``change`` has spoilt a copy of the source."""
    notebook = copy.deepcopy(read(SOURCE))
    change({grade_id(cell): cell for cell in notebook.cells}, notebook)
    path = tmp_path / SOURCE.parent.name / SOURCE.name
    path.parent.mkdir()
    nbformat.write(notebook, path)
    return faults(read(path), generate(path))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (unmark_the_cell, "q1-huber: tolerant_loss is not a stub"),
        (begin_too_late, "q1-huber: tolerant_loss_grad is not a stub"),
        (replace_a_stub("async def later(x):\n    return x"), "q2-constant: later is not a stub"),
        (replace_a_stub("my = lambda x: x"), "q2-constant: a lambda is not a stub: lambda x: x"),
        (replace_a_stub("factor = 0.5"), "q2-constant: it stands outside the markers: factor = 0.5"),
        (tell_it_in_the_text, "title: a line of q1-huber is left: counts"),
        (space_it_otherwise, "title: a line of q1-huber is left: counts"),
        (tell_it_in_the_metadata, "title: a line of q1-huber is left in its metadata or attachments: counts"),
        (attach_it, "title: a line of q1-huber is left in its metadata or attachments: counts"),
        (repeat_a_hidden_test, "q1-huber-tests-tolerant_loss: a line of q2-constant-tests-best_constant"),
        (forget_a_test, "q3-line: fit_line has no cell of tests, q3-line-tests-fit_line"),
        (only_a_comment, "q3-line-tests-fit_line: it has no visible tests"),
        (no_hidden_tests, "q3-line-tests-fit_line: it has no hidden tests"),
        (without_by_hand, "q3-line-tests-fit_line: the visible tests do not call by_hand(fit_line)"),
        *(
            (take_a_name(code), f"q3-line-tests-fit_line: a student's {name} would be overwritten: call it _")
            for code, name in [
                ("density = 1", "density"),
                ("for _a, (gap, _b) in ():\n    pass", "gap"),
                ("def inside():\n    pass", "inside"),
                ("if (slopes := 1):\n    pass", "slopes"),
                ("import math as m", "m"),
            ]
        ),
        *(
            (
                lean_on(function),
                f"q6-threshold-tests-cheapest_threshold: it leans on {function}, which a student",
            )
            for function in ("cost_threshold", "total_cost", "check_gradient", "images", "abs")
        ),
        (worth_nothing, "q3-line-tests-fit_line: it is worth no points"),
        (unlocked, "q3-line-tests-fit_line: students can change these tests"),
        (put_tests_first, "q3-line-tests-fit_line: it stands above its answer cell q3-line"),
        (hide_errors, "q3-line-tests-fit_line: the release sets the tag raises-exception"),
        (forget_the_answer_cell, "q3-line-tests-fit_line: these tests belong to no question"),
        (end_too_early, "q2-constant-tests-best_constant: a test stands below the hidden ones"),
        (no_python, "q1-huber: line"),
    ],
)
def test_a_planted_fault_is_found(change, message, tmp_path):
    found = planted(tmp_path, change)
    assert any(fault.startswith(message) for fault in found), found


@pytest.mark.parametrize("magic", ["%%time\n", "%matplotlib inline\n", "!ls\n", "%%capture out\n"])
def test_magics_of_ipython_are_no_fault(magic, tmp_path):
    def use_magic(cells, _):
        cells["q3-symptoms"].source = magic + cells["q3-symptoms"].source

    assert planted(tmp_path, use_magic) == []


def test_an_answer_behind_a_magic_is_read_too(tmp_path):
    def use_magic(cells, _):
        cells["q3-line"].source = "%%time\nslope = 3\n" + cells["q3-line"].source

    assert planted(tmp_path, use_magic) == ["q3-line: it stands outside the markers: slope = 3"]


@pytest.mark.parametrize(
    ("leftover", "message"),
    [
        ({"source": "### END SOLUTION"}, "a marker is left"),
        ({"source": "# BEGIN HIDDEN TESTS"}, "a marker is left"),
        ({"outputs": [nbformat.v4.new_output("stream", text="2.5")]}, "an output is left"),
    ],
)
def test_a_leftover_in_the_copy_is_found(leftover, message):
    student_copy = copy.deepcopy(generated(SOURCE))
    next(cell for cell in student_copy.cells if cell.id == "test-tools").update(leftover)
    assert faults(read(SOURCE), student_copy) == [f"test-tools: {message}"]


def never_end(cells, _):
    cells["q1-huber"].source = cells["q1-huber"].source.replace("### END SOLUTION", "")


def give_an_id_twice(cells, _):
    cells["q2-constant"].metadata.nbgrader.grade_id = "q1-huber"


def solve_it_in_the_text(_, notebook):
    notebook.cells[0].source += "\n### BEGIN SOLUTION\nthe clipped residual\n### END SOLUTION"


@pytest.mark.parametrize("change", [never_end, give_an_id_twice, solve_it_in_the_text])
def test_nbgrader_stops_at_faulty_markup(change, tmp_path):
    with pytest.raises(NbGraderException):
        planted(tmp_path, change)


def test_a_faulty_notebook_is_not_released(tmp_path, monkeypatch):
    monkeypatch.setattr("grading.release.faults", lambda source, copy: ["q1: a fault"])
    with pytest.raises(ValueError, match="q1: a fault"):
        release(SOURCE, tmp_path)
    assert not list(tmp_path.iterdir())
