"""The proof that every exercise question is sound: right answers pass, wrong ones fail, nothing leaks.

Questions run in this process, each answer in its own namespace: the cells given to the student, then the
answer, then the tests. Wrong answers lie in ``wrong_answers/<assignment>/<question>.py``, one section each;
answers that mean harm in ``hostile_answers``, ordered the same way; right answers that differ from ours in
``right_answers/<assignment>.py``, one section for each question.
"""

import ast
import contextlib
import copy
import functools
import importlib.util
import io
import re
import types
import warnings
from pathlib import Path

import matplotlib
import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from nbgrader.converters.base import NbGraderException

matplotlib.use("Agg")

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SOURCES = sorted((ROOT / "exercises" / "source").glob("*/*.ipynb"))
FOOLS = "fools the visible tests"
SECOND = "needs a second process"
GIVEN_MODULES = {f"course_lib.{name}" for name in ("datasets", "exercise_tools", "gradcheck", "show")}

_spec = importlib.util.spec_from_file_location("make_release", ROOT / "tools" / "make_release.py")
make_release = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(make_release)

read = functools.cache(make_release.read)
generate = functools.cache(make_release.generate)
QUESTIONS = [(source, question) for source in SOURCES for question in make_release.questions(read(source))]


def name(value):
    """A short test id."""
    return value.parent.name if isinstance(value, Path) else getattr(value, "__name__", str(value))


each_source = pytest.mark.parametrize("source", SOURCES, ids=name)
each_question = pytest.mark.parametrize(("source", "question"), QUESTIONS, ids=name)


def cell(notebook, grade_id):
    return next(cell for cell in notebook.cells if make_release.grade_id(cell) == grade_id)


def sections(path):
    """The answers in a file: title -> code, split where a line begins with ``# %%``."""
    parts = re.split(r"^# %% (.+)\n", path.read_text(), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def answers(kind, source, question):
    """The answers to one question in ``wrong_answers`` or ``hostile_answers``."""
    path = HERE / kind / source.parent.name / f"{question.replace('-', '_')}.py"
    return sections(path) if path.exists() else {}


def all_answers(kind):
    return [(*pair, title) for pair in QUESTIONS for title in answers(kind, *pair)]


def is_given(cell):
    nbgrader = cell.metadata.get("nbgrader", {})
    locked = nbgrader.get("locked") and not nbgrader.get("grade")
    return cell.cell_type == "code" and (cell.id == "setup" or locked)


@functools.cache
def given(source):
    """The namespace after all cells that are given to the student."""
    names = {"__name__": "__main__"}
    for cell in filter(is_given, read(source).cells):
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(cell.source, cell.id, "exec"), names)
    return names


def fresh(source):
    """A namespace of its own: arrays are copied, and given functions look their names up in it."""
    names = {}
    for name, value in given(source).items():
        if isinstance(value, np.ndarray):
            value = value.copy()
        elif isinstance(value, types.FunctionType) and value.__globals__ is given(source):
            value = types.FunctionType(value.__code__, names, name, value.__defaults__, value.__closure__)
        names[name] = value
    return names


def grade(source, question, answer):
    """What the visible and the hidden tests raise for an answer; None where they pass."""
    names = fresh(source)
    raised = []
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        exec(compile(answer, "answer", "exec"), names)
        for kind in (make_release.VISIBLE, make_release.HIDDEN):
            try:
                exec(compile(cell(read(source), question + kind).source, question + kind, "exec"), names)
                raised.append(None)
            except Exception as error:
                raised.append(error)
    return raised


# every question


@each_question
def test_the_solution_passes(source, question):
    assert grade(source, question, cell(read(source), question).source) == [None, None]


@each_question
def test_a_right_answer_of_another_kind_passes(source, question):
    others = sections(HERE / "right_answers" / f"{source.parent.name}.py")
    assert grade(source, question, "import numpy as np\n" + others[question]) == [None, None]


@each_question
def test_the_empty_stub_fails(source, question):
    raised = grade(source, question, cell(generate(source), question).source)
    assert [type(error) for error in raised] == [NotImplementedError, NotImplementedError]


@pytest.mark.parametrize(("source", "question", "title"), all_answers("wrong_answers"), ids=name)
def test_a_wrong_answer_fails(source, question, title):
    visible, hidden = grade(source, question, answers("wrong_answers", source, question)[title])
    if title.startswith(FOOLS):
        assert visible is None, f"the visible tests were not fooled: {visible}"
    else:
        assert isinstance(visible, (AssertionError, ValueError)), (
            "the visible tests should have said something"
        )
        assert str(visible), "a failing test has to explain itself"
    assert isinstance(hidden, (AssertionError, ValueError))


@each_question
def test_there_are_enough_wrong_answers(source, question):
    titles = answers("wrong_answers", source, question)
    assert len(titles) >= 3
    assert any(title.startswith(FOOLS) for title in titles)


@each_source
def test_every_file_of_answers_belongs_to_a_question(source):
    ours = {question.replace("-", "_") for question in make_release.questions(read(source))}
    wrong, hostile = (
        {path.stem for path in (HERE / kind / source.parent.name).glob("*.py")}
        for kind in ("wrong_answers", "hostile_answers")
    )
    assert wrong == ours
    assert hostile
    assert hostile <= ours


@each_source
def test_twenty_points_in_six_to_eight_questions(source):
    assert make_release.points(read(source)) == 20
    assert 6 <= len(make_release.questions(read(source))) <= 8


def headings(lesson):
    text = "\n".join(cell.source for cell in read(lesson).cells if cell.cell_type == "markdown")
    return re.findall(r"^#+ (.+)$", text.replace("$", ""), flags=re.MULTILINE)  # a hint has no formulas


@each_question
def test_hints_name_sections_that_exist(source, question):
    lessons = sorted((ROOT / "chapters" / source.parent.name).glob("*.ipynb"))
    visible = cell(read(source), question + make_release.VISIBLE).source
    assert re.search(r"Lesson [1-3],", visible), "say where to read again"
    for number, heading in re.findall(r"Lesson (\d), '([^'\n]+)'", visible):
        assert heading in headings(lessons[int(number) - 1])


# the student copy


@each_source
def test_nothing_leaks(source):
    assert make_release.faults(read(source), generate(source)) == []


@each_source
def test_the_copy_differs_from_the_source_in_solutions_and_hidden_tests_alone(source):
    for ours, theirs in zip(read(source).cells, generate(source).cells, strict=True):
        if make_release.grade_id(ours).endswith(make_release.HIDDEN):
            assert theirs.source == ours.source.split("\n### BEGIN")[0]
        elif ours.metadata.get("nbgrader", {}).get("solution"):
            stub = "    # YOUR CODE HERE\n    raise NotImplementedError()"
            assert theirs.source == make_release.REGION.sub(stub, ours.source)
        else:
            assert theirs.source == ours.source


@each_source
def test_the_copy_imports_what_course_lib_brings_and_no_more(source):
    code = "\n".join(
        cell.source for cell in generate(source).cells if cell.cell_type == "code" and cell.id != "setup"
    )
    imports = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {getattr(node, "module", None) or node.names[0].name for node in imports}
    assert {name.split(".")[0] for name in names} <= {"sys", "numpy", "matplotlib", "sklearn", "course_lib"}
    assert {name for name in names if name.startswith("course_lib")} <= GIVEN_MODULES


@each_source
def test_the_copy_runs_as_a_plain_notebook(source, tmp_path):
    notebook = copy.deepcopy(generate(source))
    nbformat.validate(notebook)
    client = NotebookClient(
        notebook, timeout=60, allow_errors=True, resources={"metadata": {"path": tmp_path}}
    )
    client.execute()
    for cell in notebook.cells:
        if cell.cell_type == "code":
            errors = [output.ename for output in cell.outputs if output.output_type == "error"]
            needs_answer = cell.id.endswith(make_release.VISIBLE) or "uses-answers" in cell.metadata.get(
                "tags", []
            )
            assert errors == ["NotImplementedError"] * needs_answer, cell.id


def test_the_release_can_keep_a_copy_somebody_worked_in(tmp_path):
    copies = [tmp_path / source.parent.name / source.name for source in SOURCES]
    worked_in = copies[0]
    worked_in.parent.mkdir()
    worked_in.write_text("my answers")
    make_release.main(["--keep", str(tmp_path)])
    assert worked_in.read_text() == "my answers"
    assert all(copy.exists() for copy in copies)
    make_release.main([str(tmp_path)])
    assert worked_in.read_text() != "my answers"


def test_the_release_is_repeatable_and_leaves_nothing_behind(tmp_path):
    before = sorted((ROOT / "exercises").rglob("*"))
    for folder in ("one", "two"):
        make_release.main([str(tmp_path / folder)])
    one, two = (sorted(path for path in (tmp_path / f).rglob("*") if path.is_file()) for f in ("one", "two"))
    assert [path.parts[-2:] for path in one] == [source.parts[-2:] for source in SOURCES]
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]
    assert sorted((ROOT / "exercises").rglob("*")) == before


# the checker itself: each planted fault has to be found


def planted(source, tmp_path, change):
    """The faults that are found after ``change`` has spoilt a copy of the source."""
    notebook = copy.deepcopy(read(source))
    change({make_release.grade_id(cell): cell for cell in notebook.cells}, notebook)
    path = tmp_path / source.parent.name / source.name
    path.parent.mkdir()
    nbformat.write(notebook, path)
    return make_release.faults(make_release.read(path), make_release.generate(path))


def unmark_the_cell(cells, _):
    answer = cells["q1-huber"]
    answer.metadata.nbgrader.solution = False
    answer.source = re.sub(r" *### (BEGIN|END) SOLUTION\n?", "", answer.source)


def begin_too_late(cells, _):
    first = "    distance = np.abs(predictions - targets)\n"
    answer = cells["q1-huber"]
    answer.source = answer.source.replace(
        f"    ### BEGIN SOLUTION\n{first}", f"{first}    ### BEGIN SOLUTION\n", 1
    )


def solve_it_twice(cells, _):
    solution = make_release.REGION.search(cells["q1-huber"].source)[2]
    cells["q1-huber-visible-tests"].source += "\n" + solution.replace("    ", "").replace(
        "return", "answer ="
    )


def tell_it_in_the_text(_, notebook):
    notebook.cells[0].source += "\n\n    delta * (distance - delta / 2)).mean()"
    line = "return np.clip(predictions - targets, -delta, delta) / np.size(predictions)"
    notebook.cells[1].source += f"\n\n    {line}"


def end_too_early(cells, _):
    tests = cells["q1-huber-hidden-tests"]
    tests.source = tests.source.replace("\n### END HIDDEN TESTS", "") + "\n### END HIDDEN TESTS\nassert huber"


def repeat_a_hidden_test(cells, _):
    hidden = make_release.REGION.search(cells["q2-constant-hidden-tests"].source)[2]
    cells["q2-constant-visible-tests"].source += "\n" + hidden


def forget_a_test(cells, notebook):
    notebook.cells.remove(cells["q3-line-hidden-tests"])


def write_only_a_comment(cells, _):
    cells["q3-line-visible-tests"].source = "# assert that the line fits"


def worth_nothing(cells, _):
    cells["q3-line-hidden-tests"].metadata.nbgrader.points = 0


def forget_the_answer_cell(cells, notebook):
    notebook.cells.remove(cells["q4-cross-entropy"])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (unmark_the_cell, "q1-huber: huber is not a stub"),
        (begin_too_late, "q1-huber: huber is not a stub"),
        (solve_it_twice, "q1-huber-visible-tests: a line of q1-huber is left"),
        (tell_it_in_the_text, "how-it-works: a line of q1-huber is left"),
        (end_too_early, "q1-huber-hidden-tests: a hidden test stands outside its markers"),
        (repeat_a_hidden_test, "q2-constant-visible-tests: a line of q2-constant-hidden-tests is left"),
        (forget_a_test, "q3-line: it has no cell of hidden tests"),
        (write_only_a_comment, "q3-line: it has no cell of visible tests"),
        (worth_nothing, "q3-line-hidden-tests: it is worth no points"),
        (forget_the_answer_cell, "q4-cross-entropy-hidden-tests: these tests belong to no question"),
    ],
    ids=name,
)
def test_a_planted_fault_is_found(change, message, tmp_path):
    found = planted(SOURCES[0], tmp_path, change)
    assert any(fault.startswith(message) for fault in found), found


@pytest.mark.parametrize(
    ("leftover", "message"),
    [
        ({"source": "### END SOLUTION"}, "a marker is left"),
        ({"source": "# BEGIN HIDDEN TESTS"}, "a marker is left"),
        ({"outputs": [nbformat.v4.new_output("stream", text="2.5")]}, "an output is left"),
    ],
)
def test_a_leftover_in_the_copy_is_found(leftover, message):
    student_copy = copy.deepcopy(generate(SOURCES[0]))
    cell(student_copy, "test-tools").update(leftover)
    assert make_release.faults(read(SOURCES[0]), student_copy) == [f"test-tools: {message}"]


def never_end(cells, _):
    cells["q1-huber"].source = cells["q1-huber"].source.replace("### END SOLUTION", "")


def give_an_id_twice(cells, _):
    cells["q2-constant"].metadata.nbgrader.grade_id = "q1-huber"


def solve_it_in_the_text(_, notebook):
    notebook.cells[0].source += "\n### BEGIN SOLUTION\nthe clipped residual\n### END SOLUTION"


@pytest.mark.parametrize("change", [never_end, give_an_id_twice, solve_it_in_the_text], ids=name)
def test_nbgrader_stops_at_faulty_markup(change, tmp_path):
    with pytest.raises(NbGraderException):
        planted(SOURCES[0], tmp_path, change)


def test_a_faulty_notebook_is_not_released(tmp_path, monkeypatch):
    monkeypatch.setattr(make_release, "faults", lambda source, copy: ["q1: a fault"])
    with pytest.raises(SystemExit, match="a fault"):
        make_release.release(SOURCES[0], tmp_path)
    assert not list(tmp_path.iterdir())


# answers that mean harm


HOSTILE = all_answers("hostile_answers")
REFUSED = [triple for triple in HOSTILE if not triple[-1].startswith(SECOND)]
NOT_REFUSED = [triple for triple in HOSTILE if triple[-1].startswith(SECOND)]


@pytest.mark.parametrize(("source", "question", "title"), REFUSED, ids=name)
def test_a_hostile_answer_is_refused(source, question, title):
    visible, hidden = grade(source, question, answers("hostile_answers", source, question)[title])
    assert hidden is not None
    assert (visible is None) == title.startswith(FOOLS), visible


@pytest.mark.parametrize(("source", "question", "title"), NOT_REFUSED, ids=name)
def test_what_only_a_second_process_can_refuse(source, question, title, monkeypatch):
    """Tests that share a process with the answer are fooled by these; the grader must not be."""
    monkeypatch.setattr(np, "allclose", np.allclose)  # put back afterwards
    assert grade(source, question, answers("hostile_answers", source, question)[title]) == [None, None]
