"""A lesson, open in a JupyterLab that can reach nothing but itself."""

import pytest
from notebooks import ROOT
from support.lab import Notebook, lab

POSTERS = "/_static/posters/"


@pytest.fixture
def notebook(request, browser, tmp_path):
    """The module's ``LESSON``; faults of the page fail the test.

    The picture above each explorable lies on the course's site; here it comes from the repository.
    """
    lesson, faults = request.module.LESSON, []
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")

    def judge(route):
        url = route.request.url
        if url.startswith(("http://127.0.0.1:", "http://localhost:")):
            return route.continue_()
        poster = ROOT / "course_lib" / url.partition(POSTERS)[2].removesuffix(".svg") / "poster.svg"
        if POSTERS in url and poster.is_file():
            return route.fulfill(path=poster)
        faults.append(f"outside request: {url}")
        return route.abort()

    context.route("**/*", judge)
    page = context.new_page()
    page.on("console", lambda m: faults.append(f"console: {m.text}") if m.type == "error" else None)
    page.on("pageerror", lambda e: faults.append(f"exception: {e}"))
    page.on("response", lambda r: faults.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
    with lab(tmp_path, lesson) as address:
        yield Notebook(page, address, lesson)
        context.close()
    assert not faults, "\n".join(faults)
