"""A page that asks before it shows: what is tagged `reveal` waits for the prediction before it."""

import ast
import json
from pathlib import Path

import pytest
from book_of_predictions import lesson
from notebooks import all_notebooks
from support.waiting import expect, soon

PAGE = "chapters/page.html"


@pytest.fixture
def book(small_book):
    done = small_book({"index.md": "# Index\n\nText.\n", "chapters/page.ipynb": lesson()})
    assert done.returncode == 0, done.stderr[-3000:]
    return small_book.site


def test_what_is_revealed_waits_for_its_prediction(book, serve, open_page, start):
    address = serve(book)
    for url in (f"{address}/{PAGE}", (book / PAGE).as_uri()):
        a_reader_commits(open_page(url, unveiled=False), start)
    a_reader_asks_for_it(open_page(f"{address}/{PAGE}", unveiled=False))
    nothing_waits_without_javascript_or_on_paper(open_page, f"{address}/{PAGE}")


def veils(page):
    return page.locator(".reveal-veil")


def a_reader_commits(page, start):
    expect(veils(page)).to_have_count(2)
    expect(page.get_by_text("in sight").last).to_be_visible()
    expect(page.get_by_text("It speaks of the first answer.")).not_to_be_visible()
    expect(page.get_by_text("It speaks of the figure.")).to_be_visible()
    for text in ("the first answer", "more of it", "the second answer"):
        expect(page.locator(".output", has_text=text)).not_to_be_visible()
    record = page.locator(".prediction-record")
    expect(record).to_contain_text("None so far.")
    asked = page.locator("figure[data-predict='losses/two']")
    asked.get_by_label("16").check()
    asked.get_by_role("button", name="Commit").click()
    expect(page.locator(".output", has_text="the first answer")).to_be_visible()
    expect(page.locator(".output", has_text="more of it")).to_be_visible()
    expect(page.get_by_text("It speaks of the first answer.")).to_be_visible()
    expect(page.locator(".output", has_text="the second answer")).not_to_be_visible()
    expect(record).to_contain_text("1 of 1 right.")  # at once, on the same page
    page.reload()
    start(page, unveiled=False)
    expect(veils(page)).to_have_count(1)
    expect(page.locator(".output", has_text="the first answer")).to_be_visible()
    expect(asked).to_contain_text("✓ You had it. You said 16.")
    expect(record).to_contain_text("1 of 1 right.")
    page.emulate_media(media="print")
    expect(record).to_be_visible()
    page.emulate_media(media="screen")
    asked.get_by_role("button", name="Forget this prediction").click()
    expect(veils(page)).to_have_count(2)
    expect(record).to_contain_text("None so far.")


def a_reader_asks_for_it(page):
    anyway = page.get_by_role("button", name="Show me anyway")
    expect(anyway).to_have_count(2)
    anyway.last.press("Enter")
    expect(page.locator(".output", has_text="the second answer")).to_be_visible()
    assert "the second answer" in soon(page.evaluate, "document.activeElement.textContent")
    page.evaluate("document.querySelector('.tag_reveal .output').id = 'deep'; location.hash = '#deep'")
    expect(page.locator(".output", has_text="the first answer")).to_be_visible()  # a link leads into it
    expect(veils(page)).to_have_count(0)


def nothing_waits_without_javascript_or_on_paper(open_page, url):
    still = open_page(url, java_script_enabled=False, ready=False)
    paper = open_page(url, unveiled=False)
    paper.emulate_media(media="print")
    for page in (still, paper):
        expect(page.locator(".output", has_text="the second answer")).to_be_visible()
        expect(page.get_by_text("It speaks of the first answer.")).to_be_visible()
        expect(page.locator(".reveal-veil:visible")).to_have_count(0)


def test_names_of_predictions_are_unique_in_the_book():
    found = [name for path in all_notebooks() for name in names_in(path)]
    assert sorted(found) == sorted(set(found))


def names_in(path: Path) -> list[str]:
    """The first argument of each ``predict(…)`` in a notebook."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    calls = [
        node
        for source in sources
        if "predict(" in source
        for node in ast.walk(
            ast.parse("\n".join(line for line in source.splitlines() if line[:1] not in "%!"))
        )
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "predict"
    ]
    return [call.args[0].value for call in calls]
