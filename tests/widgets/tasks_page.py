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


def opened(open_widget, name, **settings):
    return open_widget(CLASSES[name](**settings), width=WIDE)


def in_sight(page) -> set[str]:
    page.evaluate(FRAMES)
    return set(page.widget.evaluate(IN_SIGHT))


def press(page, name):
    page.widget.get_by_role("button", name=name, exact=True).click()


def setting(page, name):
    return page.evaluate("name => model.get(name)", name)


def ask(page):
    return page.widget.locator(".ask")
