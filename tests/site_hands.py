"""Hands in the built book: where a page lies, how a handle is dragged, what an explorable shows."""

import json
import re

from site_pages import NOTEBOOKS, SITE
from support.waiting import expect, soon

# what waits for a prediction is in sight after this
UNVEIL = "document.querySelectorAll('.reveal-veil button').forEach((button) => button.click());"


def start_explorables(page, unveiled=True):
    """All of them, also those that wait for a prediction."""
    if unveiled:
        page.evaluate(UNVEIL)
    if page.locator("figure.explorable").count():
        page.keyboard.press("Shift")  # at the first key every explorable starts
        page.wait_for_selector("html[data-explorables=ready]", state="attached")


HEIGHTS = "figures => Math.min(...figures.map((figure) => figure.getBoundingClientRect().height))"


def all_live(page):
    """Every explorable of a page in which they were started."""
    figures = page.locator("figure.explorable")
    assert figures.count() > 0  # at once: the page has them from the start
    expect(page.locator("figure.explorable[data-state=alive]")).to_have_count(figures.count())
    expect(page.locator("figure.explorable .poster:visible")).to_have_count(0)
    assert soon(figures.evaluate_all, HEIGHTS) > 60


# what does not stay on this machine
OUTSIDE = re.compile(r"^(?!file:|data:|blob:|https?://127\.0\.0\.1[:/])")


def watched(context, faults=None):
    """A page of the context, and the list of what goes wrong in it."""
    faults = [] if faults is None else faults
    page = context.new_page()
    page.on("request", lambda r: faults.append(f"outside request: {r.url}") if OUTSIDE.match(r.url) else None)
    page.on("console", lambda m: faults.append(f"console: {m.text}") if m.type == "error" else None)
    page.on("pageerror", lambda e: faults.append(f"exception: {e}"))
    page.on("requestfailed", lambda r: faults.append(f"request failed: {r.url}"))
    page.on("response", lambda r: faults.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
    return page, faults


def address(site, name, over):
    return f"{site}/{name}.html" if over == "http" else (SITE / f"{name}.html").as_uri()


def settle(page):
    """Drawing waits for the next frame; so do we."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def shown(figure, name) -> float:
    """The number behind ``data-name``."""
    return float(figure.locator(f'[data-name="{name}"]').get_attribute("data-value"))


def drag(page, handle, dx, dy):
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx, y + dy, steps=5)
    page.mouse.up()


def pages_with(name: str) -> list[str]:
    """The notebooks that show such an explorable: its call begins a line. Elsewhere it is computed with."""
    sources = {n: (SITE.parents[1] / f"{n}.ipynb").read_text(encoding="utf-8") for n in NOTEBOOKS}
    return [n for n, source in sources.items() if re.search(rf'^ *"{name}\(', source, re.M)]


def saved_models(name: str) -> dict[str, dict]:
    """Model id → the widget state that the built page carries."""
    html = (SITE / f"{name}.html").read_text(encoding="utf-8")
    found = re.search(r'id="explorable-state">(.*?)</script>', html, re.S)
    saved = json.loads(found[1])["models"] if found else {}
    return {key: model["state"] for key, model in saved.items()}


def first(page, lesson: str, poster: str, **settings):
    """The first explorable of a kind with these settings in an open lesson, and its state at the start."""
    models = saved_models(lesson)
    for figure in page.locator("figure.explorable").all():
        model = figure.get_attribute("data-model")
        if _is(models[model], poster, settings):
            return page.locator(f'figure.explorable[data-model="{model}"]'), models[model]
    raise AssertionError(f"{lesson} shows no {poster} with {settings}")


def pages_showing(poster: str, **settings) -> list[str]:
    """The lessons of the built book that show such an explorable with these settings."""
    return [n for n in NOTEBOOKS if any(_is(state, poster, settings) for state in saved_models(n).values())]


def _is(state: dict, poster: str, settings: dict) -> bool:
    wanted = {"_poster": poster, **settings}
    return {name: state.get(name) for name in wanted} == wanted
