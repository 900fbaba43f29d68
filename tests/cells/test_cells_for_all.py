"""What cells show, and to whom: the keyboard alone, a phone, what axe-core looks for; in Chromium."""

import io
import re

import pytest
from cells.page_hands import cell, press, status, wrote
from PIL import Image
from support.axe import AXE, violations
from support.cells_page import COLAB, EXERCISE, row
from support.waiting import expect, soon

ENDED = re.compile(r"\d s$")
WIDE = row("wide", "print('x' * 300)\nprint('y')")


def test_what_a_cell_shows(open_rows):
    shows = """from IPython.display import HTML, Markdown, display
display(Markdown('**half** $\\\\frac12$'))
HTML('<table><tr><td>7</td></tr></table>')"""
    source = """from course_lib.losses import mse_loss
from course_lib.show import show_source
show_source(mse_loss)"""
    progress = """import sys
for i in range(3):
    print(i, end='\\r')
print('to stderr', file=sys.stderr)"""
    draw = "from course_lib.plotting import figure\nfig, ax = figure()\nax.plot([1, 2], [3, 4]);"
    sources = {"text": shows, "source": source, "progress": progress, "figure": draw}
    rows = [row(*one) for one in sources.items()]
    page = open_rows(rows, snapshot="figures")
    press(page, "figure", "Run")
    picture = page.get_by_role("img", name="Figure drawn by cell 4")
    expect(picture).to_be_visible()
    assert soon(page.evaluate, "document.querySelector('.cells-output img').naturalWidth") > 300
    expect(cell(page, "text").locator("strong")).to_have_text("half")
    expect(cell(page, "text").locator("math mfrac")).to_be_attached()
    expect(cell(page, "text").locator("td")).to_have_text("7")
    expect(cell(page, "source").locator(".cells-text pre")).to_contain_text("def mse_loss(")
    expect(cell(page, "progress").locator(".cells-stdout")).to_have_text("2\r")
    expect(cell(page, "progress").locator(".cells-stderr")).to_have_text("to stderr\n")


def test_a_figure_of_ones_own_has_the_ground_of_a_dark_page(open_rows):
    """Matplotlib's own is white, which turns black there."""
    draw = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"
    page = open_rows([row("figure", draw)], snapshot="figures", theme="dark")
    press(page, "figure", "Run")
    picture = page.get_by_role("img", name="Figure drawn by cell 1")
    assert soon(picture.evaluate, "one => one.complete && one.naturalWidth") > 300

    def colors():
        shot = Image.open(io.BytesIO(picture.screenshot(animations="disabled"))).convert("RGB")
        page_itself = Image.open(io.BytesIO(page.locator("h1").screenshot())).convert("RGB")
        return {shot.getpixel((4, 4)), page_itself.getpixel((4, 4))}

    assert soon(colors) == {(20, 24, 28)}  # the page's, in course.css


def test_the_keyboard_alone_edits_runs_and_leaves(open_rows):
    page = open_rows([row("one", "x = 1"), row("two", "x")])
    cell(page, "one").get_by_role("button", name="Run").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # Edit
    box = cell(page, "one").get_by_role("textbox")
    expect(box).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("for x in range(9):")
    page.keyboard.press("Enter")
    page.keyboard.type("pass")
    expect(box).to_have_value("for x in range(9):\n    pass")
    page.keyboard.press("Shift+Tab")
    expect(box).to_have_value("for x in range(9):\npass")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+Z")
    expect(box).to_have_value("for x in range(9):\npass")
    page.keyboard.press("Control+Shift+Z")
    expect(box).to_have_value("for x in range(9):\npass    ")
    page.keyboard.press("Home")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Enter")
    expect(status(page, "one")).to_have_text(ENDED)
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(cell(page, "one").get_by_role("button", name="Run")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+Tab")
    expect(box).not_to_be_focused()


def test_the_focus_goes_to_stop_and_back(open_rows):
    page = open_rows([row("one", "while True: pass")])
    cell(page, "one").get_by_role("button", name="Run").focus()
    page.keyboard.press("Enter")
    expect(cell(page, "one").get_by_role("button", name="Stop")).to_be_focused()
    expect(status(page, "one")).to_have_text("Runs")
    page.keyboard.press("Enter")
    expect(cell(page, "one").get_by_role("button", name="Run")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_a_phone_has_room(open_rows, scheme):
    rows = [*EXERCISE, WIDE, row("bad", "1 / 0"), row("torch", "import torch", "torch", why="needs torch")]
    page = open_rows(rows, theme=scheme, size={"width": 390, "height": 844})
    page.add_script_tag(path=AXE)
    assert violations(page, scheme) == []
    wrote(page, "q1", "def double(v):\n    return v")
    press(page, "q1", "Check")
    expect(cell(page, "q1").locator(".cells-verdicts")).to_be_visible()
    press(page, "bad", "Run")
    expect(cell(page, "bad").locator(".cells-error")).to_be_visible()
    assert violations(page, scheme) == []
    assert soon(page.evaluate, "document.documentElement.scrollWidth") == 390


def test_what_cannot_run_here_points_to_colab(open_rows):
    rows = [row("net", "import torch", "torch", why="needs torch"), row("pandas", "import pandas")]
    page = open_rows(rows)
    expect(cell(page, "net").get_by_role("button")).to_have_count(0)
    expect(cell(page, "net").locator(".cells-note")).to_contain_text("Needs torch")
    expect(cell(page, "net").get_by_role("link")).to_have_attribute("href", COLAB)
    press(page, "pandas", "Run")
    expect(status(page, "pandas")).to_contain_text("Python in the page has no pandas.")
    expect(status(page, "pandas").get_by_role("link")).to_have_attribute("href", COLAB)
