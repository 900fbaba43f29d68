"""An explorable that asks tasks, on a page: what is in sight there, and what a hand presses."""

import pytest
from widgets.conftest import FRAMES
from widgets.registry import ASKING, CLASSES

WIDE = 736
EACH = pytest.mark.parametrize("name", ASKING)
IN_SIGHT = """host => {
  const all = [...host.shadowRoot.querySelectorAll("[data-control]")].filter((el) => el.checkVisibility());
  return [...new Set(all.map((el) => el.dataset.control))];
}"""
# From the top of the highest to the bottom of the lowest of all plots and all that can be operated; the head,
# which holds no control of the picture, and what is folded do not count.
SPAN = """host => {
  const all = [...host.shadowRoot.querySelectorAll("svg.plot, canvas, button, input, select")];
  const seen = all.filter((el) => el.checkVisibility() && !el.closest(".asked, .predict, .python, .more"));
  const boxes = seen.map((el) => el.getBoundingClientRect()).filter(({ height }) => height > 0);
  return Math.max(...boxes.map((b) => b.bottom)) - Math.min(...boxes.map((b) => b.top));
}"""
SCREEN = 700  # px that a browser leaves of a screen of 1366 by 768


def opened(put, name, **settings):
    return put(CLASSES[name](**settings), width=WIDE)


def in_sight(page) -> set[str]:
    page.evaluate(FRAMES)
    return set(page.widget.evaluate(IN_SIGHT))


def press(page, name):
    page.widget.get_by_role("button", name=name, exact=True).click()


def setting(page, name):
    return page.evaluate("name => model.get(name)", name)


def ask(page):
    return page.widget.locator(".ask")
