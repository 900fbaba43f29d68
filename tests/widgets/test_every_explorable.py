"""The promises that every explorable keeps, found by its folder; what is peculiar to one has its own file."""

import json

from support.axe import THEMED
from support.waiting import soon
from widgets.conftest import FRAMES, axe, open_details
from widgets.every_explorable import EACH, EACH_VIEW, NARROW, WIDE, move, names, numbers
from widgets.registry import ALL, CLASSES, ROWS, quiet, without_effect


def test_every_explorable_has_its_row():
    assert set(ROWS) == set(CLASSES)


# --- alive ------------------------------------------------------------------------------------------


def answered(name: str, control: str, what: str) -> bool:
    """Whether no other view can tell more: a quiet one is asked for one view in which nothing moves."""
    return what == "moved" or (quiet(name, control) and what not in ("gone", "chosen"))


@EACH
def test_every_control_is_seen_and_changes_a_number(opened, name):
    reports, all_there = [], set()
    for view in ROWS[name].views:
        page = opened(name, view | ALL)
        known = {each for report in reports for each, what in report.items() if answered(name, each, what)}
        seen = names(page)
        all_there |= set(page.evaluate("[...hands.controls(hands.hosts()[0], true).keys()]"))
        reports.append({each: move(page, each) for each in seen if each not in known})
    assert without_effect(name, reports) == set()
    assert all_there - {control for report in reports for control in report} == set(), "never in sight"
    for beginning in [*ROWS[name].quiet, *ROWS[name].later]:
        what = {w for report in reports for c, w in report.items() if c.startswith(beginning)}
        assert what - {"moved", "chosen"}, f"{beginning} is called quiet in the registry, and changes numbers"


DEAF = """() => {
  const { shadowRoot } = hands.hosts()[0];
  const deaf = (e) => { if (e.composedPath()[0].type === "range") e.stopImmediatePropagation(); };
  for (const type of ["input", "change"]) shadowRoot.addEventListener(type, deaf, true);
}"""


@EACH
def test_a_control_that_does_nothing_is_found(opened, name):
    """The check itself: the same slider with its ears shut."""
    page = opened(name, ALL)
    slider = page.widget.locator("input[type=range]:visible").first
    control = slider.evaluate("el => [...hands.controls(hands.hosts()[0])].find(([, it]) => it === el)[0]")
    assert without_effect(name, [{control: move(page, control)}]) == set()
    page.evaluate(DEAF)
    assert without_effect(name, [{control: move(page, control)}]) == {control}


NO_WIDTH = """async () => {
  const place = document.getElementById("place");
  Object.assign(place.style, { width: "0", overflow: "hidden" });
  return (await anew(true)).clientWidth;
}"""
NO_COLOR = {"color-contrast": {"enabled": False}}  # no width has a color of its own


@EACH_VIEW
def test_a_phone_holds_it_and_axe_finds_nothing_in_light_and_in_dark(opened, name, view):
    """One visit, for opening it costs more than a look; the fixture reads the console."""
    page = opened(name, view, width=NARROW)
    open_details(page)
    assert soon(page.evaluate, "document.documentElement.scrollWidth") <= NARROW
    assert "tasks" in view or len(json.loads(numbers(page))[0]) > 3  # a task hides what it asks about
    assert axe(page, rules=NO_COLOR) == []
    page.set_viewport_size({"width": WIDE, "height": 900})
    assert soon(page.widget.evaluate, "host => host.clientWidth") > NARROW
    page.evaluate(FRAMES)
    assert axe(page) == []
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    page.evaluate(FRAMES)
    assert axe(page, runOnly=THEMED) == []
    # as in a page whose sections are laid out when they come near
    assert page.evaluate(NO_WIDTH) == 0  # at once: the place was given no width
    page.evaluate(FRAMES)
    page.evaluate("document.getElementById('place').style.width = 'auto'")
    assert soon(page.widget.evaluate, "host => host.clientWidth") > NARROW


CARD = """host => {
  const { backgroundColor, color } = getComputedStyle(host.shadowRoot.querySelector(".card"));
  return [backgroundColor, color];
}"""


@EACH
def test_the_theme_of_the_page_is_followed_at_once(opened, name):
    page = opened(name)
    light = page.widget.evaluate(CARD)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    dark = page.widget.evaluate(CARD)
    assert dark[0] != light[0]
    assert dark[1] != light[1]
    page.evaluate("document.documentElement.dataset.theme = 'light'")
    assert soon(page.widget.evaluate, CARD) == light
