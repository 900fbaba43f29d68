"""Weights of the playground, changed by hand."""

import pytest
from support.waiting import expect
from widgets.conftest import address
from widgets.playground.page import (
    agrees,
    button,
    displayed,
    number,
    params,
    place,
    press,
    raw,
    settle,
    state_of,
    type_number,
)
from widgets.playground.twin import Twin
from widgets.playground.views import FEW

from course_lib.backprop.playground.words import SAY


def choose(page, layer, unit, source):
    """Chooses a number of the network in the two lists."""
    page.widget.get_by_label(SAY["to"], exact=True).select_option(f"{layer},{unit}")
    page.widget.get_by_label(SAY["from"], exact=True).select_option(str(source))
    settle(page)


SPOTS = [(0, 1, 0), (1, 1, 3), (2, 0, 1), (0, 3, -1), (2, 0, -1)]


@pytest.mark.parametrize("spot", SPOTS)
def test_a_number_of_the_network_is_shown_and_typed(open_page, spot):
    page = open_page(**FEW)
    at = place(state_of(page), *spot)
    choose(page, *spot)
    assert displayed(page)["picked.value"] == params(page)[at]
    before = params(page)
    type_number(page, SAY["value"], 2.5)
    expected = [*before[:at], 2.5, *before[at + 1 :]]
    assert params(page) == expected
    assert state_of(page)["edits"] == [[*spot, 2.5]]
    twin = Twin(state_of(page))
    agrees(page, twin)
    press(page, "Step", "Epoch")
    twin.step()
    twin.epoch()
    agrees(page, twin)
    shown = displayed(page)
    assert shown["picked.value"] == params(page)[at]
    assert shown["picked.grad"] == pytest.approx(twin.arrays()[1][at], rel=1e-9)


def slider(page):
    return page.widget.locator(".panel input[type=range]")


def test_arrow_keys_and_the_mouse_move_a_weight(open_page):
    page = open_page(**FEW)
    choose(page, 0, 2, 1)
    at = place(state_of(page), 0, 2, 1)
    value = params(page)[at]
    slider(page).focus()
    page.keyboard.press("ArrowRight")
    assert params(page)[at] == pytest.approx(value + 0.01, abs=0.006)  # a multiple of 0.01 from there on
    page.keyboard.press("Home")
    assert params(page)[at] == -10
    box = slider(page).bounding_box()
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 8, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.75, middle, steps=5)
    page.mouse.up()
    assert params(page)[at] == pytest.approx(5, abs=0.5)
    assert len(state_of(page)["edits"]) == 1
    agrees(page, Twin(state_of(page)))


ON_LINE = """(host, [link, share]) => {
  const el = host.shadowRoot.querySelector(`[data-link="${link}"]`);
  const p = el.getPointAtLength(share * el.getTotalLength()).matrixTransform(el.getScreenCTM());
  return [p.x, p.y]; }"""


def test_a_click_on_a_line_chooses_its_weight(open_page):
    page = open_page(**FEW)
    page.widget.locator(".net").scroll_into_view_if_needed()
    lists = [page.widget.get_by_label(SAY[name], exact=True) for name in ("to", "from")]
    spots = [
        (k, o, i) for k, (n, m) in enumerate([(2, 4), (4, 2), (2, 1)]) for o in range(m) for i in range(n)
    ]
    for k, o, i in spots:
        chosen = set()
        for share in (0.3, 0.4, 0.5, 0.6, 0.7):  # lines cross at some of them
            page.mouse.click(*page.widget.evaluate(ON_LINE, [f"{k},{o},{i}", share]))
            settle(page)
            chosen.add(",".join(each.input_value() for each in lists))
        assert f"{k},{o},{i}" in chosen
        choose(page, k, o, i)
        assert displayed(page)["picked.value"] == params(page)[place(state_of(page), k, o, i)]


def test_the_weight_under_the_mouse_is_told_while_it_changes(open_page):
    page = open_page(**FEW)
    button(page, "Step").focus()
    page.widget.locator(".net").scroll_into_view_if_needed()
    page.mouse.move(*page.widget.evaluate(ON_LINE, ["2,0,1", 0.5]))
    told = []
    for _ in range(3):
        page.keyboard.press("Enter")
        settle(page)
        value = params(page)[place(state_of(page), 2, 0, 1)]
        told.append(page.widget.locator(".tip").text_content())
        assert float(told[-1].split()[-1].replace("−", "-")) == pytest.approx(value, rel=0.01)
    assert len(set(told)) > 1


def test_edits_are_in_the_link_and_survive_a_rewind(open_page):
    page = open_page(**FEW)
    for spot, value in [((0, 1, 0), 3), ((2, 0, -1), -1.25), ((0, 1, 0), 0.125)]:
        choose(page, *spot)
        type_number(page, SAY["value"], value)
    start = raw(page)
    press(page, "Epoch", "Epoch")
    again = open_page(**FEW, hash=address(page))
    assert state_of(again)["edits"] == [[2, 0, -1, -1.25], [0, 1, 0, 0.125]]
    assert raw(again) == raw(page)
    press(page, "Rewind")
    assert raw(page) == start


def test_an_edit_on_the_way_belongs_to_this_run_alone(open_page):
    page = open_page(**FEW)
    twin = Twin(state_of(page))
    press(page, "Epoch")
    twin.epoch()
    choose(page, 1, 0, 0)
    type_number(page, SAY["value"], -2)
    assert state_of(page)["edits"] == []
    twin.params[2].data[0, 0] = -2
    agrees(page, twin)
    expect(page.widget.get_by_text(SAY["mixed"])).to_be_visible()
    press(page, "Epoch")
    twin.epoch()
    agrees(page, twin)
    press(page, "Rewind", "Epoch")
    twin = Twin(state_of(page))
    twin.epoch()
    agrees(page, twin)
    expect(page.widget.get_by_text(SAY["mixed"])).to_be_hidden()


def test_typing_is_not_disturbed_while_it_plays(open_page):
    page = open_page()
    button(page, "Play").click()
    for label, value in ((SAY["value"], "1.5"), ("Learning rate", "0.07")):
        number(page, label).focus()
        page.keyboard.press("Control+A")
        page.keyboard.type(value, delay=60)  # some frames between two letters
        expect(number(page, label)).to_have_value(value)
    page.keyboard.press("Enter")
    button(page, "Pause").click()
    assert state_of(page)["lr"] == 0.07
