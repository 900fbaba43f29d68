"""A word of the glossary opens its sentence where a lesson uses it."""

import re

import pytest
from glossary import MOST
from site_pages import LESSONS, ROOT, SITE
from support.axe import AXE, THEMED, violations
from support.waiting import expect, frames, soon
from terms import PAGE, reading_order, terms

LESSON = "chapters/01_losses/6_trust"
KNOWN = {term.name: term for term in terms(ROOT)}
USE = re.compile(r'<span class="term" data-term="([^"]+)"')
BOXES = """word => [...word.closest('p').childNodes].flatMap((node) => {
  if (node.className === 'term-note') return [];
  const range = document.createRange();
  range.selectNode(node);
  return [...range.getClientRects()].map((r) => [r.x, r.y + scrollY, r.width, r.height].map(Math.round));
})"""


def lesson(open_page, site, **options):
    """The page, one of its words, and the note that this word opens."""
    page = open_page(f"{site}/{LESSON}.html", **options)
    word = page.locator(".term[data-term=temperature]")
    word.scroll_into_view_if_needed()
    return page, word, page.locator(".term-note")


def test_a_click_opens_the_sentence_and_a_second_one_closes_it(site, open_page):
    page, word, note = lesson(open_page, site)
    expect(word).to_have_role("button")
    before = word.evaluate(BOXES)
    word.click()
    expect(note).to_be_visible()
    expect(note).to_contain_text(KNOWN["temperature"].sentence)
    expect(word).to_have_attribute("aria-expanded", "true")
    assert soon(word.evaluate, BOXES) == before  # no line of the paragraph has moved
    word.click()
    expect(note).to_have_count(0)
    expect(word).to_have_attribute("aria-expanded", "false")
    word.click()
    page.locator(".bd-article h1").click()  # a click elsewhere closes it, too
    expect(note).to_have_count(0)


def test_a_mouse_that_rests_on_it_is_enough(site, open_page):
    page, word, note = lesson(open_page, site)
    word.hover()
    expect(note).to_be_visible()
    note.hover()  # the way to the link
    frames(page, 30)
    expect(note).to_be_visible()
    page.locator(".bd-article h1").hover()
    expect(note).to_have_count(0)


def test_the_keyboard_opens_it_and_escape_closes_it(site, open_page):
    page, word, note = lesson(open_page, site)
    page.keyboard.press("Shift")  # the focus below is the keyboard's
    word.focus()
    expect(note).to_be_visible()
    page.keyboard.press("Escape")
    expect(note).to_have_count(0)
    expect(word).to_be_focused()
    page.keyboard.press("Enter")
    expect(note).to_be_visible()
    page.keyboard.press("Tab")  # from the word to the link
    link = note.get_by_role("link", name="glossary")
    expect(link).to_be_focused()
    page.keyboard.press("Escape")
    expect(note).to_have_count(0)
    expect(word).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")  # and out of it, to the next word, which opens in its turn
    expect(word).to_have_attribute("aria-expanded", "false")
    expect(note).to_contain_text(KNOWN["softmax"].sentence)


def test_its_link_leads_to_the_entry(site, open_page):
    page, word, note = lesson(open_page, site)
    word.click()
    note.get_by_role("link", name="glossary").click()
    expect(page).to_have_url(re.compile(r"chapters/glossary\.html#term-temperature$"))
    expect(page.locator("#term-temperature")).to_be_in_viewport()
    expect(page.locator("#term-temperature")).to_contain_text(KNOWN["temperature"].sentence)


def test_it_can_be_read_by_everybody(site, open_page):
    page, word, note = lesson(open_page, site, color_scheme="light")
    word.click()
    expect(note).to_be_visible()
    page.add_script_tag(path=str(AXE))
    faults = violations(page, "light", within='".bd-article"')
    page.emulate_media(color_scheme="dark")
    faults += violations(page, "dark", '".bd-article"', runOnly=THEMED)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", ["temperature", "learning rate", "squared error"])
def test_it_fits_a_phone(site, open_page, name):
    page, _, note = lesson(open_page, site, width=390, height=844, has_touch=True)
    page.locator(f".term[data-term='{name}']").tap()
    expect(note).to_contain_text(KNOWN[name].sentence)
    box = note.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert soon(page.evaluate, "document.documentElement.scrollWidth") <= 390


def test_on_paper_and_without_javascript_it_is_a_word(site, open_page):
    page, word, note = lesson(open_page, site)
    word.click()
    page.emulate_media(media="print")
    expect(note).not_to_be_visible()
    expect(word).to_have_css("text-decoration-line", "none")
    _, word, _ = lesson(open_page, site, java_script_enabled=False, ready=False)
    expect(word).not_to_have_attribute("role", "button")
    expect(word).to_have_css("text-decoration-line", "none")


@pytest.mark.parametrize("name", LESSONS)
def test_which_words_a_page_explains(name):
    html = (SITE / f"{name}.html").read_text(encoding="utf-8")
    used = USE.findall(html)
    assert len(used) == len(set(used)) <= MOST
    assert all(KNOWN[word].lesson != name for word in used)
    assert ("terms.js" in html) == bool(used)
    order = reading_order(ROOT)
    early = [w for w in used if order.index(KNOWN[w].lesson) > order.index(name)]
    assert not early or name.endswith("_deeper")
    for part in re.finditer(r"<(h[1-6]|pre|table|blockquote|summary|a)\b.*?</\1>", html, re.S):
        assert not USE.search(part[0])


def test_the_glossary_has_an_address_for_each_word():
    html = (SITE / f"{PAGE}.html").read_text(encoding="utf-8")
    assert [term.anchor for term in KNOWN.values()] == re.findall(r'<li id="(term-[^"]+)"', html)
