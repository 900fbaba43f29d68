"""Weights and points of the playground, changed by hand."""

import numpy as np
import pytest
import torch
from support.waiting import expect
from widgets.conftest import address, in_full
from widgets.playground_page import (
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
from widgets.playground_twin import Twin

from course_lib.backprop.playground import Playground
from course_lib.backprop.playground.words import SAY, WORDS


@pytest.fixture
def open_widget(open_widget):
    return in_full(open_widget)


FEW = {"n_samples": 46, "batch_size": 5}


def open_page(open_widget, **settings):
    return open_widget(Playground(**settings), width=1100)


# --- one weight -------------------------------------------------------------------------------------


def choose(page, layer, unit, source):
    """Chooses a number of the network in the two lists."""
    page.widget.get_by_label(SAY["to"], exact=True).select_option(f"{layer},{unit}")
    page.widget.get_by_label(SAY["from"], exact=True).select_option(str(source))
    settle(page)


SPOTS = [(0, 1, 0), (1, 1, 3), (2, 0, 1), (0, 3, -1), (2, 0, -1)]


@pytest.mark.parametrize("spot", SPOTS)
def test_a_number_of_the_network_is_shown_and_typed(open_widget, spot):
    page = open_page(open_widget, **FEW)
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


def test_arrow_keys_and_the_mouse_move_a_weight(open_widget):
    page = open_page(open_widget, **FEW)
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


def test_a_click_on_a_line_chooses_its_weight(open_widget):
    page = open_page(open_widget, **FEW)
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


def test_the_weight_under_the_mouse_is_told_while_it_changes(open_widget):
    page = open_page(open_widget, **FEW)
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


def test_edits_are_in_the_link_and_survive_a_rewind(open_widget):
    page = open_page(open_widget, **FEW)
    for spot, value in [((0, 1, 0), 3), ((2, 0, -1), -1.25), ((0, 1, 0), 0.125)]:
        choose(page, *spot)
        type_number(page, SAY["value"], value)
    start = raw(page)
    press(page, "Epoch", "Epoch")
    again = open_widget(Playground(**FEW), width=1100, hash=address(page))
    assert state_of(again)["edits"] == [[2, 0, -1, -1.25], [0, 1, 0, 0.125]]
    assert raw(again) == raw(page)
    press(page, "Rewind")
    assert raw(page) == start


def test_an_edit_on_the_way_belongs_to_this_run_alone(open_widget):
    page = open_page(open_widget, **FEW)
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


def test_typing_is_not_disturbed_while_it_plays(open_widget):
    page = open_page(open_widget)
    button(page, "Play").click()
    for label, value in ((SAY["value"], "1.5"), ("Learning rate", "0.07")):
        number(page, label).focus()
        page.keyboard.press("Control+A")
        page.keyboard.type(value, delay=60)  # some frames between two letters
        expect(number(page, label)).to_have_value(value)
    page.keyboard.press("Enter")
    button(page, "Pause").click()
    assert state_of(page)["lr"] == 0.07


# --- own points -------------------------------------------------------------------------------------


def own(page, classes=2):
    page.widget.locator(".thumbs label", has_text=WORDS["data"]["own"]).click()
    settle(page)
    assert state_of(page)["data"] == "own"


def area(page):
    return page.widget.get_by_role("application", name=SAY["plane"])


def spot(page, x1, x2):
    """Where a point of the plane is on the screen."""
    area(page).scroll_into_view_if_needed()
    box = area(page).bounding_box()
    return box["x"] + box["width"] * (x1 + 6) / 12, box["y"] + box["height"] * (6 - x2) / 12


def brush(page, k):
    page.widget.get_by_role("group", name=SAY["brush"]).get_by_role("radio", name=str(k)).click()


POINTS = [[-3, 2, 0], [2, 3.5, 1], [4, -2, 1], [-1, -4, 0], [0.5, 0.5, 1], [-4.5, -2, 0]]


def draw(page, points):
    for x1, x2, k in points:
        brush(page, k)
        page.mouse.click(*spot(page, x1, x2))
    settle(page)


def near(points, expected):
    np.testing.assert_allclose(points, expected, atol=0.11)  # a pixel or two, and steps of 0.1


def test_points_are_drawn_moved_removed_and_learned_by_mouse(open_widget):
    page = open_page(open_widget, points=[])
    own(page)
    draw(page, POINTS)
    near(state_of(page)["points"], POINTS)
    page.mouse.move(*spot(page, 4, -2))
    page.mouse.down()
    page.mouse.move(*spot(page, 5, 1), steps=6)
    page.mouse.up()
    moved = [*POINTS[:2], [5, 1, 1], *POINTS[3:]]
    near(state_of(page)["points"], moved)
    page.mouse.move(*spot(page, -1, -4))
    page.mouse.down()
    page.mouse.up()
    page.keyboard.press("Delete")
    settle(page)
    near(state_of(page)["points"], [*moved[:3], *moved[4:]])
    press(page, "Rewind") if button(page, "Rewind").is_enabled() else None
    twin = Twin(state_of(page))
    agrees(page, twin)
    press(page, "Epoch", "Epoch")
    twin.epoch()
    twin.epoch()
    agrees(page, twin)


def test_a_point_drawn_on_the_way_joins_the_run(open_widget):
    page = open_page(open_widget, data="own", points=POINTS, train_share=1)
    press(page, "Epoch", "Epoch")
    before = params(page)
    draw(page, [[3, -4, 1]])
    assert params(page) == before
    assert displayed(page)["epoch"] == 2
    expect(page.widget.get_by_text(SAY["mixed"])).to_be_visible()
    twin = Twin(state_of(page))
    twin.epochs = 2
    for p, flat in zip(twin.params, split(before, twin.params), strict=True):
        p.data[:] = flat
    press(page, "Epoch")
    twin.epoch()
    np.testing.assert_allclose(params(page), twin.arrays()[0], rtol=1e-9)


def split(values, arrays):
    """A flat list in the shapes of the arrays."""
    parts = torch.tensor(values, dtype=torch.float64).split([p.numel() for p in arrays])
    return [part.reshape(p.shape) for part, p in zip(parts, arrays, strict=True)]


def test_three_classes_are_drawn_and_learned(open_widget):
    page = open_page(open_widget, preset="three_classes", train_share=1)
    own(page)
    draw(page, [[-3, 0, 0], [3, 0, 1], [0, 3, 2], [0, -3, 2]])
    assert [point[2] for point in state_of(page)["points"]] == [0, 1, 2, 2]
    press(page, "Rewind") if button(page, "Rewind").is_enabled() else None
    twin = Twin(state_of(page))
    press(page, "Epoch", "Step")
    twin.epoch()
    twin.step()
    np.testing.assert_allclose(params(page), twin.arrays()[0], rtol=1e-9)
    for _ in range(2):
        page.widget.get_by_role("button", name="Epoch", exact=True).evaluate(
            "el => { for (let i = 0; i < 100; i += 1) el.click(); }"
        )
    assert displayed(page)["train.accuracy"] == 1


def test_the_plane_tells_what_the_network_says(open_widget):
    page = open_page(open_widget, **FEW)
    press(page, "Epoch")
    twin = Twin(state_of(page))
    twin.epoch()
    x1, x2 = twin.X[twin.parts[0][0]].tolist()
    page.mouse.move(*spot(page, x1, x2))
    shown = displayed(page)
    nearest = [
        int(i) for i in twin.parts[0] if twin.outputs([int(i)]).item() == pytest.approx(shown["point.output"])
    ]
    assert len(nearest) == 1
    X = twin.X.numpy()
    assert np.linalg.norm(X[nearest[0]] - [x1, x2]) < 0.5
    loss = ((twin.outputs(nearest) - twin.Y[nearest]) ** 2).item()
    assert shown["point.loss"] == pytest.approx(loss, rel=1e-9)
