"""The rhythm of a lesson: a picture or a toy at once, then one at least every second screen.

Alive is what answers: an explorable, a prediction, a quick check. What waits for a prediction is shown first.
"""

from itertools import pairwise

import pytest
from site_pages import LESSONS
from support.waiting import expect, frames

FIRST, NEXT = 800, 1600  # pixels on a laptop, 1366 × 768
MAIN = [n for n in LESSONS if not n.endswith("_deeper")]

PLACES = """() => [...document.querySelectorAll(".bd-article :is(figure.explorable, .cell_output img)")]
  .filter((el) => el.matches("figure") || !el.closest("figure.explorable"))
  .map((el) => el.getBoundingClientRect())
  .filter((box) => box.height)
  .map((box) => [box.top + scrollY, box.bottom + scrollY])"""


@pytest.mark.parametrize("name", MAIN)
def test_nobody_reads_two_screens_without_a_picture(visit, name):
    page = visit(name, width=1366, height=768, style="* { content-visibility: visible !important }")
    page.wait_for_selector("html[data-laid-out]", state="attached")
    expect(page.locator("figure.explorable:not([data-state=alive])")).to_have_count(0)
    expect(page.locator(".reveal-veil")).to_have_count(0)
    frames(page, 2)
    places = page.evaluate(PLACES)
    assert places[0][0] <= FIRST
    gaps = [after[0] - before[1] for before, after in pairwise(places)]
    assert max(gaps) <= NEXT, [round(gap) for gap in gaps]
