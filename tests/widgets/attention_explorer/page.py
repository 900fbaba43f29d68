"""The attention explorer on a page: its handles, and a mouse that drags them."""

from widgets.conftest import FRAMES


def hand(page, name):
    return page.widget.locator(f'.handle[data-hand="{name}"]')


def drag(page, name, dx, dy):
    disc = hand(page, name).locator(".tip").bounding_box()
    x, y = disc["x"] + disc["width"] / 2, disc["y"] + disc["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx, y + dy, steps=5)
    page.mouse.up()
    page.evaluate(FRAMES)
