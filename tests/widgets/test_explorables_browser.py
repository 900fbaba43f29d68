"""The loss and logit explorers under a real mouse and keyboard; every number against course_lib."""

import numpy as np
import pytest
from support.waiting import expect, frames, soon
from widgets.conftest import FRAMES, in_full
from widgets.loss_views import NARROW, VIEWS, WIDE, agrees, at, differences, press, state_of

from course_lib.losses.loss_explorer import LossExplorer


@pytest.fixture
def open_widget(open_widget):
    return in_full(open_widget)


@pytest.fixture(params=VIEWS)
def view(request):
    return VIEWS[request.param]


# --- alive -----------------------------------------------------------------------------------------


PLOTS = """host => [...host.shadowRoot.querySelectorAll("svg.plot")].filter((el) => el.checkVisibility())
  .map((el) => ["width", "height"].map((k) => Number(el.getAttribute(k))))"""


def test_without_room_it_keeps_quiet_and_draws_once_there_is(open_widget, view):
    usual = open_widget(view.make(), width=WIDE).widget.evaluate(PLOTS)
    for place in ("width: 0", "display: none"):
        page = open_widget(view.make(), width=WIDE, place=place)
        page.evaluate("document.getElementById('place').removeAttribute('style')")
        agrees(page, view)
        page.evaluate(FRAMES)
        assert soon(page.widget.evaluate, PLOTS) == usual


# --- by hand ---------------------------------------------------------------------------------------


def centre(handle):
    box = handle.bounding_box()
    return np.array([box["x"] + box["width"] / 2, box["y"] + box["height"] / 2])


def drag(page, handle, dx, dy):
    handle.scroll_into_view_if_needed()
    start = centre(handle)
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + dx, start[1] + dy, steps=4)
    page.mouse.up()
    page.evaluate(FRAMES)
    return centre(handle) - start


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_dragged_handle_follows_the_mouse_and_the_numbers_follow_it(open_widget, view, width):
    page = open_widget(view.make(), width=width)
    start = state_of(page)
    i, by = (0, -37) if view.axis == "x" else (1, -61)
    moved = drag(page, page.locator(view.handle), *((by, 0) if i == 0 else (0, by)))
    assert abs(moved[i] - by) <= 3  # the handle snaps to its step
    state = agrees(page, view)
    assert (at(state, view.path) - at(start, view.path)) * (-1 if view.axis == "y" else 1) * by > 0


def test_a_dragged_point_takes_both_coordinates(open_widget):
    page = open_widget(LossExplorer(mode="line", loss="huber"), width=WIDE)
    moved = drag(page, page.locator('.handle[data-point="8"]'), -55, 48)
    assert np.abs(moved - [-55, 48]).max() <= 3
    x, y = agrees(page, VIEWS["line"])["points"][8]
    assert x < 9
    assert y < 14


def test_each_arrow_key_is_one_step_shift_ten_and_home_and_end_the_limits(open_widget, view):
    page = open_widget(view.make(), width=WIDE)
    page.locator(view.handle).focus()
    up, down = view.keys
    low, high = view.ends
    value = at(state_of(page), view.path)
    for key, expected in [
        (up, value + view.step), (f"Shift+{down}", value - 9 * view.step), (down, value - 10 * view.step),
        (f"Shift+{up}", value), ("Home", low), (down, low), ("End", high), (up, high),
    ]:  # fmt: skip
        page.keyboard.press(key)
        assert at(agrees(page, view), view.path) == pytest.approx(expected, abs=1e-12), key


def test_arrow_keys_move_a_point_in_both_directions(open_widget):
    page = open_widget(LossExplorer(), width=WIDE)
    page.locator('.handle[data-point="2"]').focus()
    for key, expected in [
        ("ArrowRight", [3.1, 4]), ("ArrowUp", [3.1, 4.2]), ("Shift+ArrowLeft", [2.1, 4.2]),
        ("Shift+ArrowDown", [2.1, 2.2]), ("Home", [2.1, 0]), ("End", [2.1, 23]),
    ]:  # fmt: skip
        page.keyboard.press(key)
        assert agrees(page, VIEWS["number"])["points"][2] == pytest.approx(expected, abs=1e-12), key


# --- back to where it was --------------------------------------------------------------------------


def test_step_goes_down_the_gradient_and_back_restores(open_widget, view):
    page = open_widget(view.make(), width=WIDE)
    trail = [state_of(page)]
    for _ in range(3):
        press(page, "Step")
        trail.append(agrees(page, view))
        expected = view.descended(trail[-2])
        assert {k: trail[-1][k] for k in expected} == {
            k: pytest.approx(v, rel=1e-12) for k, v in expected.items()
        }
    for before in reversed(trail[:-1]):
        press(page, "Back")
        assert differences(agrees(page, view), before) == set()
    expect(page.get_by_role("button", name="Back")).to_be_disabled()


def test_back_returns_to_the_residuals_that_were_drawn(open_widget):
    page = open_widget(LossExplorer(errors="best"), width=WIDE)
    start = state_of(page)
    press(page, "Step")
    assert state_of(page)["errors"] == "yours"
    press(page, "Back")
    assert differences(state_of(page), start) == set()


def test_with_reduced_motion_play_jumps(open_widget, view):
    page = open_widget(view.make(), width=WIDE, reduced_motion="reduce")
    start = state = state_of(page)
    for _ in range(50):
        state = state | view.descended(state)
    press(page, "Play")
    jumped = agrees(page, view)
    expect(page.locator(".count")).to_have_attribute("data-step", "50")
    key = view.path[0]
    assert jumped[key] == pytest.approx(state[key], rel=1e-12)
    press(page, "Rewind")
    assert differences(state_of(page), start) == set()


def test_play_runs_until_it_is_paused(open_widget, view):
    page = open_widget(view.make(), width=WIDE)
    press(page, "Play")
    page.wait_for_function("s => Number(s.dataset.step) >= 2", arg=page.locator(".count").element_handle())
    press(page, "Pause")
    paused = agrees(page, view)
    frames(page, 20)
    assert state_of(page) == paused
