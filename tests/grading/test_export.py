"""Points go into the very file that the platform exported: into the right rows, and nowhere else."""

import csv
import io

import pytest
from support.results import cell_of, graded, lay_down, question, report, say

from grading.__main__ import main

MOODLE = (
    "\ufeffIdentifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,"
    '"Last modified (submission)","Last modified (grade)","Feedback comments"\r\n'
    'Participant 12,Ada Lovelace,ada@example.org,Submitted,-,20.00,Yes,"3 November 2026, 11:59 PM",-,\r\n'
    "Participant 13,=Grace Hopper,grace@example.org,Submitted,-,20.00,No,-,-,\r\n"
    "Participant 14,Zoë Müller,zoe@example.org,No submission,-,20.00,Yes,-,-,well done\r\n"
)
CANVAS = (
    "Student,ID,SIS Login ID,Section,Losses (77),Final Score\r\n"
    ",,,,Manual Posting,(read only)\r\n"
    "    Points Possible,,,,20,(read only)\r\n"
    '"Lovelace, Ada",7,ada,A,,90\r\n"Hopper, Grace",8,grace,A,EX,-1.5\r\n"Student, Test",99,x,A,,\r\n'
)
ROSTER = "student,name,email,moodle,canvas\nada,Ada Lovelace,ada@example.org,12,7\ngrace,Grace Hopper,,13,8\n"


@pytest.fixture
def course(tmp_path):
    course = tmp_path / "course"
    whole = graded(question("q1", cell_of("f", worth=17.5), cell_of("g", False, False, worth=2.5)))
    lay_down(course, ada=whole, grace=whole)
    (course / "roster.csv").write_text(ROSTER)
    return course


def fill(course, text, *more, encoding="utf-8"):
    path = course.parent / "exported.csv"
    path.write_bytes(text.encode(encoding))
    status = main(["export", "01_losses", str(path), "--course", str(course), *more])
    filled = course.parent / "exported-filled.csv"
    return status, filled.read_bytes().decode(encoding) if filled.exists() else None


def rows(text, delimiter=","):
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter))


def test_moodle_s_worksheet_is_filled_where_it_may_be(course, capsys):
    status, text = fill(course, MOODLE)
    assert status == 1
    assert text.startswith("\ufeffIdentifier,")
    before, after = rows(MOODLE), rows(text)
    changed = [(i, j) for i, row in enumerate(before) for j, cell in enumerate(row) if cell != after[i][j]]
    assert changed == [(1, 4), (2, 1)]
    assert after[1][4] == "17.50"
    assert after[2][1] == "'=Grace Hopper", "a formula is defused, whoever wrote it"
    told = capsys.readouterr().err
    assert "Participant 13: the platform says that the grade cannot be changed" in told
    assert "Participant 14: nothing to fill in" in told


def test_canvas_s_gradebook_keeps_its_odd_rows(course, capsys):
    status, text = fill(course, CANVAS, "--column", "Losses")
    before, after = rows(CANVAS), rows(text)
    assert status == 1
    assert after[3][4] == "17.50"
    after[3][4] = ""
    assert after == before
    assert capsys.readouterr().err == "Hopper, Grace: excused\n"


def test_a_locale_with_semicolons_gets_commas(course):
    german = "Student;ID;Section;Losses (77)\r\n    Points Possible;;;20,0\r\nLovelace, Ada;7;A;\r\n"
    status, text = fill(course, "\ufeff" + german, "--column", "Losses")
    assert status == 1
    assert rows(text, ";")[2] == ["Lovelace, Ada", "7", "A", "17,50"]


def test_headings_of_another_language_are_named(course, capsys):
    german = "ID,Vollständiger Name,Bewertung\r\nTeilnehmer/in 12,Ada Lovelace,\r\n"
    assert fill(course, german) == (2, None)
    assert "--heading identifier=ID --heading grade=Bewertung" in capsys.readouterr().err
    status, text = fill(course, german, "--heading", "identifier=ID", "--heading", "grade=Bewertung")
    assert status == 1
    assert rows(text)[1][2] == "17.50"
    assert fill(course, german, "--heading", "colour=red")[0] == 2


def test_another_maximum_is_no_silent_conversion(course, capsys):
    hundred = MOODLE.replace("20.00", "100.00")
    assert fill(course, hundred) == (2, None)
    assert "the platform's maximum is 100, ours 20: set it there, or --scale" in capsys.readouterr().err
    assert rows(fill(course, hundred, "--scale")[1])[1][4] == "87.50"


@pytest.mark.parametrize("wrong", ["Other", "Loss"])
def test_a_column_that_is_not_there_is_not_made_up(wrong, course, capsys):
    assert fill(course, CANVAS, "--column", wrong) == (2, None)
    assert "Losses (77)" in capsys.readouterr().err
    assert fill(course, CANVAS) == (2, None)


def test_equal_names_get_nobody_s_points(course):
    """Two rows of one name and no number that is known: neither is filled, and neither is guessed."""
    (course / "roster.csv").write_text("student,name\nada,Anna Schmidt\ngrace,Grace Hopper\n")
    text = "Identifier,Full name,Grade\r\nParticipant 1,Anna Schmidt,\r\nParticipant 2,Anna Schmidt,\r\n"
    assert [row[2] for row in rows(fill(course, text + "Participant 3,Grace Hopper,\r\n")[1])][1:] == [
        "",
        "",
        "17.50",
    ]


def test_somebody_else_s_name_and_address_do_not_help(course):
    """Ada is number 12; number 66 only calls herself so, and stands first."""
    first, rest = MOODLE.split("\r\n", 1)
    mallory = "Participant 66,Ada Lovelace,ada@example.org,Submitted,-,20.00,Yes,-,-,\r\n"
    filled = rows(fill(course, f"{first}\r\n{mallory}{rest}")[1])
    assert [row[4] for row in filled[1:3]] == ["-", "17.50"]


def test_a_number_is_no_student_s_own_id(course):
    (course / "roster.csv").write_text("student,name,moodle\nada,Ada Lovelace,55\ngrace,Grace,\n")
    lay_down(course, **{"12": graded(question("q1", cell_of("f", worth=20.0)))})
    (course / "roster.csv").write_text("student,name,moodle\n12,Twelve,99\nada,Ada,55\ngrace,Grace,\n")
    text = "Identifier,Full name,Grade\r\nParticipant 12,Nobody,\r\n"
    assert rows(fill(course, text)[1])[1][2] == ""


def test_without_a_roster_what_the_import_saw_is_enough(course):
    (course / "roster.csv").unlink()
    lay_down(course, **{"14": graded(question("q1", cell_of("f", worth=20.0)))})
    say(course, "14", platform="moodle", number="14", name="Zoe")
    assert rows(fill(course, MOODLE)[1])[3][4] == "20.00"


def test_marks_that_are_not_final_stay_at_home(course, capsys):
    waiting = graded(question("q1", cell_of("f", worth=17.0)), manual=[report()])
    lay_down(course, ada=waiting, grace={**waiting, "status": "please look"})
    assert fill(course, MOODLE) == (2, None)
    assert "no mark of 01_losses is final" in capsys.readouterr().err
    assert rows(fill(course, MOODLE, "--unfinished")[1])[1][4] == "17.00"


def test_a_dry_run_writes_nothing(course):
    assert fill(course, MOODLE, "--dry-run") == (1, None)
