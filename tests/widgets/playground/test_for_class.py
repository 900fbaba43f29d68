"""The playground stripped for class: what is hidden is not there, and the rest works."""

import numpy as np
import pytest
from support.waiting import expect, soon
from widgets.playground.page import agrees, params, press, settle, state_of
from widgets.playground.twin import Twin

from course_lib.backprop.playground import Playground
from course_lib.backprop.playground.words import SAY

WIDE, NARROW = 1100, 390
HIDE = Playground.hide.each.options  # what can be hidden → its name


SEEN = """host => [...host.shadowRoot.querySelectorAll("button, input, select, summary, canvas")]
  .filter((el) => el.checkVisibility() && !el.disabled && !el.closest("[inert]")).length"""


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_what_is_hidden_is_not_there_and_the_rest_works(open_page, width):
    page = open_page(n_samples=46, optimizer="momentum", flow="point", width=width)
    everything = page.widget.evaluate(SEEN)
    for name in [n for n in HIDE if n not in ("summary", "features")]:
        page.evaluate("name => model.set('hide', [name])", name)
        settle(page)
        assert soon(page.widget.evaluate, SEEN) < everything, name
    page.evaluate("names => model.set('hide', names)", [n for n in HIDE if n != "player"])
    press(page, "Epoch")
    twin = Twin(state_of(page))
    twin.epoch()
    np.testing.assert_allclose(params(page), twin.arrays()[0], rtol=1e-9)
    page.evaluate("model.set('hide', [])")
    agrees(page, twin)
    press(page, "Rewind")
    assert soon(page.widget.evaluate, SEEN) == everything


def test_hidden_features_and_summary(open_page):
    page = open_page(n_samples=46, hide=["features", "summary"])
    for unit in page.widget.locator(".unit").all()[:7]:  # those that are shown still show what they are
        if unit.is_visible() and unit.is_enabled():
            unit.click()
            unit.press("Enter")
    settle(page)
    assert state_of(page)["features"] == ["x1", "x2"]
    told = page.widget.get_by_role("status").filter(has_text=SAY["right"])
    expect(told.filter(visible=True)).to_have_count(0)


def test_a_link_hides_too(open_page):
    address = "#playground=%7B%22hide%22%3A%5B%22loss%22%2C%22data%22%5D%7D"
    page = open_page(hash=address)
    assert state_of(page)["hide"] == ["loss", "data"]
    expect(page.widget.get_by_label("Loss", exact=True)).to_be_hidden()
    expect(page.widget.locator(".thumbs")).to_be_hidden()
    expect(page.widget.get_by_label("Optimizer", exact=True)).to_be_visible()


def test_the_list_for_class_hides_and_the_address_takes_it_along(open_page):
    page = open_page(n_samples=46)
    page.widget.get_by_text(SAY["class_room"], exact=True).click()
    for label in ("Optimizer", "L1 penalty", "L2 penalty"):
        page.widget.get_by_role("checkbox", name=label, exact=True).check()
    page.widget.get_by_role("checkbox", name="L2 penalty", exact=True).uncheck()
    settle(page)
    assert state_of(page)["hide"] == ["optimizer", "l1"]
    expect(page.widget.get_by_role("combobox", name="Optimizer", exact=True)).to_be_hidden()
    expect(page.widget.get_by_role("slider", name="L2 penalty", exact=True)).to_be_visible()
    press(page, "Reset")
    settle(page)
    assert state_of(page)["hide"] == ["optimizer", "l1"], "a class cannot bring it back by accident"
    page.widget.get_by_role("checkbox", name=HIDE["class"], exact=True).check()
    settle(page)
    expect(page.widget.locator("details").get_by_role("checkbox").filter(visible=True)).to_have_count(0)
    page.wait_for_function("location.hash.includes('class')")
    page.reload()
    page.wait_for_selector("body[data-ready]")
    assert state_of(page)["hide"] == ["optimizer", "l1", "class"]
    expect(page.widget.get_by_role("combobox", name="Optimizer", exact=True)).to_be_hidden()
    expect(page.widget.get_by_text(SAY["class_room"], exact=True)).to_be_hidden()
