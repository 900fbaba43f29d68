"""The graph explorer's numbers are those of Value and Tensor, by hand, by Step and by nudge."""

import io
import re
from contextlib import redirect_stdout

import numpy as np
import pytest
from support.waiting import expect, soon
from widgets.conftest import all_displayed, code_of, open_details
from widgets.graph_explorer.page import box, cards, press
from widgets.graph_fixtures import TYPED, evaluate

from course_lib.backprop.graph_explorer import PRESETS, GraphExplorer

ALL = {"backward": 99}
OWN = [{"expression": expression, "values": values} for expression, values in TYPED]
VIEWS = [{"preset": name} for name in PRESETS if not name.startswith("repair")] + OWN


@pytest.mark.parametrize("view", VIEWS, ids=lambda v: v.get("preset") or v["expression"][:20])
def test_cards_show_the_gradients_of_the_library_and_the_copied_code_prints_them(open_widget, view):
    explorer = GraphExplorer(**view, **ALL)
    page = open_widget(explorer)
    result, inputs = evaluate(explorer.expression, explorer.values)
    result.backward()
    shown = cards(page)
    for name, leaf in inputs.items():
        assert shown[name] == pytest.approx(np.ravel(leaf.grad).tolist(), rel=1e-12, abs=1e-12)
    open_details(page)
    code = code_of(page)
    with redirect_stdout(io.StringIO()) as printed:
        exec(code, {})
    first, *rest = printed.getvalue().splitlines()
    assert float(first) == pytest.approx(float(result.data), rel=1e-12)
    for line in rest:
        name, told = line.split(" ", 1)
        assert shown[name] == pytest.approx(np.ravel(eval(told)).tolist(), rel=1e-12, abs=1e-12)
    assert max(map(len, code.splitlines())) <= 96


def test_gradients_come_one_step_after_the_other(open_widget):
    page = open_widget(GraphExplorer(preset="five", forward=0))

    def told(kind):
        return len([name for name in all_displayed(page) if re.match(rf"{kind}\.\d", name)])

    def after_a_step():
        press(page, "Step")
        return told("value"), told("gradient")

    assert (told("value"), told("gradient")) == (0, 0)
    assert [after_a_step() for _ in range(5)] == [(1, 0), (2, 0), (2, 1), (2, 3), (2, 5)]
    expect(page.locator(".how")).to_contain_text("hands back 3 to w, 2 to x")
    press(page, "Step")  # that was the last
    assert (told("value"), told("gradient")) == (2, 5)
    press(page, "Rewind")
    assert (told("value"), told("gradient")) == (0, 0)
    page = open_widget(GraphExplorer(preset="five", **ALL))  # begins at the end, so the way back begins anew
    assert [after_a_step() for _ in range(3)] == [(2, 0), (2, 1), (2, 3)]


def test_what_comes_back_along_two_edges_is_added_on_the_card(open_widget):
    page = open_widget(GraphExplorer(preset="twice", **ALL))
    expect(page.locator("[data-text=x] .sum")).to_have_text("3+ 1")
    assert soon(lambda: cards(page)["x"]) == [4]
    box(page, "y").fill("5")
    box(page, "y").press("Tab")
    assert soon(lambda: cards(page)["x"]) == [6]


def test_a_number_is_dragged_and_typed_and_the_arrow_keys_move_it(open_widget):
    page = open_widget(GraphExplorer(preset="five"), width=780)
    at = box(page, "w").bounding_box()
    page.mouse.move(at["x"] + 10, at["y"] + 10)
    page.mouse.down()
    page.mouse.move(at["x"] + 50, at["y"] + 10, steps=4)
    page.mouse.up()
    assert soon(page.evaluate, "model.get('values').w") == 3
    box(page, "x").press("ArrowUp")
    assert soon(page.evaluate, "model.get('values').x") == 3.1
    assert page.evaluate("model.get('preset')") == "five"  # at once: nothing is to change


def test_a_nudge_compares_the_predicted_with_the_actual_change(open_widget):
    page = open_widget(GraphExplorer(expression="x^2", values={"x": 3}, nudge=0.1, nudged="x", **ALL))
    shown = all_displayed(page)
    assert shown["predicted"] == pytest.approx(0.6)
    assert shown["actual"] == pytest.approx(0.61)
    assert shown["gap"] == pytest.approx(0.01)
    page = open_widget(GraphExplorer(preset="matrices"))
    assert "predicted" not in all_displayed(page)
    box(page, "Input to nudge").select_option("W1[1, 0]")
    assert soon(lambda: all_displayed(page)["actual"]) > 0
