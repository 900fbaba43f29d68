"""A page that holds one widget and can reach nothing else, and what it displays."""

import json
import re
from pathlib import Path
from unittest import mock

import pytest
from support.axe import AXE
from support.engines import HANDS
from widgets.registry import CLASSES

from course_lib.widgets import Explorable

HERE = Path(__file__).parent
PAGE = "http://book.test/page.html"


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
        page = context.new_page()
        page.faults = []
        page.on("console", lambda m: page.faults.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: page.faults.append(str(e)))
        # sorted, as in a saved notebook: what has an order must not rely on that of its keys
        state = json.dumps(widget.get_state(drop_defaults=False), sort_keys=True).replace("</", "<\\/")
        html = (HERE / "host.html").read_text().replace("__STATE__", state)
        html = html.replace("__ANSWERS__", json.dumps(answers_of(widget)).replace("</", "<\\/"))
        html = html.replace('data-theme="light"', f'data-theme="{theme}"', 1)
        html = html.replace('id="place"', f'id="place" style="{place}"', 1)

        def answer(route):
            if route.request.url.split("#")[0] == PAGE:
                return route.fulfill(body=html, content_type="text/html")
            page.faults.append(f"asked for {route.request.url}")
            return route.abort()

        context.route(lambda url: not url.startswith("blob:"), answer)
        page.goto(PAGE + hash)
        page.wait_for_selector("body[data-ready]")
        page.widget = page.locator("#place > *")
        page.start = json.loads(state)
        page.settings = sorted(widget.settings()) if hasattr(widget, "settings") else []
        open_.pages.append(page)
        return page

    open_.pages = []
    yield open_
    faults = [fault for page in open_.pages for fault in page.faults]
    for context in contexts:
        context.close()
    assert not faults


def answers_of(widget) -> list[dict]:
    """What Python sends to the page of an explorable that cannot begin without it."""
    said = []
    with mock.patch.object(type(widget), "send", lambda _, content, buffers=None: said.append(content)):
        widget._handle_custom_msg({"text": "gpt"}, [])
    return said


@pytest.fixture
def opened(open_widget):
    """``opened(name, view, ...)``: an explorable alone on a page, with the hands of tests/support."""

    def open_(name, view=None, width=736, **options):
        page = open_widget(CLASSES[name](**view or {}), width=width, **options)
        url = "URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))"
        page.evaluate(f"async (source) => {{ window.hands = await import({url}); }}", HANDS)
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


def code_of(page) -> str:
    """What "Copy as Python" offers, waited for: it is written in an event of its own."""
    return page.get_by_label("Python code").filter(has_text=re.compile(r"\S")).first.text_content()


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
