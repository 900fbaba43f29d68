"""A student's page: small, offline, escaped, readable by everybody, and silent about hidden tests."""

import re

import pytest
from support.axe import AXE
from support.handed_in import NAMES
from support.results import MESSAGE, cell_of, graded, lay_down, question, report, say
from support.waiting import expect, soon

from grading.__main__ import main
from grading.intake.archive import entries
from grading.intake.platforms import FORMATS

SCRIPT = "<script>document.title = 'taken'</script><img src=x onerror=\"document.title='taken'\">"
MARKDOWN = "[click](javascript:alert(1)) ![x](http://127.0.0.1/x.png) **bold**"


def write(course, *more):
    return main(["feedback", "01_losses", "--course", str(course), *more])


def page_of(course, student="ada"):
    return (course / f"feedback/01_losses/{student}.html").read_text("utf-8")


@pytest.fixture
def course(tmp_path):
    return tmp_path / "course"


FULL = graded(
    question("q1", cell_of("right")),
    question("q2", cell_of("wrong", False, False), cell_of("narrow", True, False)),
    question("q3", cell_of("endless", False, False, "stopped", "time")),
    manual=[report(SCRIPT + MARKDOWN)],
    advice=["fit_lines looks renamed: call it fit_line", SCRIPT],
    errors=[{"cell": 3, "error": f"NameError in line 2 {SCRIPT}"}],
    output="the hidden input was 0.4711",
)


def test_visible_messages_stand_in_full_and_hidden_tests_only_have_a_name(course):
    hidden = "a secret input 0.4711"
    parts = cell_of("narrow", True, False)
    parts[1]["message"] = hidden  # even if the grader had told it
    lay_down(course, ada=graded(question("q1", cell_of("wrong", False, False)), question("q2", parts)))
    assert write(course) == 0
    page = page_of(course)
    assert MESSAGE.replace("'", "&#39;") in page
    assert "the tests in your notebook pass, a hidden one does not" in page
    assert "0.4711" not in page


def test_neither_output_nor_anything_unknown_of_a_result_is_shown(course):
    lay_down(course, ada={**FULL, "more": "0.4711"})
    write(course)
    assert "0.4711" not in page_of(course)


def test_it_says_what_to_do_next(course):
    lay_down(course, ada=FULL)
    assert write(course) == 1
    page = page_of(course)
    for words in (
        "fit_lines looks renamed: call it fit_line",
        "Begin with the messages below",
        "This took too long: look for a loop that does not end",
        "a person has still to read 1 of your texts",
    ):
        assert words in page
    stub, half = (cell_of(name, False, False, "NotImplementedError: (line 4 of your cell)") for name in "fe")
    lay_down(
        course,
        zoe=graded(question("q1", stub), question("q2", half, cell_of("h")), question("q3", stub)),
        grace=graded(question("q1", cell_of("g"))),
    )
    lay_down(course, eve=graded(status="unreadable", reason="it is no JSON"))
    write(course)
    zoe = page_of(course, "zoe")
    missing = zoe.partition("Not answered yet: ")[2].partition("</li>")[0]
    assert re.findall(r"<code>(.+?)</code>", missing) == ["f", "e", "f"]
    assert "NotImplementedError:" not in zoe
    assert "What next?" not in page_of(course, "grace")
    assert "Download .ipynb" in page_of(course, "eve")


def test_a_function_that_is_not_there_and_the_cell_that_stopped(course):
    """Cells are counted as a reader does, from one."""
    message = "NameError: name 'gone' is not defined"
    parts = cell_of("gone", False, False, message)
    wrong = [{"cell": 3, "error": "SyntaxError, line 1: invalid syntax"}]
    lay_down(course, ada=graded(question("q1", parts), errors=wrong))
    assert write(course) == 0
    page = page_of(course)
    assert re.search(r"Here a function is missing.+?<br>\s*<code>gone</code>", page, re.DOTALL)
    assert "Cell 4 from the top: <code>SyntaxError" in page


def test_scripts_and_markdown_of_a_student_do_nothing(course, browser):
    lay_down(course, ada=FULL)
    say(course, "ada", name=f"Ada {SCRIPT}")
    write(course)
    page = page_of(course)
    assert "<script" not in page
    assert "<img" not in page
    assert "<a " not in page
    context = browser.new_context()
    opened = context.new_page()
    asked = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto((course / "feedback/01_losses/ada.html").as_uri())
    assert opened.title().startswith("Can you build losses")
    assert [url for url in asked if not url.startswith("file:")] == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_a_phone_shows_all(scheme, course, browser):
    lay_down(course, ada=FULL)
    (course / "course.toml").write_text(
        "delete_on = 2027-03-31\n[due]\n01_losses = 2026-11-03T23:59:00\n[late]\npercent_per_day = 10\n"
    )
    say(course, "ada", name="Ada Lovelace", submitted_at="2026-11-04T10:00:00+00:00")
    write(course)
    phone = {"width": 390, "height": 800}
    context = browser.new_context(color_scheme=scheme, viewport=phone, bypass_csp=True)
    opened = context.new_page()
    opened.goto((course / "feedback/01_losses/ada.html").as_uri())
    opened.add_script_tag(path=str(AXE))
    found = opened.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    assert [(fault["id"], fault["nodes"][0]["failureSummary"]) for fault in found] == []
    assert soon(opened.evaluate, "document.documentElement.scrollWidth") <= 390
    for told in ("1 day late: 90% of 1 points count", "deleted by 2027-03-31"):
        expect(opened.locator("main")).to_contain_text(told, use_inner_text=True)
    context.close()


def test_a_page_stays_small_whatever_a_student_makes_the_tests_say(course):
    many = [question(f"q{n}", cell_of(f"f{n}", False, False, "<" * 100_000)) for n in range(9)]
    noise = {"advice": ["&" * 9000] * 500, "errors": [{"cell": 1, "error": "<" * 9000}] * 500}
    lay_down(course, ada=graded(*many, manual=[report("\ud800" + "&" * 10**6)], **noise))
    write(course)
    page = (course / "feedback/01_losses/ada.html").read_bytes()
    assert len(page) < 60_000
    assert b"(100,000 letters)" in page


def test_one_student_a_dry_run_and_nobody(course, capsys):
    lay_down(course, ada=graded(question("q1", cell_of("f"))), zoe=graded(question("q1", cell_of("f"))))
    assert write(course, "--dry-run") == 0
    assert not (course / "feedback").exists()
    assert write(course, "--student", "zoe") == 0
    assert [path.stem for path in (course / "feedback").rglob("*.html")] == ["zoe"]
    assert write(course, "--student", "eve") == 2
    assert "there is no result of eve: grade first" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["moodle", "moodle 4.0", "moodle, flat"])
def test_moodle_gets_the_pages_back_where_the_notebooks_lay(form, course, tmp_path):
    lay_down(course, ada=FULL, zoe=FULL)
    say(course, "ada", platform="moodle", lay_at=f"week 1/{NAMES[form]}", number="12")
    write(course, "--zip", str(tmp_path / "pages.zip"))
    (page,) = entries(tmp_path / "pages.zip")
    assert page.read().decode() == page_of(course)
    assert (FORMATS["moodle"](page.path, "").number, page.path.suffix) == ("12", ".html")
    assert str(page.path).startswith(NAMES[form].removesuffix("losses.ipynb"))
    first = (tmp_path / "pages.zip").read_bytes()
    write(course, "--zip", str(tmp_path / "pages.zip"))
    assert (tmp_path / "pages.zip").read_bytes() == first
    assert write(course, "--student", "zoe", "--zip", str(tmp_path / "none.zip")) == 2


@pytest.mark.parametrize("form", ["canvas", "canvas, late", "canvas, anonymous"])
def test_canvas_gets_the_pages_back_under_the_numbers_that_it_gave(form, course, tmp_path):
    lay_down(course, ada=FULL, zoe=FULL)
    say(course, "ada", platform="canvas", lay_at=f"week 1/{NAMES[form]}", number="7")
    write(course, "--zip", str(tmp_path / "pages.zip"))
    (page,) = entries(tmp_path / "pages.zip")
    assert page.read().decode() == page_of(course)
    numbers = [part for part in str(page.path).split("_") if part.isdecimal()]  # as Canvas looks for them
    assert numbers == ["7", "900"]
    assert str(page.path) == NAMES[form].partition("losses")[0] + "feedback.html"


def test_a_zip_is_for_one_platform(course, tmp_path, capsys):
    lay_down(course, ada=FULL, zoe=FULL)
    say(course, "ada", platform="canvas", lay_at=NAMES["canvas"])
    say(course, "zoe", platform="moodle", lay_at=NAMES["moodle"])
    assert write(course, "--zip", str(tmp_path / "pages.zip")) == 2
    assert "came from moodle and canvas" in capsys.readouterr().err
    assert not (tmp_path / "pages.zip").exists()


def test_a_second_run_writes_the_same_page(course):
    lay_down(course, ada=FULL)
    write(course)
    first = page_of(course)
    write(course)
    assert page_of(course) == first
