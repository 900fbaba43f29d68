"""What the descent explorer says, how its racers look, and two of it on one page."""

import io
from contextlib import redirect_stdout

import pytest
from support.waiting import expect, soon
from widgets.conftest import code_of, displayed, in_full
from widgets.descent_views import (
    WIDE,
    agrees,
    press,
    rate,
    state_of,
    type_in,
)

from course_lib.optim.descent_explorer import OPTIMIZERS, DescentExplorer


@pytest.fixture
def open_widget(open_widget):
    return in_full(open_widget)


# --- words -----------------------------------------------------------------------------------------

CODES = [
    {},
    {"preset": "race"},
    {"preset": "minibatch"},
    {"preset": "minibatch", "batch_size": 0},
    {"preset": "rosenbrock", "noise": 0.3, "seed": 6},
    {"preset": "ravine", "momentum": 0, "optimizers": ["nesterov", "momentum"]},
    {"preset": "saddle", "step": 0},
]


@pytest.mark.parametrize("settings", CODES, ids=lambda s: "-".join(map(str, s.values())) or "bowl")
def test_the_code_prints_the_displayed_losses(open_widget, settings):
    page = open_widget(DescentExplorer(**settings), width=WIDE)
    page.get_by_text("Copy as Python").click()
    page.get_by_text("print(name").wait_for()
    code = code_of(page)
    with redirect_stdout(io.StringIO()) as printed:
        exec(code, {})
    lines = dict(line.split() for line in printed.getvalue().splitlines())
    assert list(lines) == state_of(page)["optimizers"]
    for name, loss in lines.items():
        assert float(loss) == pytest.approx(displayed(page, f"{name}.loss"), rel=1e-9)
    assert max(map(len, code.splitlines())) <= 100


def test_the_edge_is_shown_once_a_guess_is_committed(open_widget):
    page = open_widget(DescentExplorer(preset="plateau"), width=WIDE)
    expect(page.get_by_text("Predict first"), "it asks about a valley of curvature 10").to_be_hidden()
    page = open_widget(DescentExplorer(preset="bowl"), width=WIDE)
    page.get_by_text("Predict first").click()
    go = page.get_by_role("button", name="Run just below and just above")
    page.get_by_label("It zigzags across the valley").check()
    expect(go).to_be_disabled()
    page.get_by_label("It stops converging at").fill("0.1")
    go.click()
    state = agrees(page)
    assert (state["preset"], state["step"], state["lrs"]["sgd"]) == ("edge", 50, 0.204)
    for part in ("2/10 = 0.2", "Your 0.1 is off by 0.1.", "as you said", "= −1.04"):
        expect(page.locator(".verdict")).to_contain_text(part)
    assert displayed(page, "sgd.loss") > 200
    type_in(page, rate("sgd"), 0.196)
    assert displayed(page, "sgd.loss") < 1
    press(page, "Reset")
    expect(go).to_be_disabled()
    expect(page.locator(".verdict")).to_have_text("")


def test_the_summary_tells_how_all_stand(open_widget):
    page = open_widget(DescentExplorer(preset="ravine"), width=WIDE)
    told = page.locator(".summary")
    for part in ("Step 16 of 100.", "SGD: loss 2.31, 2.15 from the nearest minimum.", "Momentum: loss"):
        expect(told).to_contain_text(part)
    press(page, "Rewind")
    page.get_by_text("Step 0 of 100.").wait_for()


# --- for everyone ----------------------------------------------------------------------------------


def test_every_racer_has_its_own_colour_or_dash_and_its_own_marker(open_widget):
    page = open_widget(DescentExplorer(preset="race"), width=WIDE)
    looks = page.widget.evaluate(
        """(host, names) => names.map((name) => {
             const find = (kind) => host.shadowRoot.querySelector(`.map .${kind}[data-role="${name}"]`);
             const { stroke, strokeDasharray } = getComputedStyle(find("line"));
             return [stroke, strokeDasharray, find("marker").getAttribute("d")];
           })""",
        OPTIMIZERS,
    )
    strokes, dashes, shapes = zip(*looks, strict=True)
    assert len(set(zip(strokes, dashes, strict=True))) == len(set(shapes)) == len(OPTIMIZERS)
    assert len(set(strokes)) >= 6  # Adam and AdamW share the ink and differ in their dashes
    assert len(set(dashes)) >= 5


TWICE = """async () => {
  const url = URL.createObjectURL(new Blob([state._esm], { type: "text/javascript" }));
  const { default: widget } = await import(url);
  const own = { ...state };
  const [get, set] = [(key) => own[key], (key, value) => { own[key] = value; }];
  const second = { ...model, get, set, on() {}, off() {} };
  window.second = own;
  document.querySelector("main").append(Object.assign(document.createElement("div"), { id: "second" }));
  window.leave = await widget.render({ model: second, el: document.getElementById("second") });
}"""


def test_two_on_one_page_do_not_hear_each_other(open_widget):
    page = open_widget(DescentExplorer(preset="ravine"), width=WIDE)
    page.evaluate(TWICE)
    start = state_of(page)
    other = page.locator("#second > *")
    other.get_by_role("button", name="Step", exact=True).click()
    other.locator('tr[data-row="sgd"] input[type="radio"]').check()
    assert state_of(page) == start
    assert soon(page.evaluate, "[second.step, second.focus]") == [17, "sgd"]
    expect(page.widget.locator('tr[data-row="momentum"] input[type="radio"]')).to_be_checked()
    page.wait_for_function("location.hash.includes('descent_explorer-2=')")
    page.evaluate("leave()")
    assert soon(page.locator("#second").evaluate, "el => el.childElementCount") == 0
    agrees(page)
