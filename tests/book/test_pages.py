"""Every page of the built book: silent console, nothing from outside, accessible, whole at 390 px."""

from urllib.parse import unquote

import pytest
from site_hands import UNVEIL, address, all_live
from site_pages import ALL, ASKING, LESSONS, SITE
from support.axe import AXE, THEMED, plainly, violations
from support.waiting import expect, frames, soon

WATCH = """
window.shifts = [];
window.themes = new Set();
new PerformanceObserver((list) => {
  for (const e of list.getEntries()) shifts.push([e.startTime, e.value]);
}).observe({ type: 'layout-shift', buffered: true });
// words may move when the fonts of their formulas arrive, which are asked for first of all (late_fonts)
window.settled = 0;
document.fonts.addEventListener('loadingdone', () =>
  requestAnimationFrame(() => requestAnimationFrame((time) => { settled = time; })));
new MutationObserver(() => {
  if (document.body) themes.add(document.documentElement.dataset.theme);
}).observe(document, { subtree: true, childList: true, attributeFilter: ['data-theme'] });
"""

UNFOLD = "all => all.forEach(d => d.open = true)"
# formulas and code have their colors from one style sheet, the same on every page, and the list of all
# pages differs in the one that is marked
ALIKE = [".katex", ".highlight pre", ".bd-sidebar-primary"]


@pytest.mark.parametrize("name", ALL)
def test_a_page_on_a_laptop_in_light_and_in_dark(site, open_page, start, name):
    """One visit, all that is true of every page: opening it costs more than any look at it."""
    page = open_page(f"{site}/{name}.html", height=800, ready=False, watch=WATCH, color_scheme="light")
    faults = [*moves(page, "light"), *pictures_without_words(page), *dead_links(page, site)]
    if name in LESSONS and not name.endswith("_deeper"):  # others fit the screen
        faults += starts_early_or_late(page)
    start(page)
    page.eval_on_selector_all("details", UNFOLD)  # folded text counts
    faults += [*cut_code(page), *late_fonts(page)]
    page.add_script_tag(path=str(AXE))
    within = "document"
    if name not in ALL[::6]:
        plainly(page, *ALIKE)
        within = f"{{ exclude: {ALIKE} }}"
    faults += violations(page, "light", within)
    page.emulate_media(color_scheme="dark")
    faults += violations(page, "dark", within, runOnly=THEMED)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", ALL)
def test_a_page_on_a_phone_in_the_dark(site, open_page, start, name):
    """One that comes to life is opened as a file: a book that is carried on a stick."""
    phone = {"width": 390, "height": 844, "color_scheme": "dark"}
    over = "file" if name in ASKING else "http"
    page = open_page(address(site, name, over), ready=False, watch=WATCH, **phone)
    faults = [*moves(page, "dark")]
    lesson = name in ("index", *LESSONS)
    if lesson:  # before a prediction lays open what waits behind it
        page.wait_for_selector("html[data-laid-out]", state="attached")
    start(page)
    if name in ASKING:
        all_live(page)
    assert soon(page.evaluate, "document.documentElement.scrollWidth") <= 390
    faults += [*cut_on_a_phone(page), *stretched(page)]
    if lesson:
        page.eval_on_selector_all("details", UNFOLD)
        assert soon(page.evaluate, SIDEWAYS) == []
    assert not faults, "\n".join(faults)


# a table of Markdown, or one that a cell prints, keeps its columns, in a box of its own; nothing else scrolls
SIDEWAYS = """() => [...document.querySelectorAll(".bd-article *")]
  .filter((el) => ["auto", "scroll"].includes(getComputedStyle(el).overflowX))
  .filter((el) => el.clientWidth && el.scrollWidth > el.clientWidth + 1)
  .filter((el) => !el.matches(".pst-scrollable-table-container") && !el.closest(".highlight-myst-ansi"))
  .map((el) => `${el.className}: ${el.innerText.slice(0, 60)}`)"""


def moves(page, scheme):
    """The text after the first paint stays where it is, and its colors what they are."""
    page.evaluate("document.fonts.ready.then(() => true)")
    frames(page, 12)
    if (themes := page.evaluate("[...themes]")) != [scheme]:
        yield f"it asked for {scheme} and was painted in {themes}"
    # a formula's own font may move a word by a pixel
    if (
        moved := sum(page.evaluate("shifts.filter(([time]) => time > settled).map(([, value]) => value)"))
    ) >= 0.01:
        yield f"the text moves by {moved} while it is read"


def starts_early_or_late(page):
    """An explorable starts when the reader comes near; afterwards the page stands at its top again."""
    page.wait_for_selector("html[data-laid-out]", state="attached")
    page.evaluate(UNVEIL)  # the last one may answer a prediction
    last = page.locator("figure.explorable").last
    if last.get_attribute("data-state") is not None:
        yield "its last explorable starts before the reader comes near"
    last.scroll_into_view_if_needed()
    expect(last).to_have_attribute("data-state", "alive")
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")


def late_fonts(page):
    """Fonts that the page did not ask for in its head, but found out later that it needs."""
    return page.evaluate(
        """() => performance.getEntriesByType("resource")
             .filter((e) => e.name.endsWith(".woff2") && e.initiatorType !== "link")
             .map((e) => `asked for late: ${e.name.split("/").at(-1)}`)"""
    )


def cut_on_a_phone(page):
    """What is wider than the screen must lie in something that scrolls."""
    return page.evaluate(
        """() => [...document.querySelectorAll('.bd-article *')].filter(e => {
             const box = e.getBoundingClientRect();
             if (!box.width || box.right <= 391 || getComputedStyle(e).position === 'absolute') return false;
             const scrolls = (p) => ['auto', 'scroll', 'hidden'].includes(getComputedStyle(p).overflowX);
             for (let p = e; p && p.tagName !== 'BODY'; p = p.parentElement) if (scrolls(p)) return false;
             return true;
           }).map(e => `cut at 390 px: ${e.outerHTML.slice(0, 120)}`)"""
    )


def stretched(page):
    """A picture keeps the proportions that its page gives it, before it is loaded too."""
    return page.evaluate(
        """() => [...document.querySelectorAll(".bd-article img[width][height]")].filter((e) => {
             const source = e.parentElement.querySelector(":scope > source");
             const it = source && matchMedia(source.media).matches ? source : e;
             const [wide, high] = ["width", "height"].map((side) => Number(it.getAttribute(side)));
             const seen = e.checkVisibility() && e.width > 0;
             return seen && Math.abs((e.width * high) / (e.height * wide) - 1) > 0.03;
           }).map((e) => `stretched: ${e.outerHTML.slice(0, 120)}`)"""
    )


def cut_code(page):
    """The longest line of each block of code that has to be scrolled."""
    page.add_style_tag(content="* { content-visibility: visible !important }")
    return page.evaluate(
        """() => [...document.querySelectorAll(".highlight pre")]
             .filter((e) => e.scrollWidth > e.clientWidth)
             .map((e) => e.innerText.split("\\n").reduce((a, b) => (b.length > a.length ? b : a)))
             .map((line) => `cut at 1280 px: ${line}`)"""
    )


def pictures_without_words(page):
    # the thumbnails inside an explorable stand beside their names; its own tests look after them
    pictures = page.evaluate(
        "[...document.querySelectorAll('.bd-article img')]"
        ".map(i => [i.getAttribute('src'), i.getAttribute('alt') ?? ''])"
    )
    for source, alt in pictures:
        if len(alt) <= 20 or alt.startswith(("../", "_images")):
            yield f"{source} has the alt text {alt!r}"


def dead_links(page, site):
    links = set(page.eval_on_selector_all("a[href]", "all => all.map(a => a.href.split('#')[0])"))
    files = {SITE / unquote(link.removeprefix(site).lstrip("/")) for link in links if link.startswith(site)}
    if len(files) <= 3:
        yield f"only {len(files)} links within the site"
    yield from (f"leads nowhere: {file.relative_to(SITE)}" for file in files if not file.exists())
