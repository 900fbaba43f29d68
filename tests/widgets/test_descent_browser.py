"""The descent explorer under a real mouse and keyboard; every number it shows against course_lib."""

import io
import re
from contextlib import redirect_stdout

import numpy as np
import pytest
from support.waiting import expect, frames, soon
from widgets.conftest import FRAMES, all_displayed, displayed, in_full, open_details

from course_lib.optim.descent_explorer import OPTIMIZERS, DescentExplorer
from course_lib.optim.descent_explorer.run import CLASSES, options_of
from course_lib.optim.descent_explorer.words import LABELS


@pytest.fixture
def open_widget(open_widget):
    return in_full(open_widget)


NARROW, WIDE = 390, 736
SETTINGS = DescentExplorer.settings()


# --- what course_lib says about a state -------------------------------------------------------------


def memory(rule, name):
    """What the page shows of an optimizer's state: m and v, Adam's corrected; zeros where it has none."""
    m, v = np.zeros(2), np.zeros(2)
    if name in ("momentum", "nesterov"):
        m = rule.momentum_buffers[0]
    elif name != "sgd":
        v = rule.v[0]
    if name.startswith("adam") and (t := rule.step_count):
        m, v = rule.m[0] / (1 - rule.betas[0] ** t), v / (1 - rule.betas[1] ** t)
    return m, np.sqrt(v)


def expected_numbers(state):
    """Every number in sight, from the library alone."""
    explorer = DescentExplorer(**{k: v for k, v in state.items() if k != "name"})
    surface, edges, step = explorer.surface_object, explorer.edges, state["step"]
    floor = surface.f(surface.minima[0])
    shown = {"lambda": 2 / edges["sgd"], "edge": edges["sgd"]}
    focus = state["focus"] if state["focus"] in state["optimizers"] else state["optimizers"][0]
    for name, path in explorer.paths().items():
        finite = np.flatnonzero(np.isfinite(path.values) & np.isfinite(path.xs).all(axis=1))
        last = np.flatnonzero(np.diff(finite, append=len(path.values) + 1) > 1)[0]
        gone, t = last < step, min(last, step)
        near = np.linalg.norm(surface.minima - path.xs[t], axis=1).min()
        left = np.flatnonzero(path.values[: last + 1] - floor <= (path.values[0] - floor) / 100)
        if name in edges:
            shown[f"{name}.edge"] = edges[name]
        shown |= {f"{name}.loss": np.inf if gone else path.values[t], f"{name}.t": t}
        shown |= {
            f"{name}.distance": np.inf if gone else near,
            f"{name}.left": left[0] if len(left) else np.inf,
        }
        if name == focus:
            rule = CLASSES[name](
                [path.xs[0].copy()], lr=state["lrs"][name], **options_of(name, state["momentum"])
            )
            for grad in path.grads[:t]:
                rule.step([grad])
            vectors = zip(("gradient", "memory", "size"), (path.grads[t], *memory(rule, name)), strict=True)
            shown |= {f"{k}.{i}": v[i] for k, v in vectors if v.any() for i in (0, 1)}
    return shown


def agrees(page):
    """The displayed numbers are those of course_lib on the state of this moment, which is returned."""
    shown, state = all_displayed(page), state_of(page)
    expected = expected_numbers(state)
    assert shown.keys() == expected.keys()
    # a gradient or a distance at the bottom is the rest of larger numbers
    assert shown == pytest.approx(expected, rel=1e-9, abs=1e-11)
    return state


def state_of(page):
    return page.evaluate("keys => Object.fromEntries(keys.map((k) => [k, model.get(k)]))", SETTINGS)


def press(page, name):
    page.widget.get_by_role("button", name=name, exact=True).click()


def type_in(page, label, value):
    box = page.get_by_label(f"{label}, as a number")
    box.fill(str(value))
    box.press("Enter")
    page.evaluate(FRAMES)


def rate(name):
    return f"Learning rate, {LABELS[name]}"


def differences(state, start):
    return {k for k in start if state[k] != start[k]}


# --- alive ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("preset", ["bowl", "race"])
def test_it_is_alive_and_fits_its_page(open_widget, preset, width):
    page = open_widget(DescentExplorer(preset=preset), width=width)
    agrees(page)
    open_details(page)
    assert soon(page.evaluate, "document.documentElement.scrollWidth") <= width
    expect(page.locator("svg.plot:visible")).to_have_count(2)


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


# --- the start --------------------------------------------------------------------------------------


def centre(locator):
    box = locator.bounding_box()
    return np.array([box["x"] + box["width"] / 2, box["y"] + box["height"] / 2])


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


# --- time -------------------------------------------------------------------------------------------


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


# --- the race ---------------------------------------------------------------------------------------


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
        assert (m, v) == (name in ("momentum", "nesterov", "adam", "adamw"), name.startswith(("ad", "rms")))


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


# --- the edge ---------------------------------------------------------------------------------------


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


# --- words ------------------------------------------------------------------------------------------

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
    code = page.get_by_label("Python code").text_content()
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


# --- for everyone -----------------------------------------------------------------------------------


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
    assert len(set(zip(strokes, dashes, strict=True))) == len(set(shapes)) == 7
    assert len(set(strokes)) == 6  # Adam and AdamW share the ink and differ in their dashes
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
