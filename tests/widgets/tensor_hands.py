"""Hands of the tensor explorer's tests."""

import json

from widgets.conftest import code_of


def seen(page):
    """The text that it has read, and the character that came, from the code that it offers."""
    page.widget.locator(".python > summary").click()
    code = code_of(page)
    parts = code.split("text = (")[1].split("\n)")[0].split("\n")
    came = code.split("came=")[1].split(")\n")[0]
    return "".join(json.loads(part) for part in parts if part.strip()), json.loads(came)
