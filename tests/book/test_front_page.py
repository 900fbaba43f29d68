"""The front page: alive before a click, quiet for whom motion disturbs, honest about what is open."""

import re

import make_cards
import pytest
from make_posters import same_picture
from site_pages import IN_TOC, ROOT
from support.waiting import expect, frames, soon

from course_lib.backprop.fit_explorer import FitExplorer, train

TEXT = (ROOT / "index.md").read_text(encoding="utf-8")
CARDS = re.findall(r"^- !\[.*?(?=^- |^## )", TEXT.partition("## The path")[2], re.M | re.S)


def number(page, name: str) -> float:
    return float(page.locator(f"figure.explorable [data-name={name}]").get_attribute("data-value"))


def test_it_learns_before_a_click(site, open_page):
    page = open_page(f"{site}/index.html", width=1366, height=768, ready=False)
    figure = page.locator("figure.explorable")
    expect(figure).to_have_attribute("data-state", "alive")
    box = figure.bounding_box()
    assert box["y"] + box["height"] <= 768, "the first screen holds it"
    assert soon(number, page, "loss") < FitExplorer().train(0)[0] / 10


def test_a_point_that_is_moved_is_followed(site, open_page):
    page = open_page(f"{site}/index.html", ready=False)
    point = page.get_by_role("slider", name="Point 3 of 10")
    point.press("Home")
    expect(point).to_have_attribute("aria-valuenow", "-1")
    far = number(page, "loss")
    assert soon(number, page, "loss") < far / 10
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()


def test_untouched_it_moves_a_point_by_itself(site, open_page):
    page = open_page(f"{site}/index.html", ready=False)
    point = page.get_by_role("slider", name="Point 3 of 10")
    assert soon(point.get_attribute, "aria-valuenow") == "-0.5"
    assert "#" not in page.url


def test_out_of_sight_it_waits(site, open_page):
    page = open_page(f"{site}/index.html", ready=False)
    assert soon(number, page, "steps") > 2
    page.evaluate("document.querySelector('footer').scrollIntoView()")
    frames(page, 6)
    left = number(page, "steps")
    frames(page, 20)
    assert number(page, "steps") == left
    page.evaluate("scrollTo(0, 0)")
    assert soon(number, page, "steps") > left


def test_without_motion_it_stands_still_until_play(site, open_page):
    page = open_page(f"{site}/index.html", ready=False, reduced_motion="reduce")
    expect(page.locator("figure.explorable")).to_have_attribute("data-state", "alive")
    frames(page, 20)
    assert soon(number, page, "steps") == 0
    page.get_by_role("button", name="Play", exact=True).click()
    assert soon(number, page, "loss") < FitExplorer().train(0)[0] / 10


def test_without_javascript_a_poster_with_words(site, open_page):
    page = open_page(f"{site}/index.html", ready=False, java_script_enabled=False)
    poster = page.locator("figure.explorable img.poster")
    expect(poster).to_be_visible()
    expect(poster).to_have_attribute("alt", re.compile(".{100}"))
    height = poster.bounding_box()["height"]
    assert height > 200


def test_the_number_of_numbers_is_right():
    layers, _ = train(FitExplorer().points)
    count = sum(array.size for layer in layers for array in layer)
    assert f"its {count} numbers" in TEXT


def test_seven_cards_and_each_says_whether_it_is_open():
    assert len(CARDS) == len(make_cards.DRAWN)
    for card, name in zip(CARDS, make_cards.DRAWN, strict=True):
        assert f"(book/cards/{name}.svg)" in card
        title = card.split("\n\n")[1]
        link = re.search(r"\]\((.*)\.ipynb\)", title)
        assert (link is None) == ("*Being written" in card)
        assert link is None or link[1] in IN_TOC


@pytest.mark.parametrize("name", make_cards.DRAWN)
def test_a_card_shows_what_the_course_computes(name):
    stored = (make_cards.CARDS / f"{name}.svg").read_text(encoding="utf-8")
    assert same_picture(stored, make_cards.draw(name)), "run `python tools/make_cards.py`"
