"""The folder with what runs in the page, and a server of it."""

import os
from pathlib import Path

import pytest
from cells import make
from support.cells_host import serving
from support.cells_page import put
from support.waiting import expect


@pytest.fixture(scope="session")
def cells_site() -> Path:
    """The folder with cells.json; without Python's files there is nothing to test here."""
    place = make.make()
    if place is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Python for the page is not here: python book/cells/fetch.py")
        pytest.skip("Python for the page is not here: python book/cells/fetch.py")
    return place


@pytest.fixture
def host(cells_site):
    """See support/cells_host.py."""
    with serving(cells_site) as server:
        yield server


@pytest.fixture
def context(browser, host):
    """Nothing outside the host is asked."""
    asked = []  # not by a route: that would switch the browser's memory off
    context = browser.new_context()
    context.on("request", lambda request: asked.append(request.url))
    yield context
    context.close()
    assert [url for url in asked if not url.startswith(("http://127.0.0.1", "data:", "blob:", "file:"))] == []


@pytest.fixture
def open_cells(context, host):
    def open_():
        page = context.new_page()
        page.goto(host.url)
        expect(page.locator("html[data-ready]")).to_be_attached()
        return page

    return open_


@pytest.fixture
def open_rows(context, host):
    """A page with these cells; every fault of its scripts is a failure."""
    faults = []

    def open_(rows, *, size=None, **how):
        page = context.new_page()
        if size:
            page.set_viewport_size(size)
        page.on("pageerror", lambda error: faults.append(f"{error}"))
        page.goto(put(host, rows, **how))
        expect(page.locator("html[data-cells]")).to_be_attached()
        return page

    yield open_
    assert faults == []
