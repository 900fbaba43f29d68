"""A text of an exercise in Chromium: written, read, kept, taken along, taken back."""

import json

import pytest
from cells.page_hands import cell, press, wrote
from support.axe import AXE, violations
from support.cells_page import EXERCISE, notebook
from support.waiting import expect, soon

REPORT = "q2-report"
TEXT = "The gap is **0.1**.\n\nIt grows\nwith $\\frac12$ of the bins; a < b."


def taken(page, folder) -> dict:
    """The notebook with the reader's answers, as it was saved."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Download with my answers").click()
    download.value.save_as(folder / "taken.ipynb")
    return json.loads(folder.joinpath("taken.ipynb").read_text(encoding="utf-8"))


def test_a_text_is_written_read_kept_and_leaves_in_its_own_cell(open_rows, tmp_path):
    page = open_rows(EXERCISE)
    place = cell(page, REPORT)
    expect(place).to_contain_text("3 points, read by a person")
    press(page, REPORT, "Edit")
    box = place.get_by_role("textbox", name="Your text")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    box.fill(TEXT)
    press(page, REPORT, "Done")
    expect(place.get_by_role("button", name="Edit")).to_be_focused()
    for _ in range(2):
        expect(place.locator("strong")).to_have_text("0.1")
        expect(place.locator("math mfrac")).to_be_attached()
        expect(place).to_contain_text("of the bins; a < b.")
        expect(box).to_be_hidden()
        expect(page.get_by_text("YOUR ANSWER HERE", exact=True)).to_be_hidden()
        page.reload()
    cells = taken(page, tmp_path)["cells"]
    assert cells[:-1] == notebook(EXERCISE)["cells"][:-1]
    assert cells[-1] == notebook(EXERCISE)["cells"][-1] | {"source": TEXT.splitlines(keepends=True)}
    press(page, REPORT, "Edit")
    expect(box).to_have_value(TEXT)


def test_what_is_not_written_is_not_kept(open_rows, tmp_path):
    page = open_rows(EXERCISE)
    wrote(page, REPORT, " \n")
    press(page, REPORT, "Done")
    expect(page.get_by_text("YOUR ANSWER HERE", exact=True)).to_be_visible()
    assert taken(page, tmp_path) == notebook(EXERCISE)


@pytest.mark.parametrize("name", ["Reset", "Reset page"])
def test_a_text_is_taken_back_once_the_reader_is_sure(open_rows, name):
    page = open_rows(EXERCISE)
    wrote(page, REPORT, "Mine.")
    sure = []
    page.on("dialog", lambda dialog: dialog.accept() if sure else dialog.dismiss())
    reset = page.get_by_role("button", name=name, exact=True).filter(visible=True)
    reset.click()
    expect(cell(page, REPORT).get_by_role("textbox")).to_have_value("Mine.")
    sure.append(True)
    reset.click()
    expect(page.get_by_text("YOUR ANSWER HERE", exact=True)).to_be_visible()
    page.reload()
    expect(page.locator("html[data-cells]")).to_be_attached()
    expect(page.get_by_text("YOUR ANSWER HERE", exact=True)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_text_and_a_phone_has_room(open_rows, scheme):
    page = open_rows(EXERCISE, theme=scheme, size={"width": 390, "height": 844})
    page.add_script_tag(path=AXE)
    assert violations(page, scheme) == []
    wrote(page, REPORT, "A word, " * 80 + "x" * 300)
    assert violations(page, scheme) == []
    press(page, REPORT, "Done")
    expect(cell(page, REPORT).get_by_role("textbox")).to_be_hidden()
    assert violations(page, scheme) == []
    assert soon(page.evaluate, "document.documentElement.scrollWidth") == 390


def test_a_text_whose_formulas_do_not_come_is_shown_as_it_is(open_rows):
    page = open_rows(EXERCISE)
    page.route("**/cells-text.js", lambda route: route.abort())
    wrote(page, REPORT, TEXT)
    cell(page, REPORT).get_by_role("textbox").press("Shift+Enter")
    expect(cell(page, REPORT).locator(".cells-plain")).to_have_text(TEXT)
