"""The slope explorer under a real mouse; every slope against calculus, and against two heights."""

import pytest
from support.waiting import expect, soon
from widgets.conftest import all_displayed
from widgets.primer_fixtures import chain_numbers, curve_numbers, surface_numbers
from widgets.primer_hands import agree, drag, printed, settings

from course_lib.primer.slope_explorer import PRESETS as SLOPES
from course_lib.primer.slope_explorer import SlopeExplorer


def slope_numbers(state) -> dict:
    x1, x2, h, mode = (state[k] for k in ("x1", "x2", "h", "mode"))
    if mode == "surface":
        return surface_numbers(state["surface"], [x1, x2], h)
    return {"curve": curve_numbers, "chain": chain_numbers}[mode](state[mode], x1, h)


@pytest.mark.parametrize("preset", SLOPES)
def test_every_slope_is_that_of_calculus_and_of_two_heights(open_widget, preset):
    page = open_widget(SlopeExplorer(preset=preset))
    agree(all_displayed(page), slope_numbers(settings(page)))
    page.widget.get_by_role("button", name="Step", exact=True).click()
    shown, state = all_displayed(page), settings(page)
    assert state["h"] == 0.5
    agree(shown, slope_numbers(state))


@pytest.mark.parametrize(("preset", "hand"), [("parabola", "curve"), ("bowl", "map"), ("gears", "chain")])
def test_the_slopes_follow_the_point(open_widget, preset, hand):
    page = open_widget(SlopeExplorer(preset=preset))
    before = settings(page)
    drag(page, hand, -60, 30)
    shown, after = all_displayed(page), settings(page)
    assert after["x1"] < before["x1"]
    assert (after["x2"] < before["x2"]) == (hand == "map")
    agree(shown, slope_numbers(after))


def test_play_turns_the_dashed_line_into_the_tangent(open_widget):
    page = open_widget(SlopeExplorer(h=0.01))
    page.widget.get_by_role("button", name="Play", exact=True).click()
    assert soon(lambda: settings(page)["h"]) == 0.001
    expect(page.widget.get_by_role("button", name="Play", exact=True)).to_be_visible()
    shown = all_displayed(page)
    assert shown["quotient"] == pytest.approx(shown["slope"], abs=0.002)


@pytest.mark.parametrize("preset", SLOPES)
def test_the_copied_python_prints_the_slopes(open_widget, preset):
    page = open_widget(SlopeExplorer(preset=preset))
    last = printed(page).splitlines()[-1]
    shown = slope_numbers(settings(page))
    names = ["slope.1", "slope.2"] if "steepness" in shown else ["slope"]
    told = [float(word) for word in last.strip("[]").split(", ")]
    assert told == pytest.approx([shown[name] for name in names], rel=1e-12)
