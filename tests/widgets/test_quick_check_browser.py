"""Quick checks by keyboard alone, in every theme."""

import pytest
from support.waiting import soon
from widgets.conftest import axe
from widgets.loss_views import NARROW

from course_lib.widgets import quick_check

CARD = """host => {
  const { backgroundColor, color } = getComputedStyle(host.shadowRoot.querySelector(".card"));
  return [backgroundColor, color];
}"""


def test_the_theme_of_the_page_is_followed_at_once(open_widget):
    page = open_widget(quick_check("1?", answer=1))
    light = page.widget.evaluate(CARD)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    dark = page.widget.evaluate(CARD)
    assert dark[0] != light[0]
    assert dark[1] != light[1]
    page.evaluate("document.documentElement.dataset.theme = 'light'")
    assert soon(page.widget.evaluate, CARD) == light


CHOICES = {
    "squared": "Its minimizer is the *mean*.",
    "absolute": "As many pull up as down.",
    "zero": "No pull.",
}


def by_keyboard(page, *keys):
    """Presses the keys; to be asked what the status says then."""
    for key in keys:
        page.keyboard.press(key)
    return soon(page.get_by_role("status").text_content)


def test_a_choice_gets_its_own_answer_by_keyboard_alone(open_widget):
    page = open_widget(quick_check("Which has the median?", CHOICES, answer="absolute"), width=NARROW)
    assert by_keyboard(page, "Tab", "Enter") == "✗ Not yet. Choose one of them first."
    assert by_keyboard(page, "Space", "Enter") == "✗ Not yet. Its minimizer is the mean."
    assert by_keyboard(page, "ArrowDown", "ArrowDown", "Tab", "Enter") == "✗ Not yet. No pull."
    assert by_keyboard(page, "Shift+Tab", "ArrowUp", "Enter") == "✓ Right. As many pull up as down."
    assert soon(page.evaluate, "document.documentElement.scrollWidth") <= NARROW
    assert axe(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_number_is_judged_by_keyboard_alone(open_widget, theme):
    check = quick_check(
        "How far is 3 from 1?", answer=2.0, tolerance=0.05, unit="m", right="Two *meters*.",
        hint="Subtract.", feedback={-2: "A distance has no sign."},
    )  # fmt: skip
    page = open_widget(check, theme=theme)
    page.keyboard.press("Tab")
    for typed, said in [
        ("abc", "✗ Not yet. Please type a number such as 0.25, 1/4 or 2.5e-1."),
        ("−2", "✗ Not yet. A distance has no sign."), ("2.06", "✗ Not yet. Subtract."),
        ("2.04", "✓ Right. Two meters."), ("4/2", "✓ Right. Two meters."), ("1,96", "✓ Right. Two meters."),
    ]:  # fmt: skip
        page.keyboard.press("Control+A")
        page.keyboard.type(typed)
        assert by_keyboard(page, "Enter") == said
        if typed in ("2.06", "1,96"):  # one wrong, one right
            assert axe(page) == []
