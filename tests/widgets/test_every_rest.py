"""Every explorable by keyboard, without motion, at rest when nobody touches it, and gone without a trace."""

import pytest
from support.waiting import soon
from widgets.conftest import FRAMES, open_details
from widgets.every_explorable import EACH, numbers, settings
from widgets.registry import ALL

COUNT_FRAMES = """() => {
  window.asked = 0;
  const ask = (window.unwatched ??= window.requestAnimationFrame);
  window.requestAnimationFrame = (f) => { window.asked += 1; return ask(f); };
}"""

# Everything that takes the focus. Of a group of radio buttons Tab stops at the chosen one, or at the first.
STOPS = """host => {
  const all = [...host.shadowRoot.querySelectorAll("button, input, select, summary, textarea, [tabindex]")]
    .filter((el) => el.checkVisibility({ visibilityProperty: true }) && el.tabIndex >= 0)
    .filter((el) => !el.disabled && !el.closest("[inert]"));
  const group = (el) => all.filter((other) => other.name === el.name && other.type === "radio");
  const stop = (el) => (group(el).find((other) => other.checked) ?? group(el)[0]) === el;
  const seen = all.filter((el) => el.type !== "radio" || stop(el));
  seen.forEach((el, i) => { el.dataset.stop = i; });
  return seen.map((el) => el.outerHTML.slice(0, 120));
}"""
FOCUS = """host => {
  const el = host.shadowRoot.activeElement;
  if (!el) return null;
  const WHAT = ["outlineStyle", "outlineWidth", "boxShadow", "stroke", "strokeWidth", "borderColor"];
  const looks = (e) => WHAT.map((key) => getComputedStyle(e)[key]).join();
  const near = [el, el.nextElementSibling, el.parentElement, ...el.children].filter(Boolean);
  const focused = near.map(looks);
  el.blur();
  const plain = near.map(looks);
  el.focus({ focusVisible: true });
  return [Number(el.dataset.stop), focused.join() !== plain.join()];
}"""


@EACH
def test_tab_reaches_every_control_shows_it_and_leaves(opened, name):
    page = opened(name, ALL)
    open_details(page)
    stops = page.widget.evaluate(STOPS)
    assert len(stops) > 10
    reached, unseen = set(), []
    page.mouse.click(3, 3)
    for _ in range(len(stops) + 5):
        page.keyboard.press("Tab")
        at = page.widget.evaluate(FOCUS)  # at once: the focus moves with the key
        if at is None:
            break
        reached.add(at[0])
        if not at[1]:
            unseen.append(stops[at[0]])
    else:
        pytest.fail("Tab does not leave it")
    assert {stops[i] for i in range(len(stops)) if i not in reached} == set()
    assert unseen == [], "the focus is not to be seen"


KEYS = """async (haste) => {
  const { shadowRoot } = hands.hosts()[0];
  const all = shadowRoot.querySelectorAll("[role=slider], [role=application]");
  for (const el of [...all].filter((el) => el.checkVisibility()))
    for (const key of ["ArrowDown", "ArrowRight", "ArrowRight", "ArrowUp"]) {
      el.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
      if (!haste) await hands.drawn();
    }
}"""


@EACH
def test_keys_that_are_faster_than_frames_are_all_heard(opened, name):
    made = []
    for haste in (False, True):
        page = opened(name, ALL)
        page.evaluate(KEYS, haste)
        made.append([numbers(page), settings(page, name)])
    assert made[0] == made[1]


@EACH
def test_without_motion_play_jumps_to_its_end(opened, name):
    page = opened(name, reduced_motion="reduce")
    before = numbers(page)
    page.evaluate(COUNT_FRAMES)
    page.widget.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("before => hands.numbers(hands.hosts()[0]) !== before", arg=before, polling=50)
    page.widget.get_by_role("button", name="Play", exact=True).wait_for()  # it rests again
    assert page.evaluate("asked") < 10  # at once: it never becomes less


@EACH
def test_cleanup_in_the_middle_of_play_leaves_nothing(opened, name):
    page = opened(name)
    before = numbers(page)
    assert soon(page.evaluate, "listening()") > 0
    page.widget.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("before => hands.numbers(hands.hosts()[0]) !== before", arg=before)
    page.evaluate("async () => { await cleanup(); window.cleanup = () => {}; }")
    state = settings(page, name)
    for _ in range(20):  # frames in which a run that goes on would have gone on
        page.evaluate(FRAMES)
    assert soon(page.evaluate, "document.getElementById('place').childElementCount") == 0
    assert soon(page.evaluate, "listening()") == 0
    assert settings(page, name) == state


@EACH
def test_it_rests_when_nobody_touches_it(opened, name):
    page = opened(name)
    page.evaluate(FRAMES)
    page.evaluate(COUNT_FRAMES)
    idle = "() => new Promise((done) => setTimeout(done, 300))"  # what asks again and again asks meanwhile
    page.evaluate(idle)
    assert page.evaluate("asked") == 0  # at once: it never becomes less
