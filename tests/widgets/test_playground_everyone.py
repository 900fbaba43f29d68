"""The playground for everyone: narrow, dark, still, read aloud, stripped for class, and twice on one page."""

import numpy as np
import pytest
from support.waiting import FRAMES, expect, soon
from widgets.conftest import axe, in_full, open_details
from widgets.playground_page import agrees, button, displayed, params, press, raw, settle, state_of
from widgets.playground_twin import Twin

from course_lib.backprop.playground import PRESETS, Playground
from course_lib.backprop.playground.words import SAY, WORDS


@pytest.fixture
def open_widget(open_widget):
    return in_full(open_widget)


HIDE = Playground.hide.each.options  # what can be hidden → its name

WIDE, NARROW = 1100, 390
HIDE = Playground.hide.each.options  # what can be hidden → its name
BIG = {"hidden": [8] * 6, "activation": ["tanh"] * 6, "dropout": [0.0] * 6, "features": [*WORDS["features"]]}
POINTS = [[-3, 0, 0], [3, 0, 1], [0, 3, 1]]


# --- narrow, dark, still ----------------------------------------------------------------------------

SIZES = {
    **{name: {"preset": name} for name in PRESETS},
    "largest": BIG,
    "own": {"data": "own", "points": POINTS},
}


@pytest.mark.parametrize("place", ["width: 0", "display: none"])
def test_a_place_without_width_is_no_fault(open_widget, place):
    page = open_widget(Playground(preset="xor"), width=WIDE, place=place)
    page.evaluate("document.querySelector('#place').style = ''")
    button(page, "Epoch").click()
    twin = Twin(state_of(page))
    twin.epoch()
    agrees(page, twin)
    assert soon(page.widget.locator("canvas").first.evaluate, "c => c.width") > 100


OUTSIDE = """host => {
  const card = host.shadowRoot.querySelector(".card").getBoundingClientRect();
  const out = (el) => {
    const { left, right } = el.getBoundingClientRect();
    return right > card.right + 1 || left < card.left - 1;
  };
  const all = [...host.shadowRoot.querySelectorAll("button, input, select, label, canvas, p")];
  const seen = all.filter((el) => el.checkVisibility() && !el.closest(".scroller, pre"));
  return seen.filter(out).map((el) => el.outerHTML.slice(0, 90));
}"""


@pytest.mark.parametrize("name", SIZES)
def test_nothing_sticks_out(open_widget, name):
    page = open_widget(Playground(**SIZES[name]), width=NARROW)
    open_details(page)
    for width in (NARROW, 736, WIDE):
        page.set_viewport_size({"width": width, "height": 900})
        settle(page)
        assert soon(page.evaluate, "document.documentElement.scrollWidth") <= width
        assert soon(page.widget.evaluate, OUTSIDE) == [], width


# all pictures but empty ones, such as that of points yet to be drawn
PIXELS = """host => {
  const seen = [...host.shadowRoot.querySelectorAll("canvas")].filter((el) => el.checkVisibility());
  const data = (el) => el.getContext("2d").getImageData(0, 0, el.width, el.height).data;
  const drawn = seen.filter((el) => data(el).some((v) => v > 0)).map((el) => el.toDataURL());
  return [...drawn, [...host.shadowRoot.querySelectorAll("img")].map((el) => el.src).join()];
}"""


def test_every_picture_follows_the_theme_at_once(open_widget):
    page = open_widget(Playground(epochs=3), width=WIDE)
    settle(page)
    light = page.widget.evaluate(PIXELS)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    settle(page)
    dark = page.widget.evaluate(PIXELS)
    assert all(a != b for a, b in zip(light, dark, strict=True))
    page.evaluate("document.documentElement.dataset.theme = 'light'")
    settle(page)
    assert soon(page.widget.evaluate, PIXELS) == light


FRAMES_ASKED = """() => {
  window.asked = 0;
  const ask = window.requestAnimationFrame;
  window.unasked = (f) => ask(f);
  window.requestAnimationFrame = (f) => { window.asked += 1; return ask(f); };
}"""
UNASKED_FRAMES = FRAMES.replace("requestAnimationFrame", "unasked")


def test_with_reduced_motion_play_jumps(open_widget):
    page = open_widget(Playground(n_samples=46), width=WIDE, reduced_motion="reduce")
    page.evaluate(FRAMES_ASKED)
    button(page, "Play").click()
    settle(page)
    epochs = int(displayed(page)["epoch"])
    assert epochs >= 50
    assert soon(page.evaluate, "asked") < 10
    twin = Twin(state_of(page))
    for _ in range(epochs):
        twin.epoch()
    agrees(page, twin)
    press(page, "Back")
    assert displayed(page)["epoch"] == 0


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("name", ["circle", "three_classes", "own"])
def test_axe_finds_nothing_in_light_and_in_dark(open_widget, name, width):
    page = open_widget(Playground(**SIZES[name] | {"epochs": 2}), width=width)
    open_details(page)
    assert axe(page) == []
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    settle(page)
    assert axe(page) == []


def test_every_picture_has_a_name_and_the_summary_tells_the_numbers(open_widget):
    page = open_widget(Playground(n_samples=46), width=WIDE)
    canvases = page.widget.evaluate(
        """host => [...host.shadowRoot.querySelectorAll("canvas")]
          .map((el) => [el.getAttribute("role"), el.getAttribute("aria-label")])"""
    )
    assert len(canvases) >= 5
    assert all(role == "img" and len(label) > 2 for role, label in canvases)
    press(page, "Epoch")
    loss = f"{displayed(page)['train.loss']:.3g}"
    # it is told once things are quiet
    expect(page.widget.get_by_role("status").filter(has_text=loss).first).to_be_attached()


# --- for class --------------------------------------------------------------------------------------

SEEN = """host => [...host.shadowRoot.querySelectorAll("button, input, select, summary, canvas")]
  .filter((el) => el.checkVisibility() && !el.disabled && !el.closest("[inert]")).length"""


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_what_is_hidden_is_not_there_and_the_rest_works(open_widget, width):
    page = open_widget(Playground(n_samples=46, optimizer="momentum"), width=width)
    everything = page.widget.evaluate(SEEN)
    for name in [n for n in HIDE if n not in ("summary", "features")]:
        page.evaluate("name => model.set('hide', [name])", name)
        settle(page)
        assert soon(page.widget.evaluate, SEEN) < everything, name
    page.evaluate("names => model.set('hide', names)", [n for n in HIDE if n != "player"])
    press(page, "Epoch")
    twin = Twin(state_of(page))
    twin.epoch()
    np.testing.assert_allclose(params(page), twin.arrays()[0], rtol=1e-9)
    page.evaluate("model.set('hide', [])")
    agrees(page, twin)
    press(page, "Rewind")
    assert soon(page.widget.evaluate, SEEN) == everything


def test_hidden_features_and_summary(open_widget):
    page = open_widget(Playground(n_samples=46, hide=["features", "summary"]), width=WIDE)
    for unit in page.widget.locator(".unit").all()[:7]:  # those that are shown still show what they are
        if unit.is_visible() and unit.is_enabled():
            unit.click()
            unit.press("Enter")
    settle(page)
    assert state_of(page)["features"] == ["x1", "x2"]
    told = page.widget.get_by_role("status").filter(has_text=SAY["right"])
    expect(told.filter(visible=True)).to_have_count(0)


def test_a_link_hides_too(open_widget):
    address = "#playground=%7B%22hide%22%3A%5B%22loss%22%2C%22data%22%5D%7D"
    page = open_widget(Playground(), width=WIDE, hash=address)
    assert state_of(page)["hide"] == ["loss", "data"]
    expect(page.widget.get_by_label("Loss", exact=True)).to_be_hidden()
    expect(page.widget.locator(".thumbs")).to_be_hidden()
    expect(page.widget.get_by_label("Optimizer", exact=True)).to_be_visible()


def test_the_list_for_class_hides_and_the_address_takes_it_along(open_widget):
    page = open_widget(Playground(n_samples=46), width=WIDE)
    page.widget.get_by_text(SAY["class_room"], exact=True).click()
    for label in ("Optimizer", "L1 penalty", "L2 penalty"):
        page.widget.get_by_role("checkbox", name=label, exact=True).check()
    page.widget.get_by_role("checkbox", name="L2 penalty", exact=True).uncheck()
    settle(page)
    assert state_of(page)["hide"] == ["optimizer", "l1"]
    expect(page.widget.get_by_role("combobox", name="Optimizer", exact=True)).to_be_hidden()
    expect(page.widget.get_by_role("slider", name="L2 penalty", exact=True)).to_be_visible()
    press(page, "Reset")
    settle(page)
    assert state_of(page)["hide"] == ["optimizer", "l1"], "a class cannot bring it back by accident"
    page.widget.get_by_role("checkbox", name=HIDE["class"], exact=True).check()
    settle(page)
    expect(page.widget.locator("details").get_by_role("checkbox").filter(visible=True)).to_have_count(0)
    page.wait_for_function("location.hash.includes('class')")
    page.reload()
    page.wait_for_selector("body[data-ready]")
    assert state_of(page)["hide"] == ["optimizer", "l1", "class"]
    expect(page.widget.get_by_role("combobox", name="Optimizer", exact=True)).to_be_hidden()
    expect(page.widget.get_by_text(SAY["class_room"], exact=True)).to_be_hidden()


# --- two on a page, and none ------------------------------------------------------------------------

SECOND = """async () => {
  const own = structuredClone(state);
  const nothing = Object.fromEntries(["on", "off", "save_changes", "send"].map((name) => [name, () => {}]));
  const model = { ...nothing, get: (k) => own[k], set: (k, v) => { own[k] = v; } };
  const url = URL.createObjectURL(new Blob([state._esm], { type: "text/javascript" }));
  const { default: widget } = await import(url);
  const el = document.createElement("div");
  el.id = "second";
  document.querySelector("main").append(el);
  window.cleanupSecond = await widget.render({ model, el });
}"""


def test_two_on_a_page_stay_apart(open_widget):
    page = open_widget(Playground(n_samples=46), width=WIDE)
    page.evaluate(SECOND)
    first, second = page.widget, page.locator("#second > *")
    start = raw(page)
    page.widget = second
    assert raw(page) == start
    press(page, "Epoch", "Epoch")
    page.widget.get_by_label("Optimizer", exact=True).select_option("adam")
    press(page, "Epoch")
    moved = raw(page)
    assert moved != start
    page.widget = first
    assert raw(page) == start
    press(page, "Step")
    stepped = raw(page)
    page.wait_for_function("location.hash.includes('playground-2=')")
    assert "playground=" not in page.url.replace("playground-2=", "")  # within an epoch nothing is to be told
    page.evaluate("cleanupSecond()")
    assert raw(page) == stepped
    press(page, "Epoch")
    assert raw(page) != stepped


# Counts what outlives a widget: timers, frames, observers, and listeners on what is not its own.
COUNT = """() => {
  const live = new Map();
  const put = (key, by) => live.set(key, (live.get(key) ?? 0) + by);
  for (const [ask, cancel] of [["setTimeout", "clearTimeout"], ["setInterval", "clearInterval"],
                               ["requestAnimationFrame", "cancelAnimationFrame"]]) {
    const [make, drop, open] = [window[ask], window[cancel], new Set()];
    window[ask] = (f, ...rest) => {
      const once = (...given) => { if (ask !== "setInterval" && open.delete(id)) put(ask, -1); f(...given); };
      const id = make(once, ...rest);
      open.add(id);
      put(ask, 1);
      return id;
    };
    window[cancel] = (id) => { if (open.delete(id)) put(ask, -1); drop(id); };
  }
  const outside = (target) => !(target instanceof Node) || target === document || target === document.body;
  for (const [name, by] of [["addEventListener", 1], ["removeEventListener", -1]]) {
    const real = EventTarget.prototype[name];
    EventTarget.prototype[name] = function (...given) {
      if (outside(this)) put(`listener ${given[0]}`, by);
      return real.apply(this, given);
    };
  }
  for (const name of ["ResizeObserver", "MutationObserver", "IntersectionObserver"]) {
    const Real = window[name];
    window[name] = class extends Real {
      observe(...given) { if (!this.on) put(name, 1); this.on = true; super.observe(...given); }
      disconnect() { if (this.on) put(name, -1); this.on = false; super.disconnect(); }
    };
  }
  window.alive = () => [...live].filter(([, n]) => n !== 0);
}"""


@pytest.mark.parametrize("busy", [False, True])
def test_cleanup_leaves_no_timer_no_frame_no_observer_no_listener(open_widget, busy):
    page = open_widget(Playground(), width=WIDE)
    page.evaluate(COUNT)
    page.evaluate(SECOND)
    first, page.widget = page.widget, page.locator("#second > *")
    if busy:
        button(page, "Play").click()
        assert soon(lambda: displayed(page)["epoch"]) > 0
        page.mouse.move(300, 300)
        page.widget.get_by_label("Learning rate", exact=True).focus()
        page.keyboard.press("ArrowRight")
    assert soon(page.evaluate, "alive()") != []
    page.evaluate("cleanupSecond()")
    page.widget = first
    page.mouse.move(2, 2)
    assert soon(page.evaluate, "alive()") == []  # a timer that has run is gone by itself
    assert soon(page.evaluate, "document.getElementById('second').childElementCount") == 0


def test_the_name_of_what_is_shown_is_on_the_plane(open_widget):
    page = open_widget(Playground(), width=WIDE)
    plane = page.widget.get_by_role("application", name=SAY["plane"])
    named = "el => el.querySelector('canvas').getAttribute('aria-label')"
    before = plane.evaluate(named)
    page.widget.locator('[data-spot="1,2"]').hover()
    settle(page)
    assert soon(plane.evaluate, named) != before
