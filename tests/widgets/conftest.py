"""A browser, and a page that holds one widget and can reach nothing else."""

import json
import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PAGE = "http://book.test/page.html"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find_browser() -> str:
    """Path of an installed Chromium or Chrome; ``COURSE_CHROMIUM`` decides where it is set."""
    named = os.environ.get("COURSE_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        pytest.fail(f"the explorables need a browser: none of {', '.join(BROWSERS)} is on the PATH")
    return found


@pytest.fixture(scope="session")
def browser():
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_browser(), args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture
def open_widget(browser):
    """``open_widget(widget, width=1000, theme="light", hash="")`` returns the ready page.

    Every request but the page itself is refused. The page's ``faults`` list gathers refused requests,
    console errors and exceptions; the test ends red when it is not empty.
    """
    contexts = []

    def open_(widget, width=1000, theme="light", hash="", **context_options):
        context = browser.new_context(viewport={"width": width, "height": 900}, **context_options)
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("console", lambda m: page.faults.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: page.faults.append(str(e)))
        state = json.dumps(widget.get_state(drop_defaults=False)).replace("</", "<\\/")
        html = (HERE / "host.html").read_text().replace("__STATE__", state)
        html = html.replace('data-theme="light"', f'data-theme="{theme}"', 1)

        def answer(route):
            if route.request.url.split("#")[0] == PAGE:
                return route.fulfill(body=html, content_type="text/html")
            page.faults.append(f"asked for {route.request.url}")
            return route.abort()

        context.route(lambda url: not url.startswith("blob:"), answer)
        page.goto(PAGE + hash)
        page.wait_for_selector("body[data-ready]", timeout=10_000)
        page.widget = page.locator("#place > *")
        open_.pages.append(page)
        return page

    open_.pages = []
    yield open_
    faults = [fault for page in open_.pages for fault in page.faults]
    for context in contexts:
        context.close()
    assert not faults


def displayed(page, name: str) -> float:
    """The number behind ``data-name``, in full precision, once pending drawing is done."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return float(page.locator(f'[data-name="{name}"]').get_attribute("data-value"))


def axe(page) -> list[str]:
    """Violations that axe-core finds, each as one line."""
    page.evaluate((ROOT / "node_modules/axe-core/axe.min.js").read_text())
    found = page.evaluate("async () => (await axe.run('#place')).violations")
    return [f"{v['id']}: {n['html'][:160]} {n['failureSummary'][:200]}" for v in found for n in v["nodes"]]
