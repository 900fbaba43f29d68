"""The page that holds one widget: made, or put to another beginning; it can reach nothing else."""

import json
from pathlib import Path
from unittest import mock

HOST = Path(__file__).with_name("host.html")
PAGE = "http://book.test/page.html"


def alone(context, widget, theme="light", hash="", place=""):
    """A new page with the widget, ready."""
    page = context.new_page()
    page.faults = []
    page.on("console", lambda m: page.faults.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: page.faults.append(str(e)))
    state = state_of(widget)
    html = HOST.read_text().replace("__STATE__", state)
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
    return holding(page, widget, state)


def folder_of(widget) -> str:
    return Path(widget._poster).name


def begin_anew(page, widget, width, hash, reduced_motion):
    """The page as if it had just been opened with the widget, one of the same explorable."""
    page.faults.clear()
    page.mouse.move(0, 0)
    page.evaluate("link => leave(link)", hash)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(reduced_motion=reduced_motion)
    state = state_of(widget)
    page.evaluate("text => begin(JSON.parse(text))", state)
    return holding(page, widget, state)


def state_of(widget) -> str:
    """Sorted, as in a saved notebook: what has an order must not rely on that of its keys."""
    return json.dumps(widget.get_state(drop_defaults=False), sort_keys=True).replace("</", "<\\/")


def holding(page, widget, state: str):
    page.widget = page.locator("#place > *")
    page.start = json.loads(state)
    page.settings = sorted(widget.settings()) if hasattr(widget, "settings") else []
    return page


def answers_of(widget) -> list[dict]:
    """What Python sends to the page of an explorable that cannot begin without it."""
    said = []
    with mock.patch.object(type(widget), "send", lambda _, content, buffers=None: said.append(content)):
        widget._handle_custom_msg({"text": "gpt"}, [])
    return said
