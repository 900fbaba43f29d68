"""Hands in the built book: where a page lies, how a handle is dragged, what an explorable shows."""

import json
import re

from site_pages import NOTEBOOKS, SITE


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
    sources = {n: (SITE.parents[1] / f"{n}.ipynb").read_text(encoding="utf-8") for n in NOTEBOOKS}
    return [n for n, source in sources.items() if f"{name}(" in source]


def saved_models(name: str) -> dict[str, dict]:
    """Model id → the widget state that the built page carries."""
    html = (SITE / f"{name}.html").read_text(encoding="utf-8")
    saved = json.loads(re.search(r'id="explorable-state">(.*?)</script>', html, re.S)[1])["models"]
    return {key: model["state"] for key, model in saved.items()}


def first(page, lesson: str, poster: str):
    """The first explorable of a kind in an open lesson, and the state it started from."""
    models = saved_models(lesson)
    for figure in page.locator("figure.explorable").all():
        state = models[figure.get_attribute("data-model")]
        if state.get("_poster") == poster:
            return figure, state
    raise AssertionError(f"{lesson} shows no {poster}")
