"""What a first click in a real page transfers: no more than its budget and its button say; then nothing."""

import os
import re
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from site_pages import SITE
from support.waiting import expect, soon

# page, cell, button: the first answer of an exercise, the first figure of a lesson
FIRST = [
    ("exercises/01_losses/losses", "q1-huber", "Check", 10.5),
    ("exercises/03_backprop/backprop", "q1-operations", "Check", 10.5),
    ("chapters/01_losses/1_regression", "fig-best", "Run", 16.5),
]
LATER = {
    "exercises/01_losses/losses": ("exercises/02_gradient_descent/gradient_descent", "q1-slopes"),
    "chapters/01_losses/1_regression": ("chapters/01_losses/2_classification", "fig-surprise"),
}
SAYS = "getComputedStyle(document.querySelector('[data-once]'), '::after').content"
NAMED = "one => [...one.querySelectorAll('button')].find(({{ textContent }}) => textContent === '{}').click()"
PACKS = re.compile(r"/(numpy|figures|modules_\w+|late)\.\w+\.zst")


class Counting(SimpleHTTPRequestHandler):
    """Files of Python, and their bytes: of those that went over the line."""

    def log_message(self, *args):
        pass

    def copyfile(self, source, outputfile):
        data = source.read()
        if "/_static/cells/" in self.path:
            self.server.sent.append((self.path, len(data)))
        outputfile.write(data)


@contextmanager
def counting():
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Counting, directory=str(SITE)))
    server.sent = []
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()


def pressed(page, server, name: str, id: str, button: str) -> tuple[str, float]:
    """What the page says before the click, and the megabytes of it, once the cell has ended."""
    page.goto(f"http://127.0.0.1:{server.server_port}/{name}.html")
    expect(page.locator("html[data-cells]")).to_be_attached()
    says = page.evaluate(SAYS)
    server.sent.clear()
    cell = page.locator(f"[data-cell-id={id}]")
    cell.evaluate(NAMED.format(button))  # it may lie in a fold
    expect(cell.locator(".cells-status")).to_have_text(re.compile(r"\d s$|tests passed$"))
    return says, sum(size for _, size in server.sent) / 1e6


@pytest.mark.parametrize(("name", "id", "button", "budget"), FIRST, ids=[name for name, *_ in FIRST])
def test_a_first_click_keeps_to_its_budget_and_the_next_page_loads_no_pack(browser, name, id, button, budget):
    if not (SITE / "_static/cells/cells.json").exists():
        assert os.environ.get("CI") != "true", "this build is without Python in the page"
        pytest.skip("this build is without Python in the page")
    context = browser.new_context()
    with counting() as server:
        says, megabytes = pressed(context.new_page(), server, name, id, button)
        assert 5 < megabytes <= budget, sorted(server.sent, key=lambda each: -each[1])
        assert int(re.search(r"loads (\d+) MB once", says)[1]) == int(budget), "the label is the budget"
        if name in LATER:
            says, megabytes = pressed(context.new_page(), server, *LATER[name], button)
            assert says == "none"
            assert soon(lambda: [path for path, _ in server.sent if PACKS.search(path)]) == []
            assert megabytes < 0.5
    context.close()
