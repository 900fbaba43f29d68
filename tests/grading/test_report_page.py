"""The instructor's page: escaped, readable by everybody, on a phone too."""

import pytest
from support.axe import AXE
from support.results import cell_of, graded, lay_down, question, say
from support.waiting import expect, soon

from grading.__main__ import main

SCRIPT = "<script>document.title = 'taken'</script>"


@pytest.fixture
def page(tmp_path):
    course = tmp_path / "course"
    for number in range(12):
        cells = [cell_of("f", number > 3, number > 3), cell_of("g", number % 2 > 0)]
        lay_down(course, **{f"s{number}": graded(question("q1", *cells, title=SCRIPT), reason=SCRIPT)})
        say(course, f"s{number}", name=SCRIPT)
    log = course / "graded/01_losses/regrades.csv"
    log.write_text(
        f"when,student,points_before,points_after,changed,reason\n2026-11-03,s1,1,2,tool,{SCRIPT}\n"
    )
    assert main(["report", "01_losses", "--course", str(course)]) == 0
    return course / "report/01_losses/report.html"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_of_a_student_runs(scheme, page, browser):
    assert "<script" not in page.read_text("utf-8")
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": 390, "height": 800}, bypass_csp=True
    )
    opened = context.new_page()
    opened.goto(page.as_uri())
    opened.add_script_tag(path=str(AXE))
    found = opened.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    assert [(fault["id"], fault["nodes"][0]["failureSummary"]) for fault in found] == []
    assert soon(opened.evaluate, "document.documentElement.scrollWidth") <= 390
    expect(opened).to_have_title("01_losses: report")
    expect(opened.locator("main")).to_contain_text("s1: 1 to 2 points", use_inner_text=True)
    context.close()
