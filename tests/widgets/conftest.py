"""A page that holds one widget and can reach nothing else, and what it displays."""

import re

import pytest
from support.axe import AXE
from support.hands import HANDS
from widgets.host import alone, begin_anew, folder_of
from widgets.registry import CLASSES

from course_lib.widgets import Explorable


@pytest.fixture
def open_widget(browser):
    """``open_widget(widget, width=1000, theme="light", hash="", place="")`` returns the ready page.

    ``place`` is the style of the element that holds the widget. Every request but the page itself is
    refused. The page's ``faults`` list gathers refused requests, console errors and exceptions; the test
    ends red when it is not empty.
    """
    contexts = []

    def open_(widget, width=1000, theme="light", hash="", place="", **context_options):
        context = browser.new_context(viewport={"width": width, "height": 900}, **context_options)
        contexts.append(context)
        page = alone(context, widget, theme, hash, place)
        open_.pages.append(page)
        return page

    open_.pages = []
    yield open_
    faults = [fault for page in open_.pages for fault in page.faults]
    for context in contexts:
        context.close()
    assert not faults


@pytest.fixture(scope="session")
def stand():
    """The page that is open for one explorable after the other: {its folder: page}."""
    found = {}
    yield found
    for page in found.values():
        page.context.close()


@pytest.fixture
def put(browser, stand):
    """``put(widget, width=736, hash="")`` returns the page that stands, with the widget begun on it.

    It was opened once for an explorable, which costs most: what stood on it is taken down, and the modules
    begin anew. So it is looked at until the next one is put. It ends red as that of `open_widget` does.
    """
    faults = []

    def put_(widget, width=736, hash="", reduced_motion="no-preference"):
        page = stand.pop(folder_of(widget), None)  # none is found where this one does not come up
        for other in [*stand]:
            stand.pop(other).context.close()
        if page:
            faults.extend(page.faults)
            begin_anew(page, widget, width, hash, reduced_motion)
        else:
            size = {"width": width, "height": 900}
            context = browser.new_context(viewport=size, reduced_motion=reduced_motion)
            page = alone(context, widget, hash=hash)
        stand[folder_of(widget)] = page
        return page

    yield put_
    for page in stand.values():
        faults.extend(page.faults)
        page.faults.clear()
    assert not faults


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Tests that put one explorable on a page stand together."""
    places = [k for k, item in enumerate(items) if "put" in getattr(item, "fixturenames", ())]
    for k, item in zip(places, sorted((items[k] for k in places), key=shown), strict=True):
        items[k] = item


def shown(item) -> str:
    given = item.callspec.params
    return given.get("name") or folder_of(given["widget"])


@pytest.fixture
def opened(put):
    """``opened(name, view, ...)``: an explorable alone on a page, with the hands of tests/support."""

    def open_(name, view=None, **options):
        page = put(CLASSES[name](**view or {}), **options)
        url = "URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))"
        page.evaluate(f"async (source) => {{ window.hands ??= await import({url}); }}", HANDS)
        return page

    return open_


def in_full(open_widget):
    """``open_widget``, with everything in sight: what an explorable hides at first is for test_tasks.py."""

    def open_(widget, *args, **options):
        if isinstance(widget, Explorable):
            widget.all_controls = widget.revealed = True
        return open_widget(widget, *args, **options)

    return open_


FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
NUMBERS = """() => {
  const root = document.querySelector("#place > *").shadowRoot;
  const seen = [...root.querySelectorAll("[data-name]")].filter((el) => el.checkVisibility());
  return seen.map((el) => [el.dataset.name, el.dataset.value]);
}"""
ADDRESS = """([keys, start]) => {
  const told = {};
  for (const part of location.hash.slice(1).split("&").filter(Boolean)) {
    Object.assign(told, JSON.parse(decodeURIComponent(part.slice(part.indexOf("=") + 1))));
  }
  const isDict = (v) => v !== null && typeof v === "object" && !Array.isArray(v);
  const text = (v) => JSON.stringify(v, isDict(v) ? Object.keys(v).sort() : undefined);
  return keys.every((key) => text(model.get(key)) === text(key in told ? told[key] : start[key]));
}"""


def address(page) -> str:
    """The page's ``#…``, once it tells the state of this moment: it is written when the hand rests."""
    page.wait_for_function(ADDRESS, arg=[page.settings, page.start])
    return "#" + page.url.partition("#")[2]


def all_displayed(page) -> dict[str, float]:
    """Every number in sight by its ``data-name``, in full precision, once pending drawing is done."""
    page.evaluate(FRAMES)
    return {name: float(value) for name, value in page.evaluate(NUMBERS)}


def displayed(page, name: str) -> float:
    """The one number behind ``data-name``."""
    return all_displayed(page)[name]


def code_box(page):
    """Where "Copy as Python" offers its lines: they are written in an event of their own."""
    return page.get_by_label("Python code").filter(has_text=re.compile(r"\S")).first


def code_of(page) -> str:
    return code_box(page).text_content()


def open_details(page):
    """Unfolds everything that is folded."""
    page.widget.evaluate(
        "host => host.shadowRoot.querySelectorAll('details').forEach((d) => { d.open = true })"
    )
    page.evaluate(FRAMES)


def axe(page, **only) -> list[str]:
    """Violations that axe-core finds in the widget, each as one line; ``runOnly=[rule, …]`` asks for less."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    options = {"resultTypes": ["violations"], **only}
    found = page.evaluate("async (options) => (await axe.run('#place', options)).violations", options)
    return [f"{v['id']}: {n['html'][:160]} {n['failureSummary'][:200]}" for v in found for n in v["nodes"]]
