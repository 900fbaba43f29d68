"""Broken graphs are repaired: by the place of the fault, and by the gradient that belongs there."""

import pytest
from support.waiting import expect, soon
from widgets.graph_explorer.page import box, cards, press
from widgets.graph_fixtures import evaluate

from course_lib.backprop.graph_explorer import PRESETS, GraphExplorer
from course_lib.backprop.graph_explorer.words import VERDICT, WHY

ANSWERS = {  # the place and the number, worked out by hand
    "repair_slope": ("w*x + b", "-0.177"),
    "repair_overwrite": ("w * x", "-1"),
    "repair_bias": ("b", "2"),
    "repair_zero": ("w", "3"),
    "repair_product": ("w", "1.573"),
    "repair_minus": ("w * x", "-1"),
}


def test_every_broken_graph_has_its_answer_here():
    broken = {name: p["settings"]["challenge"] for name, p in PRESETS.items() if name.startswith("repair")}
    assert set(broken) == set(ANSWERS)
    assert set(broken.values()) == set(WHY)


@pytest.mark.parametrize("preset", ANSWERS)
def test_a_broken_graph_is_repaired_by_place_and_number(open_widget, preset):
    place, number = ANSWERS[preset]
    explorer = GraphExplorer(preset=preset)
    page = open_widget(explorer)
    verdict = page.locator(".repair .verdict")
    before = cards(page)
    press(page, "Check")
    expect(verdict).to_have_text(VERDICT["place"])
    page.locator(f'[data-text="{place}"] .name').click()
    box(page, "where the gradient should be").fill("1000")
    press(page, "Check")
    expect(verdict).to_have_text(VERDICT["off"])
    box(page, "where the gradient should be").fill(number)
    press(page, "Check")
    expect(verdict).to_contain_text(WHY[explorer.challenge])
    result, inputs = evaluate(explorer.expression, explorer.values)
    result.backward()
    shown = cards(page)
    assert shown != before
    for name, leaf in inputs.items():
        assert shown[name] == pytest.approx([leaf.grad], rel=1e-12)
    expect(page.locator(".node.mended")).not_to_have_count(0)
    press(page, "Reset")
    expect(verdict).to_have_text("")
    assert soon(cards, page) == before
