"""A cell that prints more than a page can show: the page lives on, and says what is left out; in Chromium."""

import re

import pytest
from cells.page_hands import cell, press, status
from support.cells_page import row
from support.waiting import expect, soon

ENDED = re.compile(r"\d s$")
# source, how what is shown begins, what is said in between, how it ends
FLOODS = {
    "lines": (
        "for i in range(100_000): print(i)",
        r"0\n1\n",
        "[\\d,]{7} characters are left out",
        r"\n99999\n",
    ),
    "a line": ("print('x' * 10**7 + '!')", "xxx", "9,945,002 characters are left out", "xxx!\n"),
    "displays": (
        "from IPython.display import display\nfor i in range(999): display(i)",
        "0",
        "",
        "not shown\n",
    ),
}
BUSIEST = 250  # changes of the page while a flood comes; one for each line would be 100,000
WATCH = """window.changes = 0;
new MutationObserver(() => { changes += 1; }).observe(document.body, { subtree: true, childList: true });"""


@pytest.mark.parametrize("flood", FLOODS)
def test_the_beginning_and_the_end_of_a_flood_are_kept(open_rows, flood):
    source, first, between, last = FLOODS[flood]
    page = open_rows([row("flood", source)])
    page.evaluate(WATCH)
    press(page, "flood", "Run")
    expect(status(page, "flood")).to_have_text(ENDED)
    output = cell(page, "flood").locator(".cells-output")
    expect(output).to_have_text(re.compile(rf"^{first}.*{between}.*{last}$", re.S))
    assert soon(output.evaluate, "(one) => one.textContent.length") < 60_000
    assert soon(page.evaluate, "changes") < BUSIEST


def test_a_flood_without_end_is_stopped_and_variables_are_kept(open_rows):
    page = open_rows([row("flood", "n = 0\nwhile True:\n    print(n)\n    n += 1"), row("tell", "n > 2000")])
    page.evaluate(WATCH)
    press(page, "flood", "Run")
    expect(cell(page, "flood").locator(".cells-rest")).to_contain_text("characters are left out")
    press(page, "flood", "Stop")
    expect(status(page, "flood")).to_have_text("Stopped. Variables are kept.")
    expect(cell(page, "flood").locator(".cells-error")).to_contain_text("KeyboardInterrupt")
    cell(page, "flood").get_by_role("button", name="Edit").click()
    cell(page, "flood").get_by_role("textbox").fill("")
    press(page, "tell", "Run")
    expect(cell(page, "tell").locator(".cells-output")).to_have_text("True")
