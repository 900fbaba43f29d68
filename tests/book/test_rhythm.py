"""The rhythm of a lesson: a picture or a toy at once, then one at least every second screen.

Alive is what answers: an explorable, a prediction, a quick check. What waits for a prediction is shown first.
"""

import pytest
from site_pages import LESSONS
from support.waiting import expect, soon

FIRST, NEXT = 800, 1600  # pixels on a laptop, 1366 × 768
MAIN = [n for n in LESSONS if "/02_" not in n and not n.endswith("_deeper")]  # chapter 2 is one floor still

PLACES = """() => [...document.querySelectorAll(".bd-article :is(figure.explorable, .cell_output img)")]
  .filter((el) => el.matches("figure") || !el.closest("figure.explorable"))
  .map((el) => el.getBoundingClientRect())
  .filter((box) => box.height)
  .map((box) => [box.top + scrollY, box.bottom + scrollY])"""
END = "() => document.querySelector('.bd-article h2:last-of-type, #references')?.getBoundingClientRect().top + scrollY"


@pytest.mark.parametrize("name", MAIN)
def test_nobody_reads_two_screens_without_a_picture(site, open_page, name):
    page = open_page(f"{site}/{name}.html", width=1366, height=768)
    page.wait_for_selector("html[data-laid-out]", state="attached")
    expect(page.locator("figure.explorable:not([data-state=alive])")).to_have_count(0)
    for veil in page.locator(".reveal-veil button").all():
        veil.click()
    places = soon(page.evaluate, PLACES)
    assert places[0][0] <= FIRST
    gaps = [after[0] - before[1] for before, after in zip(places, places[1:], strict=False)]
    assert max(gaps) <= NEXT, [round(gap) for gap in gaps]
