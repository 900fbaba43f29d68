"""The digit explorer in a page: the board takes mouse and keys, its numbers are those of the copied code."""

import contextlib
import io

import numpy as np
import pytest
from support.waiting import expect, soon
from widgets.conftest import all_displayed, code_of, displayed, in_full, open_details
from widgets.digit_fixtures import CASES, NETWORK, image_of, settings_of

from course_lib.cnn import occlusion
from course_lib.cnn.digit_explorer import DigitExplorer


@pytest.fixture
def open_widget(open_widget):
    return in_full(open_widget)


def board(page):
    return page.widget.get_by_role("application")


def strokes(page):
    return page.evaluate("model.get('strokes')")


def press(page, name):
    page.widget.get_by_role("button", name=name, exact=True).click()


def scores(page) -> list[float]:
    shown = all_displayed(page)
    return [shown[f"score {digit}"] for digit in range(10)]


@pytest.mark.parametrize("case", CASES, ids=lambda c: str(c)[:40])
def test_the_scores_are_those_of_course_lib_and_the_copied_code_prints_them(open_widget, case):
    settings = settings_of(case)
    page = open_widget(DigitExplorer(**{"preset": "", **settings, "covered": 20}))
    open_details(page)
    code = code_of(page)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(code, space := {})
    assert scores(page) == pytest.approx(eval(printed.getvalue())[0], abs=1e-9)
    image, target = image_of(settings)
    cost = occlusion(NETWORK, image[None], target, patch=settings["patch"], stride=2)
    np.testing.assert_allclose(space["looked"], cost, atol=1e-9)
    assert displayed(page, "fall") == pytest.approx(cost.ravel()[20], abs=1e-9)
    assert displayed(page, "target") == target


def test_a_mouse_draws_and_undo_takes_the_stroke_back(open_widget):
    page = open_widget(DigitExplorer())
    at = board(page).bounding_box()
    across = at["width"] / 28
    page.mouse.move(at["x"] + 14 * across, at["y"] + 4 * across)
    page.mouse.down()
    page.mouse.move(at["x"] + 14 * across, at["y"] + 24 * across, steps=10)
    page.mouse.up()
    expect(page.widget.get_by_role("button", name="Undo", exact=True)).to_be_enabled()
    assert soon(lambda: [len(strokes(page)), *strokes(page)[0][:2], *strokes(page)[0][-2:]]) == pytest.approx(
        [1, 14, 4, 14, 24], abs=0.2
    )
    assert soon(page.evaluate, "[model.get('digit'), model.get('preset')]") == ["", ""]
    assert soon(lambda: int(np.argmax(scores(page)))) == 1
    expect(page.widget.locator(".scores tr[aria-current=true] th")).to_contain_text("1")
    press(page, "Undo")
    assert soon(strokes, page) == []
    assert soon(displayed, page, "ink") == 0


def test_arrow_keys_draw_once_the_pen_is_down(open_widget):
    page = open_widget(DigitExplorer(strokes=[]))
    board(page).focus()
    page.keyboard.press("ArrowUp")
    assert strokes(page) == []
    page.keyboard.press("Space")
    for _ in range(3):
        page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("ArrowRight")
    assert soon(strokes, page) == [[14, 13, 14, 16, 14, 19, 14, 22, 15, 22]]
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    expect(page.widget.locator("[data-name='pen place']")).to_have_text("Pen at 16, 22, up")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowUp")
    assert soon(lambda: len(strokes(page))) == 2
    page.keyboard.press("Backspace")
    assert soon(lambda: len(strokes(page))) == 1
    page.keyboard.press("Delete")
    assert soon(strokes, page) == []


def test_a_drawing_on_a_real_digit_begins_a_sheet_of_its_own_and_reset_brings_the_digit_back(open_widget):
    page = open_widget(DigitExplorer(preset="four"))
    before = scores(page)
    at = board(page).bounding_box()
    page.mouse.click(at["x"] + 20, at["y"] + 20)
    assert soon(lambda: len(strokes(page))) == 1
    assert soon(scores, page) != before
    press(page, "Reset")
    assert soon(strokes, page) == []
    assert soon(scores, page) == before


def test_play_covers_one_place_after_the_other_and_shows_what_each_costs(open_widget):
    page = open_widget(DigitExplorer())
    press(page, "Step")
    press(page, "Step")
    assert soon(page.evaluate, "[model.get('covered'), model.get('look')]") == [1, "occlusion"]
    press(page, "Back")
    assert soon(page.evaluate, "model.get('covered')") == 0
    press(page, "Rewind")
    assert soon(page.evaluate, "[model.get('covered'), model.get('look')]") == [-1, "none"]


def test_the_cover_goes_when_its_size_is_changed(open_widget):
    page = open_widget(DigitExplorer(covered=20))
    size = page.get_by_role("spinbutton", name="Cover, pixels across, as a number", exact=True)
    size.fill("8")
    size.press("Enter")
    assert soon(page.evaluate, "[model.get('patch'), model.get('covered')]") == [8, -1]


def test_a_guess_about_the_letter_is_answered_by_the_network(open_widget):
    page = open_widget(DigitExplorer())
    open_details(page)
    page.get_by_label("It says one of the digits, and is more than 90 % sure.").check()
    press(page, "Draw the A")
    expect(page.widget.locator(".verdict")).to_contain_text("Yes. It says 4, with 98.4 %.")
    assert soon(lambda: int(np.argmax(scores(page)))) == 4


@pytest.mark.parametrize("map_", [0, 7, 8, 23])
def test_a_picked_map_tells_its_peak(open_widget, map_):
    page = open_widget(DigitExplorer(preset="eight", map=map_))
    image, _ = image_of(settings_of({"preset": "eight"}))
    first, second = (maps.data[0] for maps in NETWORK.maps(image[None, None]))
    values = [*first, *second][map_]
    name = f"peak of {'first' if map_ < 8 else 'second'} {map_ if map_ < 8 else map_ - 8}"
    assert displayed(page, name) == pytest.approx(values.max(), abs=1e-9)
    assert [displayed(page, f"peak {axis}") for axis in ("row", "column")] == [
        *np.unravel_index(values.argmax(), values.shape)
    ]
