"""Explorables in the built page: alive over http and from files, a poster where they cannot be."""

import json
import re

import pytest
from site_hands import all_live
from site_pages import ALIVE, ALL, ASKING, LESSONS, ROOT, SITE
from support.waiting import expect, soon


def saved_state(name: str) -> dict:
    html = (SITE / f"{name}.html").read_text(encoding="utf-8")
    return json.loads(re.search(r'id="explorable-state">(.*?)</script>', html, re.S)[1])


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
    """As a file, too: there test_pages.py opens them on a phone."""
    all_live(visit(name))


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


# what is in each figure's place, where that is no poster, or one without height or words
FALLEN = """figures => figures.map((figure) => figure.querySelectorAll(".poster")).filter(([el, ...more]) =>
  more.length || !el?.checkVisibility({ visibilityProperty: true }) || el.getBoundingClientRect().height <= 20
  || (el.tagName === "IMG" && el.alt.length < 40)).map((posters) => [...posters].map((el) => el.outerHTML))"""


def posters_stand(page):
    figures = page.locator("figure.explorable:not(:has(.prediction-record))")  # that one prints itself
    assert soon(figures.count) > 0
    assert soon(figures.evaluate_all, FALLEN) == []
    expect(page.locator(".explorable-live:not(:has(.prediction-record)):visible")).to_have_count(0)


def test_pages_without_other_widgets_load_no_manager():
    for name in ALL:
        html = (SITE / f"{name}.html").read_text(encoding="utf-8")
        assert "require.js" not in html, name
        assert "embed-amd" not in html, name
