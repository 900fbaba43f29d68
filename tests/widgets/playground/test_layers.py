"""The playground forward and backward: numbers at the units, histograms by layer; and who trains."""

import json

import numpy as np
import pytest
import torch
from support.waiting import expect, soon
from widgets.conftest import address
from widgets.gauge_fixtures import looked_at, reach, row
from widgets.host import PAGE
from widgets.playground.page import displayed, params, play, press, raw, settle, state_of, type_number
from widgets.playground.twin import Twin
from widgets.playground.views import FEW

from course_lib.backprop.playground import Playground
from course_lib.backprop.playground.words import SAY, WORDS

DEEP = {
    "hidden": [8] * 6, "activation": "sigmoid", "loss": "binary_cross_entropy_with_logits",
    "output_activation": "linear", "initializer": "xavier_uniform",
}  # fmt: skip


def seen(page, rows=slice(None)) -> dict:
    """What goes through the page's network for these training points, by torch."""
    twin = Twin(state_of(page))
    start = torch.tensor(params(page), dtype=torch.float64).split([p.numel() for p in twin.params])
    weights = [p.reshape(q.shape).requires_grad_() for p, q in zip(start, twin.params, strict=True)]
    train = twin.parts[0][rows]
    activations = [*twin.state["activation"], twin.state["output_activation"]]
    return looked_at(twin.X[train], twin.Y[train], weights, activations, twin.state["loss"])


def layers_agree(page):
    shown, found = displayed(page), seen(page)
    top = reach(max(1.0, *(np.abs(a).max() for a in found["values"])))
    norms = []
    for k, line in enumerate(page.widget.locator(".strata tbody tr[data-values]").all()):
        wanted = row(found, k, top)
        norms.append(wanted["norm"])
        assert shown[f"layer{k + 1}.spread"] == pytest.approx(wanted["spread"], rel=1e-9)
        assert shown[f"layer{k + 1}.norm"] == pytest.approx(wanted["norm"], rel=1e-9)
        counts = {
            name: json.loads(line.get_attribute(f"data-{name}")) for name in ("values", "powers", "zeros")
        }
        assert counts == {name: wanted[name] for name in counts}
    assert len(norms) == len(state_of(page)["hidden"]) + 1
    assert shown["layers.ratio"] == pytest.approx(norms[0] / norms[-1], rel=1e-9)


# --- layer by layer ---------------------------------------------------------------------------------


def test_histograms_wait_until_they_are_asked_for(open_widget):
    page = open_widget(Playground(), width=760)
    toggle = page.widget.get_by_label("Histograms by layer")
    expect(toggle).to_be_hidden()
    expect(page.widget.locator(".strata")).to_be_hidden()
    press(page, "All controls")
    expect(page.widget.locator(".strata")).to_be_hidden()
    toggle.check()
    expect(page.widget.locator(".strata")).to_be_visible()
    layers_agree(page)
    press(page, "Epoch", "Step")
    layers_agree(page)
    toggle.uncheck()
    expect(page.widget.locator(".strata")).to_be_hidden()


def test_vanishing_is_seen_and_told(open_page):
    page = open_page(**DEEP, **FEW, histograms=True, width=760)
    layers_agree(page)
    assert displayed(page)["layers.ratio"] < 1e-3
    expect(page.widget.locator(".summary")).to_contain_text(SAY["ratio"])
    menu = page.widget.get_by_label(SAY["every"], exact=True)
    menu.select_option("relu")
    page.widget.get_by_label("First weights", exact=True).select_option("kaiming_normal")
    assert state_of(page)["activation"] == ["relu"] * 6
    layers_agree(page)
    assert displayed(page)["layers.ratio"] > 0.05
    page.widget.get_by_label(f"{SAY['activation']}, {SAY['layer']} 2", exact=True).select_option("tanh")
    expect(menu).to_have_value("")
    layers_agree(page)
    play(page)
    layers_agree(page)
    again = open_page(**DEEP, **FEW, histograms=True, width=760, hash=address(page))
    assert raw(again) == raw(page)
    layers_agree(again)


def test_a_prediction_hides_the_histograms(open_widget):
    tasks = [{"ask": "How small?", "controls": ["histograms"], "predict": ["layers"]}]
    page = open_widget(Playground(**DEEP, histograms=True, tasks=tasks), width=760)
    expect(page.widget.locator(".strata")).to_be_hidden()
    press(page, "Show me anyway")
    expect(page.widget.locator(".strata")).to_be_visible()


# --- at the units -----------------------------------------------------------------------------------


def units_agree(page, rows=slice(None)):
    shown, found = displayed(page), seen(page, rows)
    for k, (values, deltas) in enumerate(zip(found["values"], found["deltas"], strict=True), 1):
        for unit, (value, gradient) in enumerate(zip(values.mean(0), deltas.sum(0), strict=True), 1):
            assert shown[f"unit.{k}.{unit}.forward"] == pytest.approx(value, rel=1e-9)
            assert shown[f"unit.{k}.{unit}.backward"] == pytest.approx(gradient, rel=1e-9, abs=1e-15)
    return shown, found


def test_numbers_at_the_units_are_torchs_for_all_points_and_for_one(open_page):
    page = open_page(**FEW)
    assert "unit.1.1.forward" not in displayed(page)
    choose = page.widget.get_by_role("group", name="Numbers at the units")
    choose.get_by_label(WORDS["flow"]["all"]).check()
    units_agree(page)
    choose.get_by_label(WORDS["flow"]["point"]).check()
    type_number(page, "Training point", 7)
    units_agree(page, slice(7, 8))
    press(page, "Epoch", "Step")
    shown, found = units_agree(page, slice(7, 8))
    assert shown["picked.grad"] == pytest.approx(found["grads"][0], rel=1e-9)
    assert shown["picked.carries"] * shown["picked.upstream"] == pytest.approx(
        shown["picked.grad"], rel=1e-12
    )
    type_number(page, "Training point", 1999)
    units_agree(page, slice(-1, None))
    choose.get_by_label(WORDS["flow"]["off"]).check()
    assert "unit.1.1.forward" not in displayed(page)


def test_a_point_is_chosen_on_the_plane_by_mouse_and_by_keys(open_page):
    page = open_page(**FEW, flow="point")
    ring = page.widget.locator(".ring")
    expect(ring).to_be_visible()
    twin = Twin(state_of(page))
    plane = page.widget.get_by_role("application", name=SAY["plane"])
    plane.scroll_into_view_if_needed()
    box = plane.bounding_box()
    x1, x2 = twin.X[twin.parts[0][11]].tolist()
    page.mouse.click(box["x"] + box["width"] * (x1 + 6) / 12, box["y"] + box["height"] * (6 - x2) / 12)
    assert soon(lambda: state_of(page)["point"]) == 11
    units_agree(page, slice(11, 12))
    plane.focus()
    page.keyboard.press("ArrowRight")
    for _ in range(60):  # somewhere on its way the cursor meets another point
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Enter")
    other = state_of(page)["point"]
    assert other != 11
    units_agree(page, slice(other, other + 1))


# --- who trains -------------------------------------------------------------------------------------

BY = '[data-control="player"]'


def test_a_worker_trains_and_its_run_is_that_of_the_page(open_page):
    page = open_page(**FEW, dropout=[0.2, 0.1])
    page.widget.get_by_role("button", name="Play", exact=True).click()
    expect(page.widget.locator(f'{BY}[data-by="worker"]')).to_be_attached()
    epoch = displayed(page)["epoch"]
    assert soon(lambda: displayed(page)["epoch"]) > epoch + 5
    press(page, "Pause")
    settle(page)
    end = int(displayed(page)["epoch"])
    other = open_page(**FEW, dropout=[0.2, 0.1], epochs=end)
    other.wait_for_function("host => host.dataset.params", arg=other.widget.element_handle())
    assert raw(other) == raw(page)


STRICT = '<meta http-equiv="Content-Security-Policy" content="worker-src \'none\'">'


def test_where_no_worker_may_be_the_page_trains(open_page):
    page = open_page(**FEW)
    strict = page.context.new_page()
    body = page.evaluate("async () => (await fetch(location.href)).text()")
    strict.route(
        PAGE,
        lambda route: route.fulfill(
            body=body.replace("<meta", f"{STRICT}<meta", 1), content_type="text/html"
        ),
    )
    strict.goto(PAGE)
    strict.wait_for_selector("body[data-ready]")
    strict.widget = strict.locator("#place > *")
    play(strict, 40)
    expect(strict.widget.locator(BY)).to_have_attribute("data-by", "page")
