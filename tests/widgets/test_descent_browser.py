"""The descent explorer under a real mouse and keyboard; every number it shows against course_lib."""

import numpy as np
import pytest
from support.waiting import expect, frames, soon
from widgets.conftest import FRAMES, in_full
from widgets.descent_views import NARROW, WIDE, agrees, centre, differences, press, state_of

from course_lib.optim.descent_explorer import DescentExplorer


@pytest.fixture
def open_widget(open_widget):
    return in_full(open_widget)


# --- alive -----------------------------------------------------------------------------------------


def test_every_preset_shows_the_numbers_of_course_lib(open_widget):
    page = open_widget(DescentExplorer(), width=WIDE)
    for preset, about in DescentExplorer.presets().items():
        settings = about["settings"]
        page.get_by_label("Surface and race").select_option(preset)
        state = agrees(page)
        assert state["preset"] == preset
        assert {k: state[k] for k in settings if k in state} == {
            k: v for k, v in settings.items() if k in state
        }
        expect(page.locator(".comment")).to_have_text(about["comment"])


def test_own_settings_are_called_so(open_widget):
    page = open_widget(DescentExplorer(surface="saddle", noise=0.2, optimizers=["adam", "sgd"], step=30))
    agrees(page)
    expect(page.locator(".comment")).to_contain_text("Your own settings")


PIXELS = """host => {
  const canvas = host.shadowRoot.querySelector("canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const depths = new Set(data.filter((_, i) => i % 4 === 3)).size;
  return [canvas.width, canvas.height, depths, canvas.style.cssText];
}"""


def test_the_ground_is_painted_sharply_and_without_room_nothing_breaks(open_widget):
    usual = open_widget(DescentExplorer(), width=WIDE, device_scale_factor=2).widget.evaluate(PIXELS)
    assert usual[2] > 50  # a tint of many depths and lines on it
    css = dict(part.strip().split(": ") for part in usual[3].strip(";").split(";"))
    assert usual[0] == 2 * int(css["width"].removesuffix("px"))
    for place in ("width: 0", "display: none"):
        page = open_widget(DescentExplorer(), width=WIDE, place=place, device_scale_factor=2)
        page.evaluate("document.getElementById('place').removeAttribute('style')")
        agrees(page)
        page.evaluate(FRAMES)
        assert soon(page.widget.evaluate, PIXELS) == usual


# --- the start -------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_press_puts_the_start_there_and_a_drag_takes_it_along(open_widget, width):
    page = open_widget(DescentExplorer(preset="ravine"), width=width)
    page.locator(".map").scroll_into_view_if_needed()
    handle = page.locator('.handle[role="slider"]')
    start, at = centre(handle), state_of(page)["start"]
    target = start + np.array([90, 50])
    page.mouse.move(*target)
    page.mouse.down()
    page.evaluate(FRAMES)
    assert np.abs(centre(handle) - target).max() <= 3  # it snaps to its step
    page.mouse.move(*(target + np.array([40, -30])), steps=4)
    page.mouse.up()
    page.evaluate(FRAMES)
    assert np.abs(centre(handle) - target - [40, -30]).max() <= 3
    x, y = agrees(page)["start"]
    assert x > at[0]
    assert y < at[1]
    page.mouse.move(*start)  # nothing is held any more
    assert state_of(page)["start"] == [x, y]


def test_a_finger_taps_or_takes_the_handle_but_may_scroll_elsewhere(open_widget):
    page = open_widget(DescentExplorer(), width=NARROW, has_touch=True)
    page.locator(".map").scroll_into_view_if_needed()
    handle = page.locator('.handle[role="slider"]')
    target = centre(handle) + np.array([80, 40])
    fire = """([x, y, type]) => {
      const root = document.querySelector("#place > *").shadowRoot;
      const about = { clientX: x, clientY: y, buttons: 1, pointerType: "touch", bubbles: true, pointerId: 5 };
      root.querySelector(".map svg").dispatchEvent(new PointerEvent(type, about));
    }"""
    before = state_of(page)["start"]
    page.evaluate(fire, [*target, "pointerdown"])
    page.evaluate(fire, [*(target + 30), "pointermove"])
    assert state_of(page)["start"] == before
    page.touchscreen.tap(*target)
    page.evaluate(FRAMES)
    assert np.abs(centre(handle) - target).max() <= 3
    agrees(page)


def test_arrow_keys_move_the_start_shift_ten_times_as_far(open_widget):
    page = open_widget(DescentExplorer(), width=WIDE)
    page.locator('.handle[role="slider"]').focus()
    for key, expected in [
        ("ArrowRight", [-3.45, 1.5]), ("ArrowUp", [-3.45, 1.55]), ("Shift+ArrowLeft", [-3.95, 1.55]),
        ("Shift+ArrowDown", [-3.95, 1.05]), ("Shift+ArrowLeft", [-4, 1.05]),
    ]:  # fmt: skip
        page.keyboard.press(key)
        assert agrees(page)["start"] == pytest.approx(expected, abs=1e-12), key
    expect(page.locator('.handle[role="slider"]')).to_have_attribute("aria-valuetext", "−4, 1.05")


# --- time ------------------------------------------------------------------------------------------


def test_step_back_and_rewind_move_all_points_along_their_paths(open_widget):
    page = open_widget(DescentExplorer(preset="ravine"), width=WIDE)
    start = state_of(page)
    at = {name: centre(page.locator(f'.map .marker[data-role="{name}"]')) for name in start["optimizers"]}
    for button, step in [("Step", 17), ("Step", 18), ("Back", 17), ("Rewind", 0), ("Step", 1)]:
        press(page, button)
        assert agrees(page)["step"] == step
        expect(page.locator(".count")).to_have_attribute("data-step", str(step))
    for name, before in at.items():
        assert np.abs(centre(page.locator(f'.map .marker[data-role="{name}"]')) - before).max() > 5
    press(page, "Back")
    expect(page.get_by_role("button", name="Back")).to_be_disabled()
    expect(page.get_by_role("button", name="Rewind")).to_be_disabled()
    assert differences(state_of(page), start) == {"step"}


def test_the_step_slider_obeys_the_keyboard_and_the_curves_the_mouse(open_widget):
    page = open_widget(DescentExplorer(preset="race"), width=WIDE)
    page.get_by_label("Step", exact=True).first.focus()
    slider = page.locator('.player input[type="range"]')
    slider.focus()
    for key, step in [("ArrowRight", 19), ("End", 100), ("ArrowLeft", 99), ("Home", 0)]:
        page.keyboard.press(key)
        assert agrees(page)["step"] == step
    page.locator(".curves").scroll_into_view_if_needed()
    box = page.locator(".curves .marks").bounding_box()
    plot = page.locator(".curves svg").bounding_box()
    left, right = plot["x"] + 58, plot["x"] + plot["width"] - 12
    y = box["y"] + box["height"] / 2
    page.mouse.move(left + 0.25 * (right - left), y)
    page.mouse.down()
    assert state_of(page)["step"] == 25
    page.mouse.move(left + 0.7 * (right - left), y + 40, steps=3)
    page.mouse.up()
    assert agrees(page)["step"] == 70


def test_play_runs_until_it_is_paused_and_stops_at_the_end(open_widget):
    page = open_widget(DescentExplorer(steps=40, step=0), width=WIDE)
    press(page, "Play")
    count = page.locator(".count").element_handle()
    page.wait_for_function("s => Number(s.dataset.step) >= 2", arg=count)
    press(page, "Pause")
    paused = agrees(page)
    frames(page, 20)
    assert state_of(page) == paused
    page.locator('.player input[type="range"]').focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    press(page, "Play")
    page.get_by_role("button", name="Play", exact=True).wait_for()
    assert agrees(page)["step"] == 40


def test_with_reduced_motion_play_jumps(open_widget):
    page = open_widget(DescentExplorer(preset="race"), width=WIDE, reduced_motion="reduce")
    steps = []
    for _ in range(3):
        press(page, "Play")
        steps.append(agrees(page)["step"])
    assert steps == [68, 100, 50]  # at the end it begins anew
