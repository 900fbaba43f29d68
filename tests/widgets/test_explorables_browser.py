"""The explorables under a real mouse and keyboard; every number they show against course_lib."""

import io
from contextlib import redirect_stdout
from dataclasses import dataclass
from itertools import product

import numpy as np
import pytest
from support.waiting import expect, frames, soon
from widgets.conftest import FRAMES, NUMBERS, all_displayed, axe, displayed, in_full, open_details

from course_lib import losses
from course_lib.losses.logit_explorer import PRESETS as LOGIT_PRESETS
from course_lib.losses.logit_explorer import LogitExplorer
from course_lib.losses.loss_explorer import PRESETS as LOSS_PRESETS
from course_lib.losses.loss_explorer import LossExplorer
from course_lib.widgets import quick_check


@pytest.fixture
def open_widget(open_widget):
    return in_full(open_widget)


NAMES = ("mse", "l1", "huber", "quantile")
NARROW, WIDE = 390, 736


# --- what course_lib says about a state -------------------------------------------------------------


def loss_of(name, state, predictions, kind="", **options):
    options |= {"huber": {"delta": state["delta"]}, "quantile": {"q": state["q"]}}.get(name, {})
    targets = np.array(state["points"])[:, 1]
    return getattr(losses, f"{name}_loss{kind}")(predictions, targets, **options)


def own_fit(state):
    (left, right), (low, high) = state["guess"], state["x_range"]
    if state["mode"] == "number":
        left = right = (left + right) / 2
    return left + (right - left) * (np.array(state["points"])[:, 0] - low) / (high - low)


def best_fit(state, name, shown):
    """Predictions of the displayed best fit; a point that it passes through has residual 0, not 1e-16."""
    points = np.array(state["points"])
    p = shown[f"{name}.fit"] + shown[f"{name}.slope"] * points[:, 0]
    near = np.abs(p - points[:, 1]) <= 1e-12 * np.abs([p, points[:, 1]]).max()
    return np.where(near, points[:, 1], p)


def loss_numbers(state, shown):
    """Each displayed number but the fits themselves, from course_lib alone; and the size of all pulls."""
    yours = own_fit(state)
    best = {name: best_fit(state, name, shown) for name in NAMES}
    drawn = best[state["loss"]] if state["errors"] == "best" else yours
    pulls = loss_of(state["loss"], state, drawn, "_grad", reduction="sum")
    expected = {"pull.sum": pulls.sum(), "pull.mean": pulls.mean(), "size": np.abs(pulls).sum()}
    for name in NAMES:
        expected[f"{name}.best"] = loss_of(name, state, best[name])
        expected[f"{name}.yours"] = loss_of(name, state, yours)
    return expected


def best_constants(state):
    """Where each loss is least; Huber's is judged by its gradient in check_loss."""
    targets = np.array(state["points"])[:, 1]
    q = np.quantile(targets, state["q"], method="averaged_inverted_cdf")
    return {"mse": targets.mean(), "l1": np.median(targets), "quantile": q}


def check_loss(state, shown):
    expected = loss_numbers(state, shown)
    size = expected.pop("size")
    fits = {f"{name}.{part}" for name in NAMES for part in ("fit", "slope")}
    assert shown.keys() == expected.keys() | fits
    agree({k: shown[k] for k in expected}, expected, size)
    if state["mode"] == "number":
        agree({k: shown[f"{k}.fit"] for k in ("mse", "l1", "quantile")}, best_constants(state))
        flat = np.full(len(state["points"]), shown["huber.fit"])
        pulls = loss_of("huber", state, flat, "_grad", reduction="sum")
        assert abs(pulls.sum()) <= 1e-12 * np.abs(pulls).sum()
    assert all(shown[f"{name}.best"] <= shown[f"{name}.yours"] * (1 + 1e-12) for name in NAMES)


def logit_numbers(state):
    n, target, smoothing, T = len(state["logits"]), state["target"], state["smoothing"], state["temperature"]
    z = (np.array(state["logits"], dtype=float) + state["shift"]) / T
    p = losses.softmax(z)
    y = (1 - smoothing) * np.eye(n)[target] + smoothing / n
    dz = losses.cross_entropy_grad(z, target, label_smoothing=smoothing) / T
    columns = {"p": p, "dz": dz, "dp": np.where(y == 0, 0, -y / p)}
    loss = losses.cross_entropy(z, target, label_smoothing=smoothing)
    expected = {"grad.sum": dz.sum()}
    if smoothing:
        columns["y"] = y
        expected["floor"] = losses.cross_entropy(np.log(y), y)
    if state["naive"]:
        with np.errstate(over="ignore", invalid="ignore"):
            columns["naive"] = np.exp(z) / np.exp(z).sum()
    return (
        expected | in_words(loss) | {f"{k}.{i}": v for k, col in columns.items() for i, v in enumerate(col)}
    )


def binary_numbers(state):
    z, y = np.array([float(state["score"])]), np.array([float(state["label"])])
    p = losses.sigmoid(z)
    ce = losses.binary_cross_entropy_with_logits(z, y)
    grad = losses.binary_cross_entropy_with_logits_grad(z, y)[0]
    slope = 2 * (p - y) * losses.sigmoid_grad(z)
    expected = {"p": p[0], "ce": ce, "ceGrad": grad, "se": (p - y)[0] ** 2, "seGrad": slope[0]}
    return in_words(ce) | {f"binary.{k}": v for k, v in expected.items()}


def in_words(nats):
    return {"loss": nats, "bits": nats / np.log(2), "perplexity": np.exp(nats)}


def check_logit(state, shown):
    expected = (logit_numbers if state["mode"] == "classes" else binary_numbers)(state)
    assert shown.keys() == expected.keys()
    agree(
        shown,
        expected,
        size=max(1, *(abs(z + state["shift"]) / state["temperature"] for z in state["logits"])),
    )


def agree(shown, expected, size=1.0):
    """``size`` is that of the terms: opposite pulls, or logits of one height, leave a few eps of it."""
    assert shown == pytest.approx(expected, rel=1e-12, abs=1e-15 * size, nan_ok=True)


def loss_descended(state):
    """One step of gradient descent on the mean loss, by the heights of the two ends."""
    pulls = loss_of(state["loss"], state, own_fit(state), "_grad")
    low, high = state["x_range"]
    share = (np.array(state["points"])[:, 0] - low) / (high - low)
    left, right = (pulls @ (1 - share), pulls @ share) if state["mode"] == "line" else [pulls.sum()] * 2
    return {"guess": [state["guess"][0] - state["lr"] * left, state["guess"][1] - state["lr"] * right]}


def logit_descended(state):
    numbers = logit_numbers(state)
    return {"logits": [z - state["lr"] * numbers[f"dz.{k}"] for k, z in enumerate(state["logits"])]}


def binary_descended(state):
    return {"score": state["score"] - state["lr"] * binary_numbers(state)["binary.ceGrad"]}


# --- the four pictures ------------------------------------------------------------------------------


@dataclass
class View:
    """One mode of one explorable, and a handle in it."""

    widget: type
    settings: dict
    check: object
    descended: object
    handle: str
    path: tuple
    axis: str
    step: float
    ends: tuple

    def make(self, **settings):
        return self.widget(**self.settings, **settings)

    @property
    def keys(self):
        return ("ArrowUp", "ArrowDown") if self.axis == "y" else ("ArrowRight", "ArrowLeft")


END = '.handle[data-end="right"]'
LOSS, LOGIT = (LossExplorer, check_loss), (LogitExplorer, check_logit)
VIEWS = {
    "number": View(LossExplorer, {}, check_loss, loss_descended, END, ("guess", 1), "y", 0.2, (0, 23)),
    "line": View(
        LossExplorer, {"mode": "line"}, check_loss, loss_descended, END, ("guess", 1), "y", 0.2, (0, 23)
    ),
    "classes": View(
        LogitExplorer, {}, check_logit, logit_descended,
        '.handle[data-class="0"]', ("logits", 0), "x", 0.1, (-6, 6),
    ),
    "binary": View(
        LogitExplorer, {"mode": "binary"}, check_logit, binary_descended,
        ".handle[data-score]", ("score",), "x", 0.1, (-6, 6),
    ),
}  # fmt: skip


@pytest.fixture(params=VIEWS)
def view(request):
    return VIEWS[request.param]


SETTINGS = sorted({*LossExplorer.settings(), *LogitExplorer.settings()})


def state_of(page):
    return page.evaluate("keys => Object.fromEntries(keys.map((k) => [k, model.get(k)]))", SETTINGS)


def agrees(page, view):
    """The displayed numbers are those of course_lib on the state of this moment, which is returned."""
    shown = all_displayed(page)
    state = state_of(page)
    view.check(state, shown)
    return state


def at(state, path):
    for key in path:
        state = state[key]
    return state


def press(page, name):
    page.widget.get_by_role("button", name=name, exact=True).click()


def differences(state, start):
    return {k for k in start if state[k] != start[k]}


# --- alive ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_it_is_alive_and_fits_its_page(open_widget, view, width):
    page = open_widget(view.make(), width=width)
    agrees(page, view)
    open_details(page)
    assert soon(page.evaluate, "document.documentElement.scrollWidth") <= width
    assert soon(page.locator("svg.plot:visible").count) >= 2


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


# --- by hand ----------------------------------------------------------------------------------------


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


# --- presets ----------------------------------------------------------------------------------------


# Choices made one row after the other, in one call: state and numbers after each.
SWEEP = f"""async (rows) => {{
  const root = document.querySelector("#place > *").shadowRoot;
  const seen = [];
  for (const row of rows) {{
    for (const [selector, value] of row) {{
      const el = root.querySelector(selector);
      if (value === null) el.click();
      else {{ el.value = value; el.dispatchEvent(new Event("change")); }}
    }}
    await ({FRAMES})();
    seen.push([structuredClone(state), ({NUMBERS})()]);
  }}
  return seen;
}}"""


def sweep(page, rows, check):
    """Checks the numbers after each row of choices; returns the states."""
    seen = page.evaluate(SWEEP, rows)
    for state, numbers in seen:
        check(state, {name: float(value) for name, value in numbers})
    return [state for state, _ in seen]


@pytest.mark.parametrize("mode", ["number", "line"])
def test_every_preset_of_the_losses_shows_the_numbers_of_course_lib(open_widget, mode):
    page = open_widget(LossExplorer(mode=mode), width=WIDE)
    cases = list(product(LOSS_PRESETS, NAMES, ("yours", "best")))
    radio = '.choice input[value="{}"]'.format
    rows = [[("select", preset), (radio(name), None), (radio(whose), None)] for preset, name, whose in cases]
    for (preset, name, whose), state in zip(cases, sweep(page, rows, check_loss), strict=True):
        assert (state["preset"], state["mode"], state["loss"], state["errors"]) == (preset, mode, name, whose)
        assert state["points"] == LOSS_PRESETS[preset]["settings"]["points"]


def test_every_preset_of_the_logits_shows_the_numbers_of_course_lib(open_widget):
    page = open_widget(LogitExplorer(naive=True), width=WIDE)
    cases = list(product(LOGIT_PRESETS, [(1, 0), (2.5, 0), (0.5, 720)]))
    number = '[aria-label="{}, as a number"]'.format
    rows = [
        [("select", preset), (number("Temperature T"), str(T)), (number("Add to every logit"), str(shift))]
        for preset, (T, shift) in cases
    ]
    for (preset, (T, shift)), state in zip(cases, sweep(page, rows, check_logit), strict=True):
        assert (state["preset"], state["temperature"], state["shift"]) == (preset, T, shift)
        assert state["logits"] == LOGIT_PRESETS[preset]["settings"]["logits"]


# --- back to where it was ---------------------------------------------------------------------------


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


# --- words ------------------------------------------------------------------------------------------

CODES = {
    "number": [
        {},
        {"errors": "best", "loss": "l1"},
        {"loss": "huber", "delta": 2.5},
        {"preset": "symmetric"},
    ],
    "line": [{}, {"errors": "best", "loss": "huber"}, {"loss": "quantile", "q": 0.3}, {"preset": "diabetes"}],
    "classes": [{}, {"logits": [1, 0, -1, 2, 0.5], "smoothing": 0.1}, {"temperature": 2.5, "shift": 700}],
    "binary": [{}, {"score": 40, "label": 0}, {"score": 0.1}],
}


@pytest.mark.parametrize(("name", "settings"), [(name, s) for name in CODES for s in CODES[name]])
def test_the_code_prints_the_displayed_loss(open_widget, name, settings):
    view = VIEWS[name]
    page = open_widget(view.widget(**view.settings | settings), width=WIDE)
    page.get_by_text("Copy as Python").click()
    code = page.get_by_label("Python code").filter(has_text="import").text_content()  # written when unfolded
    with redirect_stdout(io.StringIO()) as printed:
        exec(code, {})
    state, lines = state_of(page), printed.getvalue().splitlines()
    if view.widget is LossExplorer:
        shown = displayed(page, f"{state['loss']}.{'best' if state['errors'] == 'best' else 'yours'}")
    else:
        shown = displayed(page, "loss")
    assert float(lines[1 if name == "classes" else 0]) == pytest.approx(shown, rel=1e-12)


def test_copying_says_so(open_widget):
    page = open_widget(LossExplorer(), width=WIDE)
    page.get_by_text("Copy as Python").click()
    press(page, "Copy")
    page.get_by_text("Selected: press Ctrl+C or ⌘C.").wait_for()  # this page is refused the clipboard
    code = page.get_by_label("Python code").text_content()
    # some browsers do not tell what is selected within a shadow root
    assert page.evaluate("String(getSelection())").strip() in ("", code.strip())  # at once: it is said above


def test_the_diamond_moves_once_a_guess_is_committed(open_widget):
    page = open_widget(LossExplorer(), width=WIDE)
    page.get_by_text("Predict first").click()
    go = page.get_by_role("button", name="Move the diamond up")
    before = all_displayed(page)
    expect(go).to_be_disabled()
    page.get_by_label("Absolute error").check()
    expect(go).to_be_disabled()
    page.get_by_label("It moves by").fill("2")
    go.click()
    moved = {k: displayed(page, f"{k}.fit") - before[f"{k}.fit"] for k in ("mse", "l1")}
    assert agrees(page, VIEWS["number"])["points"][8] == [9, 23]
    assert moved == pytest.approx({"mse": 1, "l1": 0})
    for part in ("rose by 9.", "squared 1, absolute 0,", "You said absolute; it is squared.", "off by 1."):
        expect(page.locator(".verdict")).to_contain_text(part)
    press(page, "Reset")
    expect(go).to_be_disabled()
    expect(page.locator(".verdict")).to_have_text("")


def test_the_logit_rises_once_a_guess_is_committed(open_widget):
    page = open_widget(LogitExplorer(), width=WIDE)
    page.get_by_text("Predict first").click()
    go = page.get_by_role("button", name="Push it up")
    expect(go).to_be_disabled()
    page.get_by_label("It stops at −1").check()
    go.click()
    assert agrees(page, VIEWS["classes"])["logits"] == [100, 0, -1]
    assert displayed(page, "dz.2") == pytest.approx(-1)
    expect(page.locator(".verdict")).to_contain_text("The loss is 101.")
    expect(page.locator(".verdict")).to_contain_text("That is what you said.")


# --- for everyone -----------------------------------------------------------------------------------


CARD = """host => {
  const { backgroundColor, color } = getComputedStyle(host.shadowRoot.querySelector(".card"));
  return [backgroundColor, color];
}"""


@pytest.mark.parametrize("widget", [LossExplorer, LogitExplorer, lambda: quick_check("1?", answer=1)])
def test_the_theme_of_the_page_is_followed_at_once(open_widget, widget):
    page = open_widget(widget())
    light = page.widget.evaluate(CARD)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    dark = page.widget.evaluate(CARD)
    assert dark[0] != light[0]
    assert dark[1] != light[1]
    page.evaluate("document.documentElement.dataset.theme = 'light'")
    assert soon(page.widget.evaluate, CARD) == light


# --- quick checks -----------------------------------------------------------------------------------

CHOICES = {
    "squared": "Its minimiser is the *mean*.",
    "absolute": "As many pull up as down.",
    "zero": "No pull.",
}


def by_keyboard(page, *keys):
    """Presses the keys; to be asked what the status says then."""
    for key in keys:
        page.keyboard.press(key)
    return soon(page.get_by_role("status").text_content)


def test_a_choice_gets_its_own_answer_by_keyboard_alone(open_widget):
    page = open_widget(quick_check("Which has the median?", CHOICES, answer="absolute"), width=NARROW)
    assert by_keyboard(page, "Tab", "Enter") == "✗ Not yet. Choose one of them first."
    assert by_keyboard(page, "Space", "Enter") == "✗ Not yet. Its minimiser is the mean."
    assert by_keyboard(page, "ArrowDown", "ArrowDown", "Tab", "Enter") == "✗ Not yet. No pull."
    assert by_keyboard(page, "Shift+Tab", "ArrowUp", "Enter") == "✓ Right. As many pull up as down."
    assert soon(page.evaluate, "document.documentElement.scrollWidth") <= NARROW
    assert axe(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_number_is_judged_by_keyboard_alone(open_widget, theme):
    check = quick_check(
        "How far is 3 from 1?", answer=2.0, tolerance=0.05, unit="m", right="Two *metres*.",
        hint="Subtract.", feedback={-2: "A distance has no sign."},
    )  # fmt: skip
    page = open_widget(check, theme=theme)
    page.keyboard.press("Tab")
    for typed, said in [
        ("abc", "✗ Not yet. Please type a number such as 0.25, 1/4 or 2.5e-1."),
        ("−2", "✗ Not yet. A distance has no sign."), ("2.06", "✗ Not yet. Subtract."),
        ("2.04", "✓ Right. Two metres."), ("4/2", "✓ Right. Two metres."), ("1,96", "✓ Right. Two metres."),
    ]:  # fmt: skip
        page.keyboard.press("Control+A")
        page.keyboard.type(typed)
        assert by_keyboard(page, "Enter") == said
        if typed in ("2.06", "1,96"):  # one wrong, one right
            assert axe(page) == []
