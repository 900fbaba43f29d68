"""A prediction is made once, answered, and kept: by mouse, by keyboard, in a browser that keeps nothing."""

import json

import pytest
from support.waiting import expect, soon
from widgets.conftest import axe

from course_lib.widgets import predict, prediction_record, quick_check

NARROW = 390
KEY = "course:predictions"
CHOICES = {"12": "That one sums `|r|`.", "16": "Its squares sum to 32."}
PICTURE = {"x": [0, 10, "weight w"], "y": [0, 4, "loss"], "curves": [[[0, 5, 10], [4, 1, 4], "MSE"]]}
QUESTIONS = {
    "choice": lambda: predict("losses/two", "Which has the smaller *MSE*?", CHOICES, answer="16"),
    "opinion": lambda: predict("losses/taste", "Which would you take?", CHOICES),
    "number": lambda: predict(
        "losses/mean", "By how much does it move?", answer=7.5, tolerance=0.5, unit="minutes",
        feedback={44: "The six share it."}, right="A sixth.", hint="Divide.",
    ),
    "order": lambda: predict(
        "losses/order", "From small to large", order=["`a`", "b", "c"], right="So it is.", hint="No."
    ),
    "point": lambda: predict(
        "losses/place", "Where is it lowest?", point=(5, 1), tolerance=(1, 0.5), picture=PICTURE,
        feedback={(0, 4): "Highest."}, right="There it turns.", hint="Lower.",
    ),
}  # fmt: skip
NO_STORAGE = """Object.defineProperty(window, "localStorage",
  { get() { throw new DOMException("forbidden", "SecurityError"); } });"""
FULL = """Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };"""


def commit(page):
    page.get_by_role("button", name="Commit").click()


def verdict(page):
    return page.locator(".verdict")


def again(page):
    """A real reload."""
    page.reload()
    page.wait_for_selector("body[data-ready]")


def kept(page) -> dict:
    return json.loads(page.evaluate(f"localStorage.getItem('{KEY}') ?? '{{}}'"))


def test_a_choice_is_committed_once_and_kept(open_widget):
    page = open_widget(QUESTIONS["choice"]())
    commit(page)
    expect(verdict(page)).to_have_text("Choose one of them first.")
    assert kept(page) == {}
    page.get_by_label("12").check()
    commit(page)
    told = "✗ Not this time. You said 12. It is 16.That one sums |r|.Forget this prediction"
    expect(verdict(page)).to_have_text(told)
    expect(verdict(page)).to_be_focused()  # the button is gone, the answer is read next
    expect(page.get_by_role("button", name="Commit")).to_have_count(0)
    expect(page.get_by_role("radio", disabled=True)).to_have_count(2)
    record = kept(page)["losses/two"]
    assert (record["given"], record["right"], record["answer"]) == ("12", False, "16")
    assert soon(page.evaluate, "model.get('guess').given") == "12"
    again(page)
    expect(verdict(page)).to_have_text(told)
    expect(page.get_by_role("radio")).to_have_count(0)
    page.get_by_role("button", name="Forget this prediction").click()
    expect(page.get_by_role("radio", name="12")).to_be_focused()
    assert kept(page) == {}
    again(page)
    expect(page.get_by_role("radio", disabled=False)).to_have_count(2)


def test_an_opinion_is_neither_right_nor_wrong(open_widget):
    page = open_widget(QUESTIONS["opinion"]())
    page.get_by_label("16").check()
    commit(page)
    expect(verdict(page)).to_contain_text("Noted. You said 16.Its squares sum to 32.")
    assert kept(page)["losses/taste"]["right"] is None


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("44", "✗ Not this time. You said 44 minutes. It is 7.5 minutes.The six share it."),
        ("3", "✗ Not this time. You said 3 minutes. It is 7.5 minutes.Divide."),
        ("7,2", "✓ You had it. You said 7,2 minutes.A sixth."),
        ("15/2", "✓ You had it. You said 15/2 minutes.Exactly. A sixth."),
    ],
)
def test_a_number_by_keyboard_alone(open_widget, typed, told):
    page = open_widget(QUESTIONS["number"]())
    page.keyboard.press("Tab")
    page.keyboard.type("many")
    page.keyboard.press("Enter")
    expect(verdict(page)).to_contain_text("Please type a number")
    page.keyboard.press("Control+A")
    page.keyboard.type(typed)
    page.keyboard.press("Enter")
    expect(verdict(page)).to_have_text(told + "Forget this prediction")


def items(page) -> list[str]:
    return page.locator(".order .item").all_inner_texts()


def test_an_order_by_keyboard_and_the_place_is_said(open_widget):
    page = open_widget(QUESTIONS["order"](), width=NARROW)
    start = items(page)
    assert sorted(start) == ["a", "b", "c"] != start
    commit(page)
    expect(verdict(page)).to_contain_text("press the button once more")
    page.get_by_role("button", name=f"{start[0]}: down").focus()
    page.keyboard.press("ArrowDown")
    assert soon(items, page) == [start[1], start[0], start[2]]
    expect(page.locator(".place")).to_have_text(f"{start[0]}: place 2 of 3")
    expect(page.get_by_role("button", name=f"{start[0]}: down")).to_be_focused()
    for place, item in enumerate("abc"):
        while (now := items(page).index(item)) > place:
            page.get_by_role("button", name=f"{item}: up").click()
            assert soon(items, page) != now
    commit(page)
    expect(verdict(page)).to_contain_text("✓ You had it. You said a, b, c.So it is.")


def test_an_order_that_stands_as_expected_needs_no_move(open_widget):
    page = open_widget(QUESTIONS["order"]())
    commit(page)
    commit(page)
    expect(verdict(page)).to_contain_text("✗ Not this time.")


def test_an_order_by_dragging(open_widget):
    page = open_widget(QUESTIONS["order"]())
    start = items(page)
    first, last = (page.locator(".order li").nth(i).bounding_box() for i in (0, 2))
    page.mouse.move(first["x"] + 60, first["y"] + 10)
    page.mouse.down()
    page.mouse.move(last["x"] + 60, last["y"] + last["height"] / 2, steps=6)
    page.mouse.up()
    assert soon(items, page) == [start[1], start[2], start[0]]


def test_a_place_by_pointer_and_by_keyboard(open_widget):
    page = open_widget(QUESTIONS["point"](), width=NARROW)
    commit(page)
    expect(verdict(page)).to_contain_text("Press in the picture first")
    mark = page.get_by_role("slider", name="Your place")
    mark.focus()
    for _ in range(10):
        page.keyboard.press("ArrowUp")
    expect(mark).to_have_attribute("aria-valuetext", "weight w 5, loss 2.4")
    box = page.locator("svg.plot").bounding_box()
    page.mouse.click(box["x"] + 60, box["y"] + 20)  # near the upper left corner
    expect(mark).not_to_have_attribute("aria-valuetext", "weight w 5, loss 2.4")
    commit(page)
    expect(verdict(page)).to_contain_text("Highest.")
    expect(page.locator(".right-place")).to_have_count(1)
    before = mark.get_attribute("aria-valuetext")
    mark.focus()
    page.keyboard.press("ArrowDown")
    expect(mark).to_have_attribute("aria-valuetext", before)  # it cannot be changed after that
    page.get_by_role("button", name="Forget").click()
    expect(mark).to_have_attribute("aria-valuetext", "weight w 5, loss 2")


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
@pytest.mark.parametrize("kind", QUESTIONS)
def test_a_prediction_is_for_everyone(open_widget, kind, theme):
    page = open_widget(QUESTIONS[kind](), theme=theme, width=NARROW)
    assert axe(page) == []
    assert soon(page.evaluate, "document.documentElement.scrollWidth") <= NARROW
    if kind in ("choice", "opinion"):
        page.get_by_role("radio").first.check()
    if kind == "number":
        page.get_by_role("textbox").fill("3")
    if kind == "point":
        page.get_by_role("slider").press("ArrowUp")
    commit(page)
    if kind == "order":
        commit(page)
    expect(page.get_by_role("button", name="Forget this prediction")).to_be_visible()
    assert axe(page) == []
    assert soon(page.evaluate, "document.documentElement.scrollWidth") <= NARROW


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_record_is_for_everyone(record, theme):
    page = record(theme, NARROW)
    assert axe(page) == []
    assert soon(page.evaluate, "document.documentElement.scrollWidth") <= NARROW


LOOK = """host => { const card = getComputedStyle(host.shadowRoot.querySelector(".card"));
  return [card.backgroundColor, card.borderTopColor,
    host.shadowRoot.querySelector("button").textContent]; }"""


def test_a_prediction_looks_unlike_a_quick_check(open_widget):
    one = open_widget(QUESTIONS["choice"]()).widget.evaluate(LOOK)
    other = open_widget(quick_check("Which?", CHOICES, answer="16")).widget.evaluate(LOOK)
    assert all(a != b for a, b in zip(one, other, strict=True))
