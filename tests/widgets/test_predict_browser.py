"""A prediction is made once and answered: by mouse and by keyboard, each kind of question."""

import pytest
from support.waiting import expect, soon
from widgets.conftest import axe
from widgets.predict_pages import CHOICES, NARROW, QUESTIONS, again, commit, items, kept, verdict

from course_lib.widgets import quick_check


def test_a_choice_is_committed_once_and_kept(open_widget):
    page = open_widget(QUESTIONS["choice"]())
    commit(page)
    expect(verdict(page)).to_have_text("Choose one of them first.")
    assert kept(page) == {}
    page.get_by_label("12").check()
    commit(page)
    told = "✗ Not this time. You said 12. The answer is: 16.That one sums |r|.Forget this prediction"
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
        ("44", "✗ Not this time. You said 44 minutes. The answer is: 7.5 minutes.The six share it."),
        ("3", "✗ Not this time. You said 3 minutes. The answer is: 7.5 minutes.Divide."),
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


LOOK = """host => { const card = getComputedStyle(host.shadowRoot.querySelector(".card"));
  return [card.backgroundColor, card.borderTopColor,
    host.shadowRoot.querySelector("button").textContent]; }"""


def test_a_prediction_looks_unlike_a_quick_check(open_widget):
    one = open_widget(QUESTIONS["choice"]()).widget.evaluate(LOOK)
    other = open_widget(quick_check("Which?", CHOICES, answer="16")).widget.evaluate(LOOK)
    assert all(a != b for a, b in zip(one, other, strict=True))
