"""Every page of the built book: silent console, nothing from outside, accessible, whole at 390 px."""

import json
import re
from urllib.parse import unquote

import pytest
from site_pages import ALL, LESSONS, NOTEBOOKS, SITE
from support.axe import AXE, violations
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


@pytest.mark.parametrize("name", ALL)
def test_a_page_on_a_laptop_in_light_and_in_dark(site, open_page, start, name):
    """One visit, all that is true of every page: opening it costs more than any look at it."""
    page = open_page(f"{site}/{name}.html", height=800, ready=False, watch=WATCH, color_scheme="light")
    faults = [*moves(page, "light"), *pictures_without_words(page), *dead_links(page, site)]
    start(page)
    page.eval_on_selector_all("details", "all => all.forEach(d => d.open = true)")  # folded text counts
    page.add_script_tag(path=str(AXE))
    faults += violations(page, "light")
    page.emulate_media(color_scheme="dark")
    faults += violations(page, "dark", runOnly=["color-contrast", "link-in-text-block"])  # by theme
    faults += [*cut_code(page), *late_fonts(page)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", ALL)
def test_a_page_on_a_phone_in_the_dark(site, open_page, start, name):
    phone = {"width": 390, "height": 844, "color_scheme": "dark"}
    page = open_page(f"{site}/{name}.html", ready=False, watch=WATCH, **phone)
    faults = [*moves(page, "dark")]
    start(page)
    assert soon(page.evaluate, "document.documentElement.scrollWidth") <= 390
    faults += cut_on_a_phone(page)
    assert not faults, "\n".join(faults)


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


def test_theme_button_goes_through_light_dark_and_auto(site, open_page):
    page = open_page(f"{site}/index.html")
    html, seen = page.locator("html"), []
    for _ in range(3):
        before = html.get_attribute("data-mode")
        page.locator(".theme-switch-button").first.click()
        expect(html).not_to_have_attribute("data-mode", before)
        seen.append(html.get_attribute("data-mode"))
    assert sorted(seen) == ["auto", "dark", "light"]


def test_search_finds_a_lesson(site, open_page):
    page = open_page(f"{site}/search.html?q=softmax")
    expect(page.locator("#search-results ul.search li a[href*='3_classes']").first).to_be_visible()


def test_sidebar_opens_on_a_phone(site, open_page):
    page = open_page(f"{site}/index.html", width=390, height=844)
    page.get_by_role("button", name="Contents").click()
    sidebar = page.locator("#pst-primary-sidebar-modal")
    sidebar.get_by_role("link", name="How wrong is a number?", exact=True).click()
    expect(page).to_have_url(re.compile("1_regression"))


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_offers_colab_its_notebook_and_the_exercises(site, open_page, name):
    page = open_page(f"{site}/{name}.html")
    colab = page.get_by_role("link", name="Open in Colab", exact=True).get_attribute("href")
    assert colab.endswith(f"/blob/release/{name}.ipynb")
    with page.expect_download() as lesson:
        page.get_by_role("link", name="Download notebook").click()
    cells = json.loads(lesson.value.path().read_text())["cells"]
    assert "setup" in [cell["id"] for cell in cells]
    exercises = page.get_by_role("link", name="Exercises", exact=True)
    if "/00_before/" in name:  # the primer asks its questions on the page
        expect(exercises).to_have_count(0)
        return
    exercises.click()
    with page.expect_download() as exercises:
        page.get_by_role("link", name="Download the exercises").click()
    text = exercises.value.path().read_text()
    assert "raise NotImplementedError" in text
    assert "BEGIN SOLUTION" not in text
    assert "BEGIN HIDDEN" not in text
    colab = page.get_by_role("link", name="Open the exercises in Colab").get_attribute("href")
    assert (SITE / colab.partition("/blob/release/")[2]).exists(), "the branch has the site's paths"


def test_the_playground_has_a_page_of_its_own_and_no_exercises(site, open_page):
    page = open_page(f"{site}/guide/playground.html")
    colab = page.get_by_role("link", name="Open in Colab", exact=True).get_attribute("href")
    assert colab.endswith("/blob/release/guide/playground.ipynb")
    expect(page.get_by_role("link", name="Exercises", exact=True)).to_have_count(0)
    page.get_by_role("button", name="Epoch", exact=True).click()
    expect(page.get_by_text("Epoch 1", exact=True)).to_be_visible()


def test_the_contents_follow_the_reader(site, open_page):
    page = open_page(f"{site}/chapters/01_losses/1_regression.html")
    for place in (3, 1):
        link = page.locator(".page-toc a[href^='#']").nth(place)
        link.click()
        page.wait_for_function("link => link.hasAttribute('aria-current')", arg=link.element_handle())
        expect(page.locator(".page-toc [aria-current]")).to_have_count(1)


TOP = "h => h.getBoundingClientRect().top"


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_jump_lands_on_its_section(site, open_page, name):
    """Also where the sections on the way were never seen, and their heights are estimates."""
    page = open_page(f"{site}/{name}.html", ready=False)
    links = page.locator(".page-toc a[href^='#']")
    for place in (links.count() - 2, 2):
        link = links.nth(place)
        link.click()
        heading = page.locator(f"[id='{link.get_attribute('href')[1:]}'] :is(h2, h3)").first
        assert 0 <= soon(heading.evaluate, TOP) < 300
    page.goto(page.url)  # the same place from outside
    page.wait_for_load_state()
    heading = page.locator(f"[id='{page.url.partition('#')[2]}'] :is(h2, h3)").first
    assert 0 <= soon(heading.evaluate, TOP) < 300


def test_code_can_be_copied(site, open_page):
    page = open_page(f"{site}/{LESSONS[0]}.html")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    block = page.locator("div.highlight:visible").first
    block.hover()
    block.locator("button.copybtn").click()
    code = block.locator("pre").inner_text().rstrip("\n")
    assert soon(page.evaluate, "navigator.clipboard.readText()") == code
