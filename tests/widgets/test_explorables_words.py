"""What the loss and logit explorers say: their code, what they copy, the answer to a guess."""

import io
from contextlib import redirect_stdout

import pytest
from support.waiting import expect
from widgets.conftest import all_displayed, code_of, displayed, in_full
from widgets.loss_views import (
    VIEWS,
    WIDE,
    agrees,
    press,
    state_of,
)

from course_lib.losses.logit_explorer import LogitExplorer
from course_lib.losses.loss_explorer import LossExplorer


@pytest.fixture
def open_widget(open_widget):
    return in_full(open_widget)


CODES = {
    "number": [
        {},
        {"errors": "best", "loss": "l1"},
        {"loss": "huber", "delta": 2.5},
        {"preset": "symmetric"},
    ],
    "line": [{}, {"errors": "best", "loss": "huber"}, {"loss": "quantile", "q": 0.3}, {"preset": "diabetes"}],
    "classes": [{}, {"logits": [1, 0, -1, 2, 0.5], "smoothing": 0.1}, {"temperature": 2.5, "shift": 700}],
    "binary": [{}, {"score": 40, "label": 0}, {"score": 0.1}],
}


@pytest.mark.parametrize(("name", "settings"), [(name, s) for name in CODES for s in CODES[name]])
def test_the_code_prints_the_displayed_loss(open_widget, name, settings):
    view = VIEWS[name]
    page = open_widget(view.widget(**view.settings | settings), width=WIDE)
    page.get_by_text("Copy as Python").click()
    code = code_of(page)
    with redirect_stdout(io.StringIO()) as printed:
        exec(code, {})
    state, lines = state_of(page), printed.getvalue().splitlines()
    if view.widget is LossExplorer:
        shown = displayed(page, f"{state['loss']}.{'best' if state['errors'] == 'best' else 'yours'}")
    else:
        shown = displayed(page, "loss")
    assert float(lines[1 if name == "classes" else 0]) == pytest.approx(shown, rel=1e-12)


def test_copying_says_so(open_widget):
    page = open_widget(LossExplorer(), width=WIDE)
    page.get_by_text("Copy as Python").click()
    press(page, "Copy")
    page.get_by_text("Selected: press Ctrl+C or ⌘C.").wait_for()  # this page is refused the clipboard
    code = code_of(page)
    # some browsers do not tell what is selected within a shadow root
    assert page.evaluate("String(getSelection())").strip() in ("", code.strip())  # at once: it is said above


def test_the_diamond_moves_once_a_guess_is_committed(open_widget):
    page = open_widget(LossExplorer(), width=WIDE)
    page.get_by_text("Predict first").click()
    go = page.get_by_role("button", name="Move the diamond up")
    before = all_displayed(page)
    expect(go).to_be_disabled()
    page.get_by_label("Absolute error").check()
    expect(go).to_be_disabled()
    page.get_by_label("It moves by").fill("2")
    go.click()
    moved = {k: displayed(page, f"{k}.fit") - before[f"{k}.fit"] for k in ("mse", "l1")}
    assert agrees(page, VIEWS["number"])["points"][8] == [9, 23]
    assert moved == pytest.approx({"mse": 1, "l1": 0})
    for part in ("rose by 9.", "squared 1, absolute 0,", "You said absolute; it is squared.", "off by 1."):
        expect(page.locator(".verdict")).to_contain_text(part)
    press(page, "Reset")
    expect(go).to_be_disabled()
    expect(page.locator(".verdict")).to_have_text("")


def test_the_logit_rises_once_a_guess_is_committed(open_widget):
    page = open_widget(LogitExplorer(), width=WIDE)
    page.get_by_text("Predict first").click()
    go = page.get_by_role("button", name="Push it up")
    expect(go).to_be_disabled()
    page.get_by_label("It stops at −1").check()
    go.click()
    assert agrees(page, VIEWS["classes"])["logits"] == [100, 0, -1]
    assert displayed(page, "dz.2") == pytest.approx(-1)
    expect(page.locator(".verdict")).to_contain_text("The loss is 101.")
    expect(page.locator(".verdict")).to_contain_text("That is what you said.")
