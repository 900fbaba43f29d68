"""The promises that every explorable keeps, found by its folder; what is peculiar to one has its own file."""

import json
from urllib.parse import quote

import pytest
from support.engines import HANDS
from support.waiting import soon
from widgets.conftest import FRAMES, axe, open_details
from widgets.registry import ALL, CLASSES, ROWS, short, views_of, without_effect

NARROW, WIDE = 390, 736
EACH = pytest.mark.parametrize("name", ROWS)
VIEWS = [pytest.param(name, view, id=f"{name}-{short(view)}") for name in ROWS for view in views_of(name)]
WHOLE = [
    pytest.param(name, view | ALL, id=f"{name}-{short(view)}") for name in ROWS for view in ROWS[name].views
]
EACH_WHOLE_VIEW = pytest.mark.parametrize(("name", "view"), WHOLE)
EACH_VIEW = pytest.mark.parametrize(("name", "view"), VIEWS)


def test_every_explorable_has_its_row():
    assert set(ROWS) == set(CLASSES)


@pytest.fixture
def opened(open_widget):
    """``opened(name, view, ...)``: an explorable alone on a page, with the hands of tests/support."""

    def open_(name, view=None, width=WIDE, **options):
        page = open_widget(CLASSES[name](**view or {}), width=width, **options)
        url = "URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))"
        page.evaluate(f"async (source) => {{ window.hands = await import({url}); }}", HANDS)
        return page

    return open_


def numbers(page) -> str:
    return page.evaluate(f"async () => {{ await ({FRAMES})(); return hands.numbers(hands.hosts()[0]); }}")


def settings(page, name) -> dict:
    keys = sorted(CLASSES[name].settings())
    return page.evaluate("keys => Object.fromEntries(keys.map((k) => [k, model.get(k)]))", keys)


def names(page) -> list[str]:
    return page.evaluate("hands.names(hands.hosts()[0])")


def move(page, control: str) -> str:
    return page.evaluate("name => hands.moveOne(hands.hosts()[0], name)", control)


SLIDERS = "[type=range], [role=slider]"


def disturb(page, which=SLIDERS) -> str:
    """Moves all controls of a kind, one after the other; the numbers are others then."""
    page.evaluate(
        """async (which) => {
          const host = hands.hosts()[0];
          for (const el of hands.controls(host).values()) {
            if (el.matches(which) && el.checkVisibility() && !el.disabled) await hands.operate(host, el);
          }
        }""",
        which,
    )
    return numbers(page)


# --- alive ------------------------------------------------------------------------------------------


@EACH
def test_every_control_is_seen_and_changes_a_number(opened, name):
    reports, all_there = [], set()
    for view in ROWS[name].views:
        page = opened(name, view | ALL)
        known = {control for report in reports for control, what in report.items() if what == "moved"}
        reports.append({each: move(page, each) for each in names(page) if each not in known})
        all_there |= set(page.evaluate("[...hands.controls(hands.hosts()[0], true).keys()]"))
    assert without_effect(name, reports) == set()
    assert all_there - {control for report in reports for control in report} == set(), "never in sight"
    for beginning in ROWS[name].quiet:
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


@EACH_VIEW
def test_a_phone_holds_it(opened, name, view):
    page = opened(name, view, width=NARROW)
    open_details(page)
    assert soon(page.evaluate, "document.documentElement.scrollWidth") <= NARROW
    assert "tasks" in view or len(json.loads(numbers(page))[0]) > 3  # a task hides what it asks about


@EACH_VIEW
def test_axe_finds_nothing_in_light_and_in_dark(opened, name, view):
    for width in (WIDE, NARROW):
        page = opened(name, view, width=width)
        open_details(page)
        assert axe(page) == []
        page.evaluate("document.documentElement.dataset.theme = 'dark'")
        page.evaluate(FRAMES)
        assert axe(page) == []


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


# --- back to where it was ---------------------------------------------------------------------------


@EACH_WHOLE_VIEW
def test_reset_brings_back_what_the_page_began_with(opened, name, view):
    """Also after another preset and another mode; a view is a preset with settings of its own, too."""
    page = opened(name, view)
    start, shown = settings(page, name), numbers(page)
    assert disturb(page, f"{SLIDERS}, select, [type=radio]") != shown
    page.evaluate("hands.button(hands.hosts()[0], 'Step').click()")  # or not, at the end of a run
    page.widget.get_by_role("button", name="Reset", exact=True).click()
    assert numbers(page) == shown
    assert settings(page, name) == start


@EACH_WHOLE_VIEW
def test_a_link_brings_back_what_was_made(opened, name, view):
    page = opened(name, view)
    shown = disturb(page)
    made = settings(page, name)
    told = "made => JSON.parse(decodeURIComponent(location.hash.split('=')[1] ?? 'null'))"
    # the address is written once the hand rests, with the settings that are not those of the page
    start = settings(opened(name, view), name)
    wanted = {key: value for key, value in made.items() if value != start[key]}
    page.wait_for_function(
        f"wanted => {{ const has = ({told})(); return has && Object.keys(wanted).every((k) => "
        "JSON.stringify(has[k]) === JSON.stringify(wanted[k])); }",
        arg=wanted,
    )
    again = opened(name, view, hash="#" + page.url.split("#")[1])
    assert settings(again, name) == made
    assert numbers(again) == shown
    again.widget.get_by_role("button", name="Reset", exact=True).click()
    again.wait_for_function("location.hash === ''")


BROKEN = ["#%", "#{0}", "#{0}=", "#{0}=%7Bnope", "#{0}=%E0%A4%A", "#{0}=null", "#{0}=7", "#{0}=[1]", "#top"]


@EACH
def test_a_garbled_link_changes_nothing(opened, name):
    page = opened(name)
    start, shown = settings(page, name), numbers(page)
    wrong = [f"#{name}={quote(json.dumps(each))}" for each in ROWS[name].nonsense]
    assert wrong, "a row needs settings that nobody could choose"
    for hash in [*(broken.format(start["name"]) for broken in BROKEN), *wrong]:
        again = opened(name, hash=hash)
        assert settings(again, name) == start, hash
        assert numbers(again) == shown, hash
        again.context.close()


COUNT_FRAMES = """() => {
  window.asked = 0;
  const ask = window.requestAnimationFrame;
  window.requestAnimationFrame = (f) => { window.asked += 1; return ask(f); };
}"""


# --- by keyboard, and without motion ----------------------------------------------------------------

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
        at = page.widget.evaluate(FOCUS)
        if at is None:
            break
        reached.add(at[0])
        if not at[1]:
            unseen.append(stops[at[0]])
    else:
        pytest.fail("Tab does not leave it")
    assert {stops[i] for i in range(len(stops)) if i not in reached} == set()
    assert unseen == [], "the focus is not to be seen"


@EACH
def test_without_motion_play_jumps_to_its_end(opened, name):
    page = opened(name, reduced_motion="reduce")
    before = numbers(page)
    page.evaluate(COUNT_FRAMES)
    page.widget.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("before => hands.numbers(hands.hosts()[0]) !== before", arg=before, polling=50)
    page.widget.get_by_role("button", name="Play", exact=True).wait_for()  # it rests again
    assert page.evaluate("asked") < 10  # at once: it never becomes less


# --- gone without a trace ---------------------------------------------------------------------------


@EACH
def test_cleanup_in_the_middle_of_play_leaves_nothing(opened, name):
    page = opened(name)
    before = numbers(page)
    assert soon(page.evaluate, "listening()") > 0
    page.widget.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("before => hands.numbers(hands.hosts()[0]) !== before", arg=before)
    page.evaluate("cleanup()")
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


# --- where it cannot live ---------------------------------------------------------------------------


@EACH
def test_poster_and_words_stand_for_it(name):
    state = CLASSES[name]().get_state(drop_defaults=False)
    assert state["_poster"].endswith(f"/{name}")
    assert len(state["_alt"]) > 100
    assert "export" in state["_esm"]
