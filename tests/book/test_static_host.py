"""Explorables in the built page: alive over http and from files, a poster where they cannot be."""

import json
import re

import pytest
from site_hands import UNVEIL
from site_pages import ALIVE, ALL, ASKING, LESSONS, ROOT, SITE
from support.waiting import expect, soon


def saved_state(name: str) -> dict:
    html = (SITE / f"{name}.html").read_text(encoding="utf-8")
    return json.loads(re.search(r'id="explorable-state">(.*?)</script>', html, re.S)[1])


def height(element) -> float:
    return element.bounding_box()["height"]


@pytest.mark.parametrize("name", ALL)
def test_the_pages_that_should_hold_explorables_do(name):
    html = (SITE / f"{name}.html").read_text(encoding="utf-8")
    assert ('class="explorable"' in html) == (name in ALIVE)


@pytest.mark.parametrize("name", LESSONS)
def test_only_predictions_are_waited_for(name):
    """Nothing waits for an explorable: it is never committed on the page."""
    html = (SITE / f"{name}.html").read_text(encoding="utf-8")
    cells = json.loads((ROOT / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    asked = [re.match(r'# @title .*\npredict\(\s*"(.*?)"', "".join(cell["source"])) for cell in cells]
    assert re.findall(r'data-predict="(.*?)"', html) == [each[1] for each in asked if each]


@pytest.mark.parametrize("name", ASKING)
def test_every_explorable_is_alive(visit, name):
    all_live(visit(name))


@pytest.mark.parametrize("name", ASKING)
def test_every_explorable_is_alive_in_a_file(open_page, name):
    all_live(open_page((SITE / f"{name}.html").as_uri()))


def all_live(page):
    figures = page.locator("figure.explorable")
    assert figures.count() > 0  # at once: the page has them from the start
    expect(page.locator("figure.explorable[data-state=alive]")).to_have_count(figures.count())
    expect(page.locator("figure.explorable .poster:visible")).to_have_count(0)
    for figure in figures.all():
        assert soon(height, figure) > 60


@pytest.mark.parametrize("name", [n for n in LESSONS if not n.endswith("_deeper")])  # others fit the screen
def test_an_explorable_starts_when_the_reader_comes_near(site, open_page, name):
    page = open_page(f"{site}/{name}.html", ready=False)
    page.wait_for_selector("html[data-laid-out]", state="attached")
    page.evaluate(UNVEIL)  # the last one may answer a prediction
    last = page.locator("figure.explorable").last
    expect(last).not_to_have_attribute("data-state", re.compile(".*"))
    last.scroll_into_view_if_needed()
    expect(last).to_have_attribute("data-state", "alive")


@pytest.mark.parametrize("name", ASKING)
def test_each_module_is_stored_once(name):
    state = saved_state(name)
    sources = list(state["modules"].values())
    assert len(sources) == len(set(sources)) <= len(state["models"])
    assert {m["module"] for m in state["models"].values()} == set(state["modules"])
    assert not any("_esm" in m["state"] for m in state["models"].values())


@pytest.mark.parametrize("name", ASKING)
def test_what_explorables_share_is_stored_once(name):
    state = saved_state(name)
    bundles = {path.read_text() for path in (ROOT / "course_lib/widgets/static").glob("*.js")}
    assert state["shared"]
    assert not bundles & set(state["modules"].values())
    assert all('"course-ui"' in source for source in state["modules"].values())


@pytest.mark.parametrize("name", ASKING)
def test_without_javascript_the_poster_stands(site, open_page, name):
    posters_stand(open_page(f"{site}/{name}.html", java_script_enabled=False, ready=False))


@pytest.mark.parametrize("name", ASKING)
def test_on_paper_the_poster_stands(visit, name):
    posters_stand(visit(name, media="print"))


def posters_stand(page):
    figures = page.locator("figure.explorable:not(:has(.prediction-record))")  # that one prints itself
    assert soon(figures.count) > 0
    for figure in figures.all():
        poster = figure.locator(".poster")
        expect(poster).to_be_visible()
        assert soon(height, poster) > 20
        if poster.evaluate("e => e.tagName") == "IMG":
            expect(poster).to_have_attribute("alt", re.compile(r"[\s\S]{40}"))
    expect(page.locator(".explorable-live:not(:has(.prediction-record)):visible")).to_have_count(0)


def test_pages_without_other_widgets_load_no_manager():
    for name in ALL:
        html = (SITE / f"{name}.html").read_text(encoding="utf-8")
        assert "require.js" not in html, name
        assert "embed-amd" not in html, name
