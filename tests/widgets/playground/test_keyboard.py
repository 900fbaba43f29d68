"""The whole playground by keyboard alone."""

import numpy as np
from support.waiting import soon
from widgets.playground.page import FOCUSED, agrees, displayed, press, settle, state_of, tab_to
from widgets.playground.twin import Twin
from widgets.playground.views import FEW

from course_lib.backprop.playground.words import SAY, WORDS

POINTS = [[-3, 2, 0], [2, 3.5, 1], [4, -2, 1]]


# Everything that takes the focus, with an index. Of a group of radio buttons Tab stops at the one that is
# chosen, or else at the first; arrow keys go on from there.
STOPS = """host => {
  const all = [...host.shadowRoot.querySelectorAll("button, input, select, summary, [tabindex]")]
    .filter((el) => el.checkVisibility() && !el.disabled && !el.closest("[inert]") && el.tabIndex >= 0);
  const group = (el) => all.filter((other) => other.name === el.name && other.type === "radio");
  const stop = (el) => (group(el).find((other) => other.checked) ?? group(el)[0]) === el;
  const seen = all.filter((el) => el.type !== "radio" || stop(el));
  const nameOf = (el) => el.getAttribute("aria-label") ?? el.labels?.[0]?.innerText ?? el.innerText;
  seen.forEach((el, i) => { el.dataset.stop = i; });
  return seen.map((el) => `${el.tagName} ${nameOf(el)}`);
}"""
STOP = "host => host.shadowRoot.activeElement?.dataset.stop ?? null"


def test_every_control_is_reached_by_tab_and_none_holds_it(open_page):
    page = open_page(data="own", points=POINTS, optimizer="momentum")
    page.widget.evaluate(
        "host => host.shadowRoot.querySelectorAll('details').forEach((d) => { d.open = true; })"
    )
    press(page, "Step")
    page.mouse.click(3, 3)
    stops = page.widget.evaluate(STOPS)  # at once: the click on nothing changes nothing
    assert len(stops) > 40
    reached = []
    for _ in range(len(stops) + 5):
        page.keyboard.press("Tab")
        at = page.widget.evaluate(STOP)  # at once: the focus moves with the key
        if at is None:
            break
        reached.append(int(at))
    assert {stops[i] for i in range(len(stops)) if i not in reached} == set()
    assert soon(page.evaluate, FOCUSED) == ""  # beyond the last one
    back = []
    for _ in stops:
        page.keyboard.press("Shift+Tab")
        at = page.widget.evaluate(STOP)  # at once: the focus moves with the key
        if at is not None:
            back.append(int(at))
    assert set(back) == set(reached)


def test_arrow_keys_reach_every_unit_and_enter_switches_features(open_page):
    page = open_page(**FEW)
    tab_to(page, WORDS["features"]["x1"])
    names = {page.evaluate(FOCUSED)}  # at once: the focus moves with the key
    for key in (
        ["ArrowDown"] * 6 + ["ArrowRight"] + ["ArrowUp"] * 3 + ["ArrowRight", "ArrowDown", "ArrowRight"]
    ):
        page.keyboard.press(key)
        names.add(page.evaluate(FOCUSED))  # at once: the focus moves with the key
    assert len(names) == 7 + 4 + 2 + 1
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    settle(page)
    assert len(state_of(page)["features"]) != 2
    agrees(page, Twin(state_of(page)))


def test_a_whole_experiment_by_keyboard_alone(open_page):
    page = open_page(preset="xor")
    tab_to(page, "Play")
    page.keyboard.press("Enter")
    assert soon(lambda: displayed(page)["epoch"]) > 0
    page.keyboard.press("Enter")
    settle(page)
    tab_to(page, "Rewind")
    page.keyboard.press("Enter")
    tab_to(page, f"{SAY['more']}, {SAY['layer']} 1")
    page.keyboard.press("Enter")
    settle(page)
    assert state_of(page)["hidden"] == [5]
    page.keyboard.press("Enter")  # the focus is still there
    settle(page)
    assert state_of(page)["hidden"] == [6]
    tab_to(page, f"{SAY['activation']}, {SAY['layer']} 1")
    page.keyboard.type("ReLU")
    settle(page)
    assert state_of(page)["activation"] == ["relu"]
    tab_to(page, "Learning rate")
    page.keyboard.press("ArrowRight")
    tab_to(page, "Epoch", "Shift+Tab")
    page.keyboard.press("Enter")
    twin = Twin(state_of(page))
    twin.epoch()
    agrees(page, twin)


def test_points_are_drawn_moved_and_removed_by_keyboard_alone(open_page):
    page = open_page(points=[])
    tab_to(page, WORDS["data"]["circle"])
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    settle(page)
    assert state_of(page)["data"] == "own"
    tab_to(page, SAY["plane"])
    for key in ("Shift+ArrowRight", "ArrowUp", "Enter", "Shift+ArrowLeft", "Shift+ArrowLeft", "Enter"):
        page.keyboard.press(key)
    settle(page)
    np.testing.assert_allclose(state_of(page)["points"], [[1, 0.2, 1], [-1, 0.2, 1]])
    tab_to(page, "1")  # the class of the next point
    page.keyboard.press("ArrowLeft")
    tab_to(page, SAY["plane"], "Shift+Tab")
    for key in ("Shift+ArrowDown", "Shift+ArrowDown", "Enter"):
        page.keyboard.press(key)
    settle(page)
    assert [k for *_, k in state_of(page)["points"]] == [1, 1, 0]
    page.keyboard.press("Delete")
    settle(page)
    assert [k for *_, k in state_of(page)["points"]] == [1, 1]
