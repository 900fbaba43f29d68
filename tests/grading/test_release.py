"""The students' copies: what they hold, what they leave out, and that *Run All* runs through them."""

import ast
import contextlib
import functools
import io
import sys

import nbformat
import pytest
from exercise_answers import SOURCES, name, questions_of, source_of
from nbclient import NotebookClient
from nbgrader.utils import determine_grade

from grading.__main__ import main
from grading.questions import (
    REGION,
    grade_id,
    is_answer,
    is_tests,
    nbgrader,
    needs_answer,
    visible_and_hidden,
)
from grading.release import generate
from grading.sources import EXERCISES

# backprop gives its Value, which a question extends, cnn the convolution that tests compare with, optim the
# Adam of what a question gives; by_hand refuses an answer that leans on them
GIVEN_MODULES = {
    f"course_lib.{name}"
    for name in ("backprop", "cnn", "datasets", "exercise_tools", "gradcheck", "optim", "show")
}
generated = functools.cache(generate)
each_source = pytest.mark.parametrize("source", SOURCES, ids=name)


@each_source
def test_the_copy_differs_from_the_source_in_solutions_and_hidden_tests_alone(source):
    for ours, theirs in zip(source_of(source).cells, generated(source).cells, strict=True):
        if is_tests(ours):
            assert theirs.source.strip() == visible_and_hidden(ours)[0].strip()
        elif nbgrader(ours).get("solution"):
            indent = "" if "-experiment" in grade_id(ours) else "    "
            stub = f"{indent}# YOUR CODE HERE\n{indent}raise NotImplementedError()"
            stub = "YOUR ANSWER HERE" if ours.cell_type == "markdown" else stub
            assert theirs.source == REGION.sub(stub, ours.source)
        else:
            assert theirs.source == ours.source


@each_source
def test_the_copy_imports_what_course_lib_brings_and_no_more(source):
    code = "\n".join(
        cell.source for cell in generated(source).cells if cell.cell_type == "code" and cell.id != "setup"
    )
    imports = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {getattr(node, "module", None) or node.names[0].name for node in imports}
    known = {*sys.stdlib_module_names, "numpy", "matplotlib", "sklearn", "course_lib"}
    assert {name.split(".")[0] for name in names} <= known
    assert {name for name in names if name.startswith("course_lib")} <= GIVEN_MODULES


@each_source
def test_run_all_runs_through_the_copy(source):
    """Cells raise where an answer is missing; they and the answers have the tag that lets *Run All* go on."""
    names = {"__name__": "__main__"}
    nbformat.validate(generated(source))
    for cell in generated(source).cells:
        if cell.cell_type == "code":
            raised = None
            try:
                with contextlib.redirect_stdout(io.StringIO()):
                    exec(compile(cell.source, cell.id, "exec"), names)
            except NotImplementedError as error:
                raised = error
            tagged = "raises-exception" in cell.metadata.get("tags", [])
            assert (raised is not None) == needs_answer(cell), cell.id
            assert tagged == (needs_answer(cell) or is_answer(cell)), cell.id


@each_source
def test_our_own_answers_run_from_top_to_bottom(source):
    """Everything, the cells between the questions too, as an instructor runs it."""
    names = {"__name__": "__main__"}
    with contextlib.redirect_stdout(io.StringIO()):
        for cell in source_of(source).cells:
            if cell.cell_type == "code":
                exec(compile(cell.source, cell.id, "exec"), names)


def test_a_slip_in_an_answer_stops_neither_run_all_nor_the_grading(tmp_path):
    """An answer that is no Python costs its own points and no others."""
    notebook = nbformat.from_dict(
        {**generated(SOURCES[0]), "cells": list(map(dict, source_of(SOURCES[0]).cells))}
    )
    for cell, released in zip(notebook.cells, generated(SOURCES[0]).cells, strict=True):
        cell.metadata = released.metadata
        if grade_id(cell) == "q2-constant":
            cell.source += "\nreturn the mean"
    NotebookClient(notebook, timeout=None, resources={"metadata": {"path": tmp_path}}).execute()
    points = {grade_id(cell): determine_grade(cell) for cell in notebook.cells if is_tests(cell)}
    lost = {cell for cell, (earned, possible) in points.items() if earned != possible}
    assert lost == {"q2-constant-tests-best_constant"}


def test_nbgrader_pays_a_function_as_a_whole_and_for_no_warning(tmp_path):
    """One submission in a kernel: warnings and progress cost nothing, a hard-coded answer earns nothing."""
    source, noisy, fixed = SOURCES[0], "q8-laplace", "q1-huber"
    notebook = nbformat.from_dict({**source_of(source), "cells": list(map(dict, source_of(source).cells))})
    for cell in notebook.cells:
        if grade_id(cell) == noisy:
            noise = (
                "    print('progress', file=sys.stderr)\n    import warnings\n    warnings.warn('almost 0')\n"
            )
            cell.source = cell.source.replace("    ### BEGIN SOLUTION\n", noise)
        if grade_id(cell) == fixed:
            cell.source += "\n\ndef tolerant_loss_grad(*_):\n    return np.array([-0.5 / 3, 0, 0.25])\n"
    folder = {"metadata": {"path": tmp_path}}
    NotebookClient(notebook, timeout=None, allow_errors=True, resources=folder).execute()
    points = {grade_id(cell): determine_grade(cell) for cell in notebook.cells if is_tests(cell)}
    lost = {cell for cell, (earned, possible) in points.items() if earned != possible}
    assert lost == {"q1-huber-tests-tolerant_loss_grad"}
    assert points["q1-huber-tests-tolerant_loss_grad"][0] == 0
    told = [out.text for c in notebook.cells if is_tests(c) and noisy in c.id for out in c.outputs]
    assert any("almost 0" in text for text in told), "the warning is shown all the same"


def test_the_release_can_keep_a_copy_somebody_worked_in(tmp_path):
    copies = [tmp_path / source.parent.name / source.name for source in SOURCES]
    worked_in = copies[0]
    worked_in.parent.mkdir()
    worked_in.write_text("my answers")
    assert main(["release", "--keep", str(tmp_path)]) == 0
    assert worked_in.read_text() == "my answers"
    assert all(copy.exists() for copy in copies)
    assert main(["release", str(tmp_path)]) == 0
    assert worked_in.read_text() != "my answers"


def test_one_faulty_notebook_is_named_and_the_others_are_released(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(
        "grading.release.faults", lambda source, copy: ["q1: a fault"] * (len(source.cells) % 2)
    )
    odd = [source for source in SOURCES if len(source_of(source).cells) % 2]
    assert main(["release", str(tmp_path)]) == bool(odd)
    assert capsys.readouterr().err.count("q1: a fault") == len(odd)
    assert len(list(tmp_path.rglob("*.ipynb"))) == len(SOURCES) - len(odd)


def test_the_release_is_repeatable_and_leaves_nothing_behind(tmp_path):
    before = sorted(EXERCISES.rglob("*"))
    for folder in ("one", "two"):
        assert main(["release", str(tmp_path / folder)]) == 0
    one, two = (sorted(path for path in (tmp_path / f).rglob("*") if path.is_file()) for f in ("one", "two"))
    assert [path.parts[-2:] for path in one] == [source.parts[-2:] for source in SOURCES]
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]
    assert sorted(EXERCISES.rglob("*")) == before


@each_source
def test_every_function_is_paid_once(source):
    for question in questions_of(source).values():
        assert all(nbgrader(cell)["points"] >= 1 for cell in question.tests.values())
