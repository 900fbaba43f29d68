"""What a reader does on a page: theme, search, contents, jumps, Colab, downloads, copying."""

import json
import re

import pytest
from site_hands import saved_models
from site_pages import LESSONS, NOTEBOOKS, SITE
from support.waiting import expect, frames, soon


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
def test_a_lesson_offers_colab_its_notebook_and_the_exercises(visit, name):
    page = visit(name)
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
    questions = page.get_by_role("link", name="A notebook with questions")
    expect(questions).to_be_in_viewport()
    address = questions.get_attribute("href")
    assert (SITE / f"{name}.html").parent.joinpath(address).resolve().is_relative_to(SITE / "exercises")
    with page.expect_download() as exercises:
        page.get_by_role("link", name="Download the exercises").click()
    text = exercises.value.path().read_text()
    assert "raise NotImplementedError" in text
    assert "BEGIN SOLUTION" not in text
    assert "BEGIN HIDDEN" not in text
    link = page.get_by_role("link", name="Open the exercises in Colab")
    colab = link.get_attribute("href")  # at once: it stands in the page
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


# where a heading stands; at the top, too, if the page cannot go on and shows it
TOP = """h => {
  const { top } = h.getBoundingClientRect();
  const ended = scrollY + innerHeight >= document.documentElement.scrollHeight - 1;
  return ended && 0 <= top && top < innerHeight - 100 ? 0 : top;
}"""


def sections(name: str) -> list[str]:
    """The places that the contents of a page lead to."""
    contents = (SITE / f"{name}.html").read_text(encoding="utf-8").partition('class="page-toc')[2]
    return re.findall(r'href="(#[^"]+)"', contents.partition("</nav>")[0])


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_jump_lands_on_its_section(visit, name):
    """From outside and within, where the sections on the way were never seen: their heights are estimates."""
    places = sections(name)
    page = visit(name, alive=False, place=places[-2])
    for place in (places[-2], places[2], places[-3]):
        if place != places[-2]:
            page.locator(f".page-toc a[href='{place}']").click()
        heading = page.locator(f"[id='{place[1:]}'] :is(h2, h3)").first
        assert 0 <= soon(heading.evaluate, TOP) < 300


# something above grows, and neither the browser nor host.js sees it; then the last explorable has started
PUSH = """async (moved) => {
  document.documentElement.style.overflowAnchor = "none";
  document.querySelector(location.hash).previousElementSibling.style.marginBottom = "900px";
  await new Promise(requestAnimationFrame);
  const pushed = document.querySelector(location.hash).getBoundingClientRect().top > 300;
  if (moved) dispatchEvent(new Event("wheel"));
  dispatchEvent(new Event("course:still"));
  return pushed;
}"""


@pytest.mark.parametrize("moved", [False, True], ids=["a reader who waits", "a reader who has moved"])
def test_what_starts_above_does_not_push_the_place_of_a_link_away(browser, site, moved):
    with browser.new_context() as context:
        page = context.new_page()
        page.route("**/host.js*", lambda route: route.abort())
        page.goto(f"{site}/chapters/05_rnns/2_cell.html#a-network-that-reads-names")
        page.wait_for_load_state()
        frames(page, 12)  # the browser itself holds the place so long
        assert page.evaluate(PUSH, moved)  # at once: it waits for a frame by itself
        heading = page.locator("#a-network-that-reads-names :is(h2, h3)").first
        if moved:
            assert soon(heading.evaluate, TOP) > 300
        else:
            assert 0 <= soon(heading.evaluate, TOP) < 300


HASTE = """async ([away, back]) => {
  location.hash = away;
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "Shift", bubbles: true })); // all come alive
  for (let i = 0; i < 5; i++) await null;
  location.hash = back;
}"""
STANDS = """async (id) => {
  for (let i = 0; i < 30; i++) await new Promise(requestAnimationFrame); // all is drawn, and drawn again
  return document.getElementById(id).querySelector("h2, h3").getBoundingClientRect().top;
}"""


@pytest.mark.parametrize("name", [name for name in NOTEBOOKS if saved_models(name)])
def test_the_reader_keeps_the_place_while_explorables_come_alive(visit, name):
    """Also who jumps in the same moment, and without the browser's own anchoring: WebKit has none."""
    style = "html { overflow-anchor: none; scroll-behavior: auto !important }"
    page = visit(name, alive=False, style=style)
    page.wait_for_function("document.documentElement.dataset.laidOut === ''")
    links = page.locator(".page-toc a[href^='#']")
    away, back = (links.nth(place).get_attribute("href") for place in (links.count() - 2, 2))
    page.evaluate(HASTE, [away, back])
    page.wait_for_function("document.documentElement.dataset.explorables === 'ready'")
    top = page.evaluate(STANDS, back[1:])
    assert 0 <= top < 300


NOTES = {name: (SITE.parents[1] / f"{name}.ipynb").read_text(encoding="utf-8") for name in LESSONS}
CLINICS = [name for name, text in NOTES.items() if "Diagnosis, fix and test" in text and "bug-test" in text]


@pytest.mark.parametrize("name", CLINICS)
def test_the_test_of_a_bug_waits_for_its_diagnosis(visit, name):
    """What it prints would give the bug away."""
    page = visit(name)
    fold = page.locator("details", has_text="Diagnosis, fix and test")
    told = page.locator("details:not(.hide) + div.cell")
    expect(told.last).to_be_hidden()
    fold.locator("summary").click()
    expect(told.last).to_be_visible()
    fold.locator("summary").click()  # as it was found
    expect(told.last).to_be_hidden()


def test_code_can_be_copied(site, open_page):
    page = open_page(f"{site}/{LESSONS[0]}.html")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    block = page.locator("div.highlight:visible").first
    code = block.locator("pre").inner_text().rstrip("\n")
    block.hover()
    block.locator("button.copybtn").click()
    assert soon(page.evaluate, "navigator.clipboard.readText()") == code
