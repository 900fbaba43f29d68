"""The descent explorer's race, its knobs, and the edge of what converges, against course_lib."""

import re

import numpy as np
import pytest
from support.waiting import expect
from widgets.conftest import FRAMES, all_displayed, displayed, in_full
from widgets.descent_views import NARROW, WIDE, agrees, rate, state_of, type_in

from course_lib.optim.descent_explorer import OPTIMIZERS, RACERS, DescentExplorer
from course_lib.optim.descent_explorer.words import LABELS


@pytest.fixture
def open_widget(open_widget):
    return in_full(open_widget)


# --- the race --------------------------------------------------------------------------------------


def test_racers_come_and_go_but_somebody_runs(open_widget):
    page = open_widget(DescentExplorer(), width=WIDE)
    chip = lambda name: page.locator(f'.segments input[value="{name}"]')  # noqa: E731
    for name in ("adam", "nesterov"):
        chip(name).check()
    assert agrees(page)["optimizers"] == ["sgd", "nesterov", "adam"]
    chip("sgd").uncheck()
    assert agrees(page)["optimizers"] == ["nesterov", "adam"]
    chip("adam").press("Space")
    assert agrees(page)["optimizers"] == ["nesterov"]
    chip("nesterov").click()
    assert agrees(page)["optimizers"] == ["nesterov"]
    expect(chip("nesterov")).to_be_checked()
    page.locator('tr[data-row="nesterov"] input[type="radio"]').wait_for()
    expect(page.locator("tbody tr:visible")).to_have_count(1)


def test_the_arrows_are_those_of_the_racer_that_is_picked(open_widget):
    page = open_widget(DescentExplorer(preset="race"), width=WIDE)
    for name in OPTIMIZERS:
        page.locator(f'tr[data-row="{name}"] input[type="radio"]').check()
        assert agrees(page)["focus"] == name
        expect(page.locator(".arrows strong")).to_have_text(re.compile(f"^{re.escape(LABELS[name])}(,|$)"))
        m = page.locator(".map .arrow.m").is_visible()
        v = page.locator(".map .box").bounding_box()["width"] > 5
        assert [m, v] == [bool(word) for word in RACERS[name].memory]


ARROW = """host => {
  const { e, f } = host.shadowRoot.querySelector(".map .arrow.g").getCTM();
  const line = host.shadowRoot.querySelector(".map .arrow.g");
  const { a, b } = line.getCTM();
  const length = Number(line.getAttribute("d").match(/H([\\d.]+)/)[1]);
  return [a * length, b * length, e, f];
}"""


def test_the_gradient_arrow_points_downhill_from_the_racer(open_widget):
    page = open_widget(DescentExplorer(preset="himmelblau", focus="adam"), width=WIDE)
    dx, dy, *_ = page.widget.evaluate(ARROW)
    shown = all_displayed(page)
    g = np.array([shown["gradient.0"], shown["gradient.1"]])
    arrow = np.array([dx, -dy])
    assert arrow @ -g == pytest.approx(np.linalg.norm(arrow) * np.linalg.norm(g), rel=1e-3)
    largest = max(
        np.linalg.norm(g), np.hypot(shown["memory.0"], shown["memory.1"]), shown["size.0"], shown["size.1"]
    )
    assert np.linalg.norm(arrow) == pytest.approx(54 * np.linalg.norm(g) / largest, abs=0.1)


def test_knobs_change_what_they_name(open_widget):
    page = open_widget(DescentExplorer(preset="race"), width=WIDE)
    for label, key, value in [
        ("Curvature across, κ", "condition", 60), ("Turned by (radians)", "angle", -1.2),
        ("Momentum μ", "momentum", 0.5), ("Noise on the gradient", "noise", 0.7),
        ("Seed of the draws", "seed", 3), ("Steps of the run", "steps", 30), (rate("adam"), "lrs", 0.05),
    ]:  # fmt: skip
        type_in(page, label, value)
        state = agrees(page)
        assert (state[key]["adam"] if key == "lrs" else state[key]) == value, label
    page.get_by_label(rate("sgd"), exact=True).focus()
    page.keyboard.press("ArrowRight")
    assert agrees(page)["lrs"]["sgd"] == 0.071  # 10^-1.15: twenty steps a power of ten
    page.get_by_label("Surface and race").select_option("minibatch")
    type_in(page, "Batch size (0: all rows)", 100)
    type_in(page, "Seed of the draws", 9)
    assert (agrees(page)["batch_size"], state_of(page)["seed"]) == (100, 9)


def test_a_shorter_run_takes_the_step_along(open_widget):
    page = open_widget(DescentExplorer(preset="rosenbrock"), width=WIDE)
    type_in(page, "Steps of the run", 100)
    state = agrees(page)
    assert (state["steps"], state["step"]) == (100, 100)


# --- the edge --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["sgd", "momentum", "nesterov"])
def test_just_below_the_edge_it_converges_and_just_above_it_diverges(open_widget, name):
    explorer = DescentExplorer(surface="bowl", optimizers=[name], steps=1000, step=1000, condition=30.0)
    page = open_widget(explorer, width=WIDE)
    edge = displayed(page, f"{name}.edge")
    assert edge == pytest.approx(explorer.edges[name], rel=1e-12)
    over = page.locator(f'tr[data-row="{name}"].over')
    type_in(page, rate(name), 0.98 * edge)
    agrees(page)
    assert displayed(page, f"{name}.loss") < 1e-4
    expect(over).to_have_count(0)
    type_in(page, rate(name), 1.02 * edge)
    agrees(page)
    assert displayed(page, f"{name}.loss") > 1e4
    expect(over).to_have_count(1)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_mark_stands_where_the_thumb_is_at_the_edge(open_widget, width):
    page = open_widget(DescentExplorer(preset="edge", lrs={"sgd": 0.2}), width=width)
    slider = page.get_by_label(rate("sgd"), exact=True)
    box, mark = slider.bounding_box(), page.locator(".rate i:visible").bounding_box()
    low, high = np.log10([1e-4, 10])
    thumb = (
        box["x"] + 8 + (box["width"] - 16) * (np.log10(0.2) - low) / (high - low)
    )  # 16 px wide in Chromium
    assert mark["x"] + 1 == pytest.approx(thumb, abs=1.5)
    for name in ("adam", "rmsprop"):
        page.locator(f'.segments input[value="{name}"]').check()
    expect(page.locator(".rate i:visible")).to_have_count(1)


def test_divergence_is_told_in_words_and_no_attribute_breaks(open_widget):
    settings = {"lrs": {"sgd": 9.0, "momentum": 9.0, "adam": 0.2}, "optimizers": ["sgd", "momentum", "adam"]}
    page = open_widget(DescentExplorer(surface="bowl", steps=1000, step=1000, **settings), width=WIDE)
    state = agrees(page)
    assert displayed(page, "sgd.loss") == np.inf
    assert displayed(page, "sgd.t") < 100
    page.get_by_text("SGD has diverged: after step").wait_for()
    expect(page.locator('tr[data-row="sgd"] [data-name="sgd.loss"]')).to_have_text("∞")
    expect(page.locator('.map .marker[data-role="sgd"]')).to_be_hidden()
    expect(page.locator('.map .marker[data-role="adam"]')).to_be_visible()
    for step in (0, 1, 5, 60, 80, 81, 82, 200):
        page.evaluate("step => model.set('step', step)", step)
        page.evaluate(FRAMES)
        attributes = page.widget.evaluate(
            """host => [...host.shadowRoot.querySelectorAll("svg *, .edge, i")]
                 .flatMap((el) => [...el.attributes].map((a) => `${el.tagName} ${a.name}=${a.value}`))"""
        )
        assert not [a for a in attributes if re.search(r"NaN|Infinity|undefined|\de[+\d]", a)], step
    page.get_by_label("Surface and race").select_option("bowl")
    assert agrees(page) != state


def test_a_step_beyond_the_run_shows_its_end(open_widget):
    page = open_widget(DescentExplorer(steps=10, step=90), width=WIDE)
    assert displayed(page, "sgd.t") == 10
    expect(page.locator(".count")).to_have_text("step 10 of 10")
