"""What a browser keeps of predictions, or does not, and the record of a chapter."""

import json

import pytest
from support.waiting import expect, soon
from widgets.conftest import axe
from widgets.predict_pages import KEY, NARROW, QUESTIONS, again, commit, verdict

from course_lib.widgets import prediction_record

NO_STORAGE = """Object.defineProperty(window, "localStorage",
  { get() { throw new DOMException("forbidden", "SecurityError"); } });"""
FULL = """Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };"""


@pytest.mark.parametrize("script", [NO_STORAGE, FULL], ids=["forbidden", "full"])
def test_a_browser_that_keeps_nothing_says_so_and_answers_all_the_same(open_widget, script):
    page = open_widget(QUESTIONS["choice"]())
    page.add_init_script(script)
    again(page)
    page.get_by_label("16").check()
    commit(page)
    expect(verdict(page)).to_contain_text("✓ You had it.")
    expect(verdict(page)).to_contain_text("This browser keeps nothing for this page")
    again(page)
    expect(page.get_by_role("radio", disabled=False)).to_have_count(2)


@pytest.mark.parametrize(
    "garbage", ["{", "[]", "7", '{"losses/two": 1}', '{"losses/two": {"given": "x", "text": 3}}']
)
def test_garbage_in_the_store_is_no_prediction(open_widget, garbage):
    page = open_widget(QUESTIONS["choice"]())
    page.evaluate(f"text => localStorage.setItem('{KEY}', text)", garbage)
    again(page)
    page.get_by_label("16").check()
    commit(page)
    again(page)
    expect(verdict(page)).to_contain_text("✓ You had it.")


RECORDS = {
    "losses/b": {"question": "Is `x` **even**?", "given": "yes", "right": True, "exact": False, "text": "",
                 "answer": "yes", "at": "2026-03-02T10:00:00Z"},
    "losses/a": {"question": "How far?", "given": "44 m", "right": False, "exact": False, "text": "",
                 "answer": "7.5 m", "at": "2026-03-01T10:00:00Z"},
    "losses/c": {"question": "Taste?", "given": "c", "right": None, "exact": False, "text": "",
                 "answer": "", "at": "2026-03-03T10:00:00Z"},
    "optim/a": {"question": "Elsewhere?", "given": "1", "right": True, "exact": False, "text": "",
                "answer": "1", "at": "2026-03-01T10:00:00Z"},
    "losses/broken": {"question": 3},
}  # fmt: skip


@pytest.fixture
def record(open_widget):
    """A page with the record of `RECORDS`."""

    def open_(theme="light", width=1000):
        page = open_widget(prediction_record("losses"), theme=theme, width=width)
        expect(page.locator(".lead")).to_contain_text("boxes with the word Predict")
        page.evaluate(f"text => localStorage.setItem('{KEY}', text)", json.dumps(RECORDS))
        again(page)
        return page

    return open_


def rows(page) -> list[list[str]]:
    return [row.locator("td").all_inner_texts()[:4] for row in page.locator("tbody tr").all()]


LISTED = [
    ["✗ wrong", "How far?", "44 m", "7.5 m"],
    ["✓ right", "Is x even?", "yes", "yes"],
    ["– no right or wrong", "Taste?", "c", ""],
]


def test_the_record_lists_its_topic_oldest_first(record):
    page = record()
    assert soon(rows, page) == LISTED
    expect(page.locator(".tally")).to_have_text("1 of 2 right; 1 with no right or wrong.")
    expect(page.locator("tbody .day").first).not_to_be_empty()


def test_the_record_is_downloaded_and_printed_alone(record):
    page = record()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename == "predictions-losses.html"
    text = download.value.path().read_text(encoding="utf-8")
    assert "<code>x</code> <strong>even</strong>" in text
    page.add_init_script("window.print = () => { window.top.printed = document.documentElement.outerHTML; };")
    again(page)
    page.get_by_role("button", name="Print").click()
    page.wait_for_function("window.printed")
    printed = page.evaluate("window.printed")
    assert "44 m" in printed
    assert "Explorable under test" not in printed  # the page around it


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_record_is_for_everyone(record, theme):
    page = record(theme, NARROW)
    assert axe(page) == []
    assert soon(page.evaluate, "document.documentElement.scrollWidth") <= NARROW
