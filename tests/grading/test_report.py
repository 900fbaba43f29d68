"""Tables that add up, statistics that are right, sheets that stay, and marks that are worked out anew."""

import csv
import json

import numpy as np
import pytest
from support.results import cell_of, graded, lay_down, question, report, say

from grading.__main__ import main
from grading.marks.rubric import rubrics
from grading.questions import read
from grading.sources import sources

RUBRICS = rubrics(read(sources()[0]))
CELL = next(iter(RUBRICS))


@pytest.fixture
def course(tmp_path):
    course = tmp_path / "course"
    for number in range(12):
        strong = number % 3 > 0
        cells = [cell_of("f"), cell_of("g", strong, strong), cell_of("h", True, number > 5)]
        parts = [question("q1", *cells[:2]), question("q2", cells[2])]
        lay_down(course, **{f"s{number:02d}": graded(*parts, manual=[report(f"=text {number}", CELL)])})
    return course


def run(course, *more):
    return main(["report", "01_losses", "--course", str(course), *more])


def table(course, name, folder="01_losses"):
    with (course / f"report/{folder}/{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def fill_sheet(course, student, texts, comment=""):
    path = course / "manual/01_losses.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    row = next(row for row in rows if row[0] == student)
    row[3:] = [*texts, comment]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)  # as a spreadsheet elsewhere saves it


def test_tests_functions_questions_and_marks_add_up(course):
    assert run(course) == 1, "the texts wait"
    students = table(course, "students")
    for wide in ("tests", "functions", "questions"):
        for row, mark in zip(table(course, wide), students, strict=True):
            numbers = [float(value) for key, value in row.items() if key not in ("student", CELL)]
            assert sum(numbers) == float(mark["tests"])
    assert [len(row) for row in table(course, "tests")[:1]] == [1 + 6 + 1]


def test_items_are_as_by_hand(course):
    run(course)
    one, two = table(course, "items")
    # g is right for two of three; h for those after the sixth
    assert float(one["difficulty"]) == round((12 + 8) / 24, 3)
    assert float(two["difficulty"]) == 0.5
    assert [int(two[bar]) for bar in ("none", "up to 1/3", "up to 2/3", "less than all", "all")] == [
        6,
        0,
        0,
        0,
        6,
    ]
    g, h = ([n % 3 > 0 for n in range(12)], [n > 5 for n in range(12)])
    assert float(one["discrimination"]) == pytest.approx(np.corrcoef(g, h)[0, 1], abs=1e-3)
    assert one["look"] == "look: who got it is not who got the rest"


def test_a_sheet_is_filled_kept_and_counted(course):
    assert run(course, "--sheet") == 0
    sheet = (course / "manual/01_losses.csv").read_text("utf-8-sig")
    assert "'=text 3" in sheet, "an answer is no formula"
    lines = len(RUBRICS[CELL].lines)
    fill_sheet(course, "s03", ["1", "0,5", *["0"] * (lines - 2)], "show the spread, too")
    assert run(course, "--sheet") == 0
    assert "show the spread, too" in (course / "manual/01_losses.csv").read_text("utf-8-sig")
    run(course)
    (mark,) = (row for row in table(course, "students") if row["student"] == "s03")
    assert (mark["reports"], mark["waiting"]) == ("1.5", "0")
    assert float(mark["points"]) == float(mark["tests"]) + 1.5
    assert main(["feedback", "01_losses", "--course", str(course)]) == 1
    page = (course / "feedback/01_losses/s03.html").read_text()
    assert "show the spread, too" in page
    assert RUBRICS[CELL].lines[0] in page


@pytest.mark.parametrize("wrong", ["4", "-1", "x", "nan"])
def test_a_sheet_with_a_wrong_number_is_refused(wrong, course, capsys):
    run(course, "--sheet")
    fill_sheet(course, "s03", [wrong] + ["0"] * (len(RUBRICS[CELL].lines) - 1))
    assert run(course) == 2
    assert "is no number from 0 to 1" in capsys.readouterr().err


def test_a_sheet_for_nobody_is_refused(course, capsys):
    run(course, "--sheet")
    path = course / "manual/01_losses.csv"
    path.write_text(path.read_text("utf-8-sig").replace("s03", "eve"))
    assert run(course) == 2
    assert "eve has no result" in capsys.readouterr().err


def test_an_extension_takes_the_penalty_away_at_the_next_report(course, capsys):
    say(course, "s01", submitted_at="2026-11-05T12:00:00+00:00", name="Ada")
    due = "[due]\n01_losses = 2026-11-03T23:59:00\n[late]\npercent_per_day = 10\n"
    points = []
    for more in ("", "[extensions.s01]\n01_losses = 2026-11-04T23:59:00\n"):
        (course / "course.toml").write_text(due + more)
        run(course)
        points.append(next(row for row in table(course, "students") if row["student"] == "s01"))
    assert [float(row["kept"]) for row in points] == [0.8, 0.9]
    (course / "course.toml").write_text("[extensions.adda]\n01_losses = 2026-11-04T23:59:00\n")
    run(course)
    assert "there is an extension for adda, who has no result" in capsys.readouterr().err
    assert [float(row["points"]) for row in points] == [
        0.8 * float(points[0]["tests"]),
        0.9 * float(points[1]["tests"]),
    ]


def test_a_timestamp_that_was_laid_by_hand_counts_and_a_wrong_one_does_not(course, capsys):
    (course / "course.toml").write_text(
        "[due]\n01_losses = 2026-11-03T12:00:00\n[late]\npercent_per_day = 10\n"
    )
    for student, text in (("s00", "2026-11-04 11:00:00.000000 UTC\n"), ("s01", "yesterday?")):
        stamp = course / f"submitted/{student}/01_losses/timestamp.txt"
        stamp.parent.mkdir(parents=True)
        stamp.write_text(text)
    run(course)
    assert [row["days_late"] for row in table(course, "students")[:2]] == ["1", "0"]
    say(course, "s02", said_to_be_late=True)
    run(course)
    assert "s02: the platform says late, and no time is known" in capsys.readouterr().err


def test_a_course_that_was_to_be_deleted_says_so(course, capsys):
    (course / "course.toml").write_text("delete_on = 2020-03-31\n")
    run(course)
    assert "was to be deleted by 2020-03-31" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("timezone = 'Mars/Base'", "Mars/Base"),
        ("late = {percent_per_day = 200}", "at most 100 percent"),
        ("[due]\n01_losses = 2026-11-03", "is no time on the course's clock"),
        ("dew = 3", "dew is not known here"),
        ("due =", "course.toml"),
    ],
)
def test_a_wrong_course_file_is_named(text, told, course, capsys):
    (course / "course.toml").write_text(text)
    assert run(course) == 2
    assert told in capsys.readouterr().err


def test_pseudonyms_hide_ids_names_times_and_order(course):
    for number in range(12):
        say(course, f"s{number:02d}", name=f"Name {number}", submitted_at="2026-11-05T12:00:00+00:00")
    assert run(course, "--pseudonyms") == 1
    folder = course / "report/01_losses pseudonyms"
    everything = "".join(path.read_text("utf-8-sig") for path in folder.iterdir())
    assert not any(f"s{number:02d}" in everything or f"Name {number}" in everything for number in range(12))
    assert "2026" not in everything
    first = table(course, "students", folder.name)
    assert len({row["student"] for row in first}) == 12
    assert [row["student"] for row in first] == sorted(row["student"] for row in first)
    run(course, "--pseudonyms")
    assert table(course, "students", folder.name) == first
    (course / "salt.txt").unlink()
    run(course, "--pseudonyms")
    assert table(course, "students", folder.name) != first


def test_a_report_says_when_it_is_to_be_deleted_and_what_was_not_sandboxed(course, capsys):
    (course / "course.toml").write_text("delete_on = 2027-03-31\n")
    path = course / "graded/01_losses/s00.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"sandbox": "trust"}))
    run(course)
    page = (course / "report/01_losses/report.html").read_text()
    assert "To be deleted by 2027-03-31" in page
    assert "without a sandbox" in page
    assert "2027-03-31" in capsys.readouterr().out


def test_a_dry_run_writes_nothing(course):
    before = sorted(course.rglob("*"))
    for more in ((), ("--sheet",), ("--pseudonyms",)):
        run(course, "--dry-run", *more)
    assert sorted(course.rglob("*")) == before
