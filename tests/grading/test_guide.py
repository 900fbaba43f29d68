"""The guide for instructors: its numbers are those of the notebooks, and its commands exist."""

import datetime as dt
import re
import shlex
import tomllib

import pytest
from exercise_answers import SOURCES, name, questions_of, source_of
from notebooks import ROOT

from grading import course as courses
from grading.__main__ import COMMANDS, parser
from grading.intake import roster
from grading.intake.archive import MOST_BYTES
from grading.questions import REPORT, grade_id, is_report, nbgrader, points, visible_and_hidden
from grading.variants import varies

GUIDE = (ROOT / "guide/instructors.md").read_text("utf-8")
LESSON_MINUTES = 45
NUMBERS = {"three": 3, "four": 4, "five": 5, "six": 6}
each_source = pytest.mark.parametrize("source", SOURCES, ids=name)


def table_below(heading):
    """The rows of the first table below a heading, each a list of cells."""
    (part,) = re.findall(
        rf"^###? {re.escape(heading)}\n(.*?)(?=^##|\Z)", GUIDE, flags=re.MULTILINE | re.DOTALL
    )
    rows = [line.strip("| ").split(" | ") for line in part.splitlines() if line.startswith("|")]
    return rows[2:]


def table_of(source):
    title = source_of(source).cells[0].source.partition("\n")[0].removeprefix("# ")
    return table_below(f'Chapter {int(source.parent.name[:2])}, "{title}"')


def minutes_of(source):
    return [int(row[2]) for row in table_of(source)]


@each_source
def test_a_chapter_s_table_tells_its_questions_and_their_points(source):
    cells, known = source_of(source).cells, questions_of(source)
    headings = [c.source.partition("\n")[0] for c in cells if re.match(r"## \d", c.source)]
    reports = {grade_id(c).partition(REPORT)[0]: nbgrader(c)["points"] for c in cells if is_report(c)}
    expected = []
    for heading, (question, asked) in zip(headings, known.items(), strict=True):
        worth = [nbgrader(cell)["points"] for cell in asked.tests.values()]
        worth += [most for report, most in reports.items() if question.startswith(report)]
        number, title, total = re.fullmatch(r"## (\d)\. (.+) \((\d+) points?\)", heading).groups()
        assert sum(worth) == int(total)
        expected.append([f"{number} {title}", " + ".join(map(str, worth))])
    assert [row[:2] for row in table_of(source)] == expected
    assert f"`{source.relative_to(ROOT)}`" in GUIDE


@each_source
def test_its_minutes_are_the_hours_that_the_notebook_names(source):
    text = source_of(source).cells[0].source
    least, most = re.search(r"Plan (.+?) to (.+?) hours", text).groups()
    assert NUMBERS[least] <= sum(minutes_of(source)) / 60 <= NUMBERS[most]


def test_the_front_page_names_the_shortest_and_the_longest_of_them():
    plans = [re.search(r"Plan (.+?) to (.+?) hours", source_of(s).cells[0].source).groups() for s in SOURCES]
    least, most = min((NUMBERS[a], a) for a, _ in plans)[1], max((NUMBERS[b], b) for _, b in plans)[1]
    assert f"exercises, for {least} to {most} hours" in ROOT.joinpath("index.md").read_text("utf-8")


def test_the_sentence_about_all_notebooks_holds():
    counts = {len(questions_of(source)) for source in SOURCES}
    assert counts == {8, 9}
    assert {points(source_of(source)) for source in SOURCES} == {20}
    hours = [sum(minutes_of(source)) / 60 for source in SOURCES]
    assert all(3 <= value <= 4 for value in hours[:2])
    assert all(4 <= value <= 5 for value in hours[2:5])
    assert 5 <= hours[5] <= 6
    assert "eight or nine questions, 20 points, three to four hours; chapters 3 to 5 ask for four" in GUIDE
    assert "four to five, chapter 6 for five to six" in GUIDE


def lessons(chapter):
    folder = next((ROOT / "chapters").glob(f"0{chapter}_*"))
    return sum(not path.stem.endswith("_deeper") for path in folder.glob("[0-9]_*.ipynb"))


def numbers_in(text):
    """``1, 3, 5–7`` → 1, 3, 5, 6, 7."""
    found = []
    for part in text.split(", "):
        first, _, last = part.partition("–")
        found += range(int(first), int(last or first) + 1)
    return found


def plan(heading):
    """(chapter, lessons, questions, hours) of each week."""
    for _, taught, asked, hours in table_below(heading):
        chapter, _, questions = asked.partition(": ")
        yield int(chapter), numbers_in(taught.replace(f"{chapter}.", "")), numbers_in(questions), hours


@pytest.mark.parametrize("heading", ["Six weeks", "Twelve weeks"])
def test_a_plan_has_every_lesson_and_every_question_once_and_its_hours(heading):
    weeks = list(plan(heading))
    assert len(weeks) == {"Six weeks": 6, "Twelve weeks": 12}[heading]
    for chapter, source in enumerate(SOURCES, 1):
        own = [week for week in weeks if week[0] == chapter]
        assert [n for week in own for n in week[1]] == list(range(1, lessons(chapter) + 1))
        assert sorted(n for week in own for n in week[2]) == list(range(1, len(questions_of(source)) + 1))
        for _, taught, asked, hours in own:
            minutes = LESSON_MINUTES * len(taught) + sum(minutes_of(source)[n - 1] for n in asked)
            assert abs(float(hours) - minutes / 60) <= 0.051
    assert f"{LESSON_MINUTES} minutes a lesson" in GUIDE


def test_no_question_of_a_week_gives_a_hint_from_a_later_lesson():
    for chapter, taught, asked, _ in plan("Twelve weeks"):
        known = list(questions_of(SOURCES[chapter - 1]).values())
        for number in asked:
            tests = known[number - 1].tests.values()
            told = "\n".join(visible_and_hidden(cell)[0] for cell in tests)
            assert max(map(int, re.findall(r"\bLesson (\d), '", told)), default=0) <= max(taught)


COMMAND = re.findall(r"(?:^|`)(python -m grading .+?)(?:`|$)", GUIDE, flags=re.MULTILINE)


@pytest.mark.parametrize("line", COMMAND)
def test_a_command_of_the_guide_can_be_given(line):
    parser().parse_args(shlex.split(line)[3:])


def test_the_first_try_tells_the_truth():
    """Our own solutions earn all that a person does not grade; the rest waits."""
    cells = source_of(SOURCES[0]).cells
    waiting = sum(nbgrader(cell)["points"] for cell in cells if is_report(cell))
    total = points(source_of(SOURCES[0]))
    words = {3: "three"}[waiting]
    assert f"Ada has {total - waiting} of her {total} points: the other {words} wait for you" in GUIDE
    assert f"A file above {MOST_BYTES // 2**20} MB is left out" in GUIDE


def test_what_is_said_of_variants_holds():
    assert "None of our own notebooks has variants" in GUIDE
    assert not any(varies(source_of(source)) for source in SOURCES)


def test_every_command_stands_in_the_guide():
    assert {shlex.split(line)[3] for line in COMMAND} == set(COMMANDS)


def test_the_files_that_the_guide_shows_can_be_read(tmp_path):
    (toml,) = re.findall(r"```toml\n(.*?)```", GUIDE, flags=re.DOTALL)
    (tmp_path / "course.toml").write_text(toml)
    course = courses.read(tmp_path)
    assert course.due_for("ada", "01_losses") == tomllib.loads(toml)["extensions"]["ada"]["01_losses"]
    assert course.due_for("grace", "01_losses") == dt.datetime(2026, 11, 3, 23, 59)
    (people,) = re.findall(r"```\n(student,.*?)```", GUIDE, flags=re.DOTALL)
    (tmp_path / "roster.csv").write_text(people)
    assert [person.student for person in roster.read(tmp_path / "roster.csv")] == ["ada", "grace"]
