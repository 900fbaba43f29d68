"""What was handed in finds its student, in each platform's own way of naming it."""

import json
import os

import pytest
from support.handed_in import NAMES, ROSTER, folder, notebook, zipped

from grading.__main__ import main

ASSIGNMENT = "01_losses"


@pytest.fixture
def course(tmp_path):
    root = tmp_path / "course"
    root.mkdir()
    (root / "roster.csv").write_text(ROSTER, "utf-8")
    return root


def bring_in(place, course, *more):
    return main(["import", ASSIGNMENT, str(place), "--course", str(course), *map(str, more)])


def submitted(course):
    """Student → the bytes of the notebook."""
    found = (course / "submitted").glob(f"*/{ASSIGNMENT}/losses.ipynb")
    return {path.parts[-3]: path.read_bytes() for path in found}


def meta(course, student):
    return json.loads((course / f"graded/{ASSIGNMENT}/{student}.meta.json").read_text())


@pytest.mark.parametrize("pack", [zipped, folder])
@pytest.mark.parametrize("name", NAMES)
def test_each_format_finds_its_student(name, pack, course, tmp_path):
    place = pack({NAMES[name]: notebook()}, tmp_path / "handed in")
    assert bring_in(place, course) == 0
    assert submitted(course) == {"ada": notebook()}
    assert meta(course, "ada")["platform"] == name.split()[0].strip(",")


@pytest.mark.parametrize(
    ("names", "students"),
    [
        (["Ada Lovelace_12_assignsubmission_file/l.ipynb"], {"12"}),
        (["lovelaceada_7_900_l.ipynb", "anon_8_901_l.ipynb"], {"7", "8"}),
        (["ada/01_losses/losses.ipynb", "grace/01_losses/losses.ipynb"], {"ada", "grace"}),
        (["ada.ipynb", "zoe.ipynb"], {"ada", "zoe"}),
    ],
)
def test_without_a_roster_the_platform_s_number_is_the_student(names, students, tmp_path):
    place = zipped({name: notebook() for name in names}, tmp_path / "handed in.zip")
    assert bring_in(place, tmp_path / "course") == 0
    assert set(submitted(tmp_path / "course")) == students


def test_a_team_hands_in_for_all_of_its_members(course, tmp_path):
    place = zipped({"Team 1_55_assignsubmission_file/losses.ipynb": notebook()}, tmp_path / "teams.zip")
    assert bring_in(place, course) == 2, "who is called like a team is no team"
    assert bring_in(place, course, "--teams") == 0
    assert set(submitted(course)) == {"ada", "grace"}


@pytest.mark.parametrize(
    ("good", "path", "told"),
    [
        (
            "moodle",
            "Eve Nobody_99_assignsubmission_file/losses.ipynb",
            "Eve Nobody (number 99) is not in the roster",
        ),
        ("nbgrader", "mallory/01_losses/losses.ipynb", "mallory is not in the roster"),
        ("plain", "losses.ipynb", "losses is not in the roster"),
    ],
)
def test_an_unknown_student_stops_everything(good, path, told, course, tmp_path, capsys):
    place = zipped({NAMES[good]: notebook(), path: notebook()}, tmp_path / "handed in.zip")
    assert bring_in(place, course) == 2
    assert told in capsys.readouterr().err
    assert not submitted(course)


def test_a_file_without_a_student_stops_everything(course, tmp_path, capsys):
    files = {NAMES["moodle"]: notebook(), "losses.ipynb": notebook()}
    assert bring_in(zipped(files, tmp_path / "handed in.zip"), course) == 2
    assert "losses.ipynb: no student can be read from it as moodle writes it" in capsys.readouterr().err


def test_equal_names_are_told_apart_by_number_or_not_at_all(course, tmp_path, capsys):
    """Two people of one name: the platform's number decides, and without it nobody guesses."""
    place = zipped({"Anna Schmidt_31_assignsubmission_file/losses.ipynb": notebook()}, tmp_path / "in.zip")
    (course / "roster.csv").write_text("student,name\nanna1,Anna Schmidt\nanna2,Schmidt Anna\n")
    assert bring_in(place, course) == 2
    told = capsys.readouterr().err
    assert "Anna Schmidt could be anna1, anna2: give their numbers in a column moodle" in told
    rows = "student,name,moodle\nanna1,Anna Schmidt,30\nanna2,Anna Schmidt,31\n"
    (course / "roster.csv").write_text(rows)
    assert bring_in(place, course) == 0
    assert set(submitted(course)) == {"anna2"}


@pytest.mark.parametrize("name", ["Ada Lovelace", "ada", "ada@example.org"])
def test_whoever_has_another_number_is_somebody_else_whatever_the_name(name, course, tmp_path):
    place = zipped({f"{name}_99_assignsubmission_file/losses.ipynb": notebook()}, tmp_path / "in.zip")
    assert bring_in(place, course) == 2


def test_two_people_on_the_platform_are_never_one_student(course, tmp_path, capsys):
    (course / "roster.csv").write_text("student,name\nanna,Anna Schmidt\n")
    files = {f"Anna Schmidt_{number}_assignsubmission_file/losses.ipynb": notebook() for number in (1, 2)}
    assert bring_in(zipped(files, tmp_path / "in.zip"), course) == 2
    assert "both would be anna" in capsys.readouterr().err


@pytest.mark.parametrize("own", ["Grace Hopper_13_assignsubmission_file_losses.ipynb", "x_8_901_l.ipynb"])
def test_a_file_s_own_name_makes_nobody_somebody_else(own, course, tmp_path):
    for number, first in enumerate((NAMES["moodle"], NAMES["moodle, flat"], NAMES["canvas"])):
        head = first[: first.index("losses")]
        place = zipped({head + own: notebook()}, tmp_path / f"{number}.zip")
        assert bring_in(place, course) == 0
        assert set(submitted(course)) == {"ada"}


def test_the_latest_notebook_counts_and_the_others_are_listed(course, tmp_path, capsys):
    files = {
        "lovelaceada_7_901_losses-1.ipynb": notebook("second"),
        "lovelaceada_7_902_losses-2.ipynb": b"half a fi",
        "lovelaceada_7_900_losses.ipynb": notebook("first"),
    }
    assert bring_in(zipped(files, tmp_path / "in.zip"), course) == 0
    assert submitted(course) == {"ada": notebook("second")}
    told = capsys.readouterr().out
    assert "losses.ipynb does not count\n" in told
    assert "losses-2.ipynb does not count, it is no JSON" in told
    assert len(meta(course, "ada")["not_counted"]) == 2


def test_a_folder_s_latest_file_counts(course, tmp_path):
    place = folder({"ada/a.ipynb": notebook("new"), "ada/b.ipynb": notebook("old")}, tmp_path / "in")
    os.utime(place / "ada/b.ipynb", (1, 1))
    assert bring_in(place, course) == 0
    assert submitted(course) == {"ada": notebook("new")}


def test_what_is_called_like_the_assignment_comes_before_a_scratch_pad(course, tmp_path):
    home = "Ada Lovelace_12_assignsubmission_file/"
    files = {home + "Losses_final.ipynb": notebook("work"), home + "scratch.ipynb": notebook("play")}
    assert bring_in(zipped(files, tmp_path / "in.zip"), course) == 0
    assert submitted(course) == {"ada": notebook("work")}


def test_what_cannot_be_read_is_kept_for_the_grader_to_say_so(course, tmp_path, capsys):
    assert bring_in(zipped({"ada.ipynb": b"\xff"}, tmp_path / "in.zip"), course) == 1
    assert submitted(course) == {"ada": b"\xff"}
    assert "cannot be graded: it is no JSON" in capsys.readouterr().err


def test_times_come_from_timestamps_and_from_a_worksheet(course, tmp_path):
    (course / "course.toml").write_text('timezone = "Europe/Berlin"\n')
    files = {
        "ada/01_losses/losses.ipynb": notebook(),
        "ada/01_losses/timestamp.txt": b"2026-11-03 22:59:00.000000 UTC",
        "grace/01_losses/losses.ipynb": notebook(),
    }
    worksheet = tmp_path / "worksheet.csv"
    worksheet.write_text(
        "\ufeffIdentifier,Full name,Last modified (submission)\n"
        'Participant 13,Grace Hopper,"Tuesday, 3 November 2026, 11:59 PM"\nParticipant 14,Zoë Müller,-\n'
    )
    assert bring_in(folder(files, tmp_path / "in"), course) == 0
    moodle = zipped({"Grace Hopper_13_assignsubmission_file/losses.ipynb": notebook()}, tmp_path / "in.zip")
    assert bring_in(moodle, course, "--times", worksheet) == 0
    for student in ("ada", "grace"):
        assert meta(course, student)["submitted_at"] == "2026-11-03T22:59:00+00:00"
        stamp = course / f"submitted/{student}/{ASSIGNMENT}/timestamp.txt"
        assert stamp.read_text() == "2026-11-03 22:59:00 UTC\n"


def test_a_dry_run_says_all_and_writes_nothing(course, tmp_path, capsys):
    before = sorted(course.rglob("*"))
    assert bring_in(zipped({NAMES["moodle"]: notebook()}, tmp_path / "in.zip"), course, "--dry-run") == 0
    assert "1 notebooks of 1 students, named as by moodle" in capsys.readouterr().out
    assert sorted(course.rglob("*")) == before


def test_a_shared_folder_is_no_student(course, tmp_path, capsys):
    place = zipped({"week 1/ada.ipynb": notebook(), "week 1/zoe.ipynb": notebook()}, tmp_path / "in.zip")
    assert bring_in(place, tmp_path / "other") == 2
    assert "is week 1 a student or a folder of students?" in capsys.readouterr().err
    assert bring_in(place, course) == 0
    assert set(submitted(course)) == {"ada", "zoe"}
