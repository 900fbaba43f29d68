"""What the tests of the primer's explorables do with a page, and how they compare its numbers."""

import io
from contextlib import redirect_stdout

import pytest
from widgets.conftest import code_of, open_details


def settings(page) -> dict:
    return page.evaluate("keys => Object.fromEntries(keys.map((k) => [k, model.get(k)]))", page.settings)


def drag(page, hand: str, dx: int, dy: int):
    """Takes a handle in the middle and moves it."""
    box = page.widget.locator(f'[data-hand="{hand}"] .halo').bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx, y + dy, steps=4)
    page.mouse.up()


def printed(page) -> str:
    """What "Copy as Python" prints when it is run."""
    open_details(page)
    told = io.StringIO()
    with redirect_stdout(told):
        exec(code_of(page), {})
    return told.getvalue()


def agree(shown: dict, expected: dict):
    assert shown.keys() == expected.keys()
    assert shown == pytest.approx(expected, rel=1e-12, abs=1e-12)
