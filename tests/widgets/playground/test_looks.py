"""The playground for everyone: narrow, dark, still, and read aloud."""

import pytest
from support.waiting import FRAMES, expect, soon
from widgets.conftest import axe, open_details
from widgets.playground.page import agrees, button, displayed, press, settle, state_of
from widgets.playground.twin import Twin

from course_lib.backprop.playground import PRESETS
from course_lib.backprop.playground.words import SAY, WORDS

WIDE, NARROW = 1100, 390
BIG = {"hidden": [8] * 6, "activation": ["tanh"] * 6, "dropout": [0.0] * 6, "features": [*WORDS["features"]]}
POINTS = [[-3, 0, 0], [3, 0, 1], [0, 3, 1]]
SIZES = {
    **{name: {"preset": name} for name in PRESETS},
    "largest": BIG,
    "own": {"data": "own", "points": POINTS},
}


@pytest.mark.parametrize("place", ["width: 0", "display: none"])
def test_a_place_without_width_is_no_fault(open_page, place):
    page = open_page(preset="xor", place=place)
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
def test_nothing_sticks_out(open_page, name):
    page = open_page(**SIZES[name], width=NARROW)
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


def test_every_picture_follows_the_theme_at_once(open_page):
    page = open_page(epochs=3)
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


def test_with_reduced_motion_play_jumps(open_page):
    page = open_page(n_samples=46, reduced_motion="reduce")
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
def test_axe_finds_nothing_in_light_and_in_dark(open_page, name, width):
    page = open_page(**SIZES[name] | {"epochs": 2}, width=width)
    open_details(page)
    assert axe(page) == []
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    settle(page)
    assert axe(page) == []


def test_every_picture_has_a_name_and_the_summary_tells_the_numbers(open_page):
    page = open_page(n_samples=46)
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


def test_the_name_of_what_is_shown_is_on_the_plane(open_page):
    page = open_page()
    plane = page.widget.get_by_role("application", name=SAY["plane"])
    named = "el => el.querySelector('canvas').getAttribute('aria-label')"
    before = plane.evaluate(named)
    page.widget.locator('[data-spot="1,2"]').hover()
    settle(page)
    assert soon(plane.evaluate, named) != before
