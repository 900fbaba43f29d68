"""A page is read while its script is on the way: what comes has its place already; in Chromium."""

import pytest
from support.cells_page import EXERCISE, LESSON, put, row
from support.waiting import expect, soon

PHONE = {"viewport": {"width": 390, "height": 844}}
SCREENS = {
    "a phone": {**PHONE, "is_mobile": True, "has_touch": True},
    "a narrow window": PHONE,
    "a laptop": {"viewport": {"width": 1366, "height": 768}},
}
FIGURES = [row("draw", "x"), row("net", "import torch", "torch", why="needs torch"), row("last", "x")]
PAGES = {
    "a lesson": {"rows": LESSON},
    "figures": {"rows": FIGURES, "snapshot": "figures"},
    "an exercise": {"rows": EXERCISE},
    "without Python": {"rows": EXERCISE, "site": None},
}
# an answer stands below a hint that is folded
HINT = """() => document.querySelector(".cells-answer")?.before(document.createElement("details"))"""
SEEN = "h1, .cell, .cell_input, .cell_output, .cell .cells-bar, .cells-written, .cells-how"
BOXES = f"""[...document.querySelectorAll("{SEEN}")].map((one) => {{
  const {{ x, y, width, height }} = one.getBoundingClientRect();
  return [one.className.slice(0, 12), x, y, width, height];
}})"""


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_moves_when_the_script_comes(browser, host, cells_site, screen):
    context = browser.new_context(**SCREENS[screen])
    page = context.new_page()
    page.route("**/cells-ui.js", lambda route: route.abort())
    for kind, how in PAGES.items():
        page.goto(put(host, **how))
        page.evaluate(HINT)
        before = page.evaluate(BOXES)
        assert len(before) > 6
        page.add_script_tag(path=cells_site / "cells-ui.js")
        expect(page.locator("html[data-cells]")).to_be_attached()
        assert soon(page.evaluate, BOXES) == before, kind
    context.close()


def test_without_scripts_no_empty_bar_is_shown(browser, host):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(put(host, EXERCISE))
    expect(page.locator(".cells-bar").first).to_be_hidden()
    context.close()
