"""A first try with the real grader: from a zip of Moodle's to points in its worksheet."""

import copy
import csv
import json

import nbformat
import pytest
from exercise_answers import SOURCES, source_of
from support.handed_in import zipped

from grading.__main__ import main
from grading.questions import grade_id
from grading.release import generate

pytestmark = pytest.mark.usefixtures("sandbox")

ROSTER = "student,name,moodle\nada,Ada,1\ngrace,Grace,2\neve,Eve,3\nzoe,Zoë,4\n"
LEAKING = """SEEN = []


def best_constant(values, weights, q):
    SEEN.append(f"seen {values} {q}")
    print(SEEN)
    raise ValueError(SEEN[-1])
"""


def answered(ours=True, **changed):
    """The student copy with our answers, and with others where they are given."""
    notebook = copy.deepcopy(generate(SOURCES[0]))
    for cell, source in zip(notebook.cells, source_of(SOURCES[0]).cells, strict=True):
        name = grade_id(source)
        if name in changed:
            cell.source = changed[name]
        elif ours and "tests" not in name:
            cell.source = source.source.replace("### BEGIN SOLUTION", "").replace("### END SOLUTION", "")
    return nbformat.writes(notebook).encode()


@pytest.fixture(scope="module")
def graded(tmp_path_factory, patiently):
    """A class of four, imported, graded, reported, exported."""
    root = tmp_path_factory.mktemp("first try")
    course = root / "course"
    course.mkdir()
    (course / "roster.csv").write_text(ROSTER)
    work = {
        "Ada_1": answered(),
        "Grace_2": answered(ours=False),
        "Eve_3": answered(**{"q2-constant": LEAKING}),
        "Zoë_4": b"torn",
    }
    files = {f"{who}_assignsubmission_file/losses.ipynb": data for who, data in work.items()}
    place = zipped(files, root / "in.zip")
    given = ["--course", str(course)]
    assert main(["import", "01_losses", str(place), *given]) == 1
    assert main(["grade", "01_losses", *given, "--workers", "1"]) == 1
    main(["report", "01_losses", *given])
    main(["feedback", "01_losses", *given])
    worksheet = root / "worksheet.csv"
    rows = [f"Participant {number},{name}," for number, name in enumerate(("Ada", "Grace", "Eve", "Zoë"), 1)]
    worksheet.write_text("\r\n".join(["Identifier,Full name,Grade", *rows]))
    main(["export", "01_losses", str(worksheet), *given, "--unfinished"])
    return course


def result(graded, student):
    return json.loads((graded / f"graded/01_losses/{student}.json").read_text())


def page(graded, student):
    return (graded / f"feedback/01_losses/{student}.html").read_text("utf-8")


def test_our_own_answers_an_empty_notebook_and_a_torn_file(graded):
    assert [result(graded, student)["points"] for student in ("ada", "grace", "eve", "zoe")] == [17, 0, 15, 0]
    assert [result(graded, s)["status"] for s in ("ada", "grace", "zoe")] == [
        "graded",
        "graded",
        "unreadable",
    ]
    assert "Not answered yet" in page(graded, "grace")
    assert "could not be read" in page(graded, "zoe")


def test_no_input_of_a_hidden_test_reaches_a_page(graded):
    """Eve's answer says in its error and its output what it was called with."""
    visible = [
        test["message"] for q in result(graded, "eve")["questions"] for test in q["tests"] if test["visible"]
    ]
    assert any("seen [" in text for text in visible), "what her own notebook shows is told"
    assert page(graded, "eve").count("seen [") == sum(text.count("seen [") for text in visible) == 1


def test_the_points_stand_in_the_worksheet(graded):
    with (graded.parent / "worksheet-filled.csv").open(newline="", encoding="utf-8") as file:
        assert [row["Grade"] for row in csv.DictReader(file)] == ["17.00", "0.00", "15.00", "0.00"]


def test_a_second_run_changes_nothing(graded):
    before = {path: path.read_bytes() for path in graded.rglob("*") if path.is_file()}
    given = ["--course", str(graded), "--workers", "1"]
    assert main(["grade", "01_losses", *given, "--again", "--reason", "the same?"]) == 1
    assert {path: path.read_bytes() for path in graded.rglob("*") if path.is_file()} == before
