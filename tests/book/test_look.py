"""The look of a lesson: one right edge, callouts that differ, figures and shades on a phone."""

import io
import re

import numpy as np
import pytest
from PIL import Image
from site_pages import ASKING, LESSONS, ROOT
from support.waiting import expect, soon

# what ends at the right edge
KINDS = {
    "words": "section > p",
    "a heading": "h2",
    "code": "div.cell_input",
    "what a cell prints": ".cell_output > .output > .highlight",
    "a figure": ".cell_output img",
    "an explorable": "figure.explorable",
    "a callout": "blockquote",
    "a folded answer": "details",
    "a table": ".pst-scrollable-table-container",
}
EDGES = """(kinds) => Object.entries(kinds).flatMap(([kind, selector]) =>
  [...document.querySelectorAll(`.bd-article ${selector}`)]
    .filter((el) => !el.parentElement.closest("li, blockquote, details, figure, table"))
    .map((el) => [kind, el.getBoundingClientRect().right])
    .filter(([, right]) => right))"""
ALIVE = """() => [...document.querySelectorAll(".explorable-live > *")]
  .map((host) => host.shadowRoot.querySelector(".card").getBoundingClientRect().right)"""
WHOLE = "* { content-visibility: visible !important }"


@pytest.mark.parametrize("width", [1280, 1440])
@pytest.mark.parametrize("name", [n for n in LESSONS if n in ASKING][::2])
def test_all_that_is_read_has_one_right_edge(visit, name, width):
    page = visit(name, width=width, style=WHOLE)
    found = page.evaluate(EDGES, KINDS)
    assert len({kind for kind, _ in found}) >= 5
    edge = max(right for _, right in found)
    assert [f for f in found if edge - f[1] > 1] == []
    alive = page.evaluate(ALIVE)
    assert alive
    assert all(abs(right - edge) <= 1 for right in alive if right)  # one that is folded away has none


def test_a_prediction_in_words_looks_like_one_that_is_asked():
    words, widgets = (
        re.findall(r"--(?:course-)?(ask[a-z-]*): (#\w+);", (ROOT / path).read_text(encoding="utf-8"))
        for path in ("book/static/course.css", "course_lib/widgets/ui/tokens.css")
    )
    assert len(widgets) == 4
    assert words[:4] == widgets


CALLOUT = """el => {
  const { backgroundColor, borderLeftColor, borderLeftWidth } = getComputedStyle(el);
  return [backgroundColor, borderLeftColor, borderLeftWidth];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_prediction_does_not_look_like_a_note(site, open_page, scheme):
    page = open_page(
        f"{site}/chapters/02_gradient_descent/1_descent_deeper.html", color_scheme=scheme, ready=False
    )
    predict, note = (page.locator(f".bd-article blockquote.{name}").first for name in ("predict", "note"))
    expect(predict).to_contain_text("Predict.")
    expect(note).to_contain_text("Note.")
    looks = [callout.evaluate(CALLOUT) for callout in (predict, note)]
    assert all(a != b for a, b in zip(*looks, strict=True))


@pytest.mark.parametrize(("width", "stacked"), [(1280, False), (390, True)])
def test_a_phone_gets_the_panels_of_a_figure_one_below_the_other(site, open_page, width, stacked):
    page = open_page(f"{site}/chapters/03_backprop/3_by_hand.html", width=width, height=844)
    picture = page.locator("picture > img").first
    picture.scroll_into_view_if_needed()
    loaded = "img => img.naturalHeight && [img.currentSrc.endsWith('-stacked.svg'), img.height > img.width]"
    assert soon(picture.evaluate, loaded) == [stacked, stacked]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_edge_with_more_beside_it_is_in_the_shade(site, open_page, scheme):
    page = open_page(f"{site}/chapters/03_backprop/4_layers.html", width=390, height=844, color_scheme=scheme)
    graph = page.locator(".sideways").first

    def shades():
        """How far both edges are from the middle, in the empty strip above the cards."""
        strip = np.asarray(Image.open(io.BytesIO(graph.screenshot())).convert("RGB"), dtype=int)[3]
        return [np.abs(strip[at] - strip[len(strip) // 2]).max() > 20 for at in (1, -2)]

    assert soon(shades) == [False, True]
    graph.evaluate("el => el.scrollTo({ left: el.scrollWidth, behavior: 'instant' })")
    assert soon(shades) == [True, False]


PALE = """<img id="pale" width="40" height="20" src='data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"
  viewBox="0 0 40 20"><rect width="20" height="20" fill="%23d9f0d3"/><rect x="20" width="20" height="20"
  fill="%23f7f7f7"/></svg>'>"""  # two pale steps of the colors for above and below zero


def test_in_the_dark_pale_places_of_a_picture_stay_apart(site, open_page):
    page = open_page(f"{site}/{LESSONS[0]}.html", color_scheme="dark")
    page.evaluate(
        "html => document.querySelector('.bd-article').insertAdjacentHTML('afterbegin', html)", PALE
    )
    picture = np.asarray(Image.open(io.BytesIO(page.locator("#pale").screenshot())).convert("RGB"), dtype=int)
    left, right = picture[10, 10], picture[10, 30]
    assert np.abs(left - right).max() > 20
    assert right.min() > left.min()
