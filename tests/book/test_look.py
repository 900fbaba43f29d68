"""The look of a lesson: one right edge, callouts that differ, nothing that scrolls sideways on a phone but a table."""

import pytest
from site_pages import IN_TOC, LESSONS
from support.waiting import expect, soon

# what ends at the right edge; some kinds may be missing from a lesson, most may not
KINDS = {
    "words": "section > p",
    "a heading": "h2",
    "code": "div.cell_input",
    "what a cell prints": ".cell_output > .output > .highlight",
    "a figure": ".cell_output > img",
    "an explorable": "figure.explorable .explorable",
    "a callout": "blockquote",
    "a folded answer": "details",
    "a table": ".pst-scrollable-table-container",
}
EDGES = """(kinds) => Object.entries(kinds).flatMap(([kind, selector]) =>
  [...document.querySelectorAll(`.bd-article ${selector}`)]
    .filter((el) => !el.parentElement.closest("li, blockquote, details, figure, table"))
    .map((el) => [kind, el.getBoundingClientRect()])
    .filter(([, box]) => box.width)
    .map(([kind, box]) => [kind, box.left, box.right]))"""
WHOLE = "* { content-visibility: visible !important }"


@pytest.mark.parametrize("width", [1280, 1440])
@pytest.mark.parametrize("name", LESSONS)
def test_all_that_is_read_has_one_right_edge(site, open_page, name, width):
    page = open_page(f"{site}/{name}.html", width=width)
    page.add_style_tag(content=WHOLE)
    found = page.evaluate(EDGES, {**KINDS, "an explorable": "figure.explorable"})
    edges = {round(right) for _, _, right in found}
    assert len({kind for kind, _, _ in found}) >= 6
    assert max(edges) - min(edges) <= 1, [f for f in found if round(f[2]) != max(edges)]
    inside = page.evaluate(
        "[...document.querySelectorAll('.explorable')].map(e => e.getBoundingClientRect().right)"
    )
    assert all(abs(right - max(edges)) <= 1 for right in inside if right)


CALLOUT = "el => { const s = getComputedStyle(el); return [s.backgroundColor, s.borderLeftColor, s.borderLeftWidth]; }"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_prediction_does_not_look_like_a_note(site, open_page, scheme):
    page = open_page(f"{site}/chapters/02_gradient_descent/1_descent.html", color_scheme=scheme, ready=False)
    predict, note = (page.locator(f".bd-article blockquote.{name}").first for name in ("predict", "note"))
    expect(predict).to_contain_text("Predict.")
    expect(note).to_contain_text("Note.")
    assert all(a != b for a, b in zip(predict.evaluate(CALLOUT), note.evaluate(CALLOUT), strict=True))


SIDEWAYS = """() => [...document.querySelectorAll(".bd-article *")]
  .filter((el) => ["auto", "scroll"].includes(getComputedStyle(el).overflowX))
  .filter((el) => el.clientWidth && el.scrollWidth > el.clientWidth + 1)
  .filter((el) => !el.matches(".pst-scrollable-table-container") && !el.closest(".cell_output .highlight-none, "
    + ".cell_output .highlight-myst-ansi"))
  .map((el) => `${el.className}: ${el.innerText.slice(0, 60)}`)"""


@pytest.mark.parametrize("name", IN_TOC)
def test_on_a_phone_only_a_table_scrolls_sideways(site, open_page, name):
    """A table of Markdown, or one that a cell prints: its columns are kept, in a box of its own."""
    page = open_page(f"{site}/{name}.html", width=390, height=844)
    expect(page.locator("html[data-laid-out]")).to_have_count(1)
    assert soon(page.evaluate, SIDEWAYS) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
