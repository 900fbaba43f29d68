"""A lesson in a real JupyterLab: the kernel and the screen move each other."""

import json
import re
import subprocess
import sys

import pytest
from notebooks import ROOT
from support.lab import CONFIG
from support.waiting import expect, soon

LESSON = ROOT / "chapters" / "01_losses" / "1_regression.ipynb"
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
STATE = "import json; print(json.dumps([explorer.points, explorer.targets.mean()]))"
FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


NINE = 1  # the explorable of nine points; before it stands that of the five bus rides


class Seen:
    """One view of the loss explorer, as it stands on the screen."""

    def __init__(self, notebook, number=NINE):
        self.page = notebook.page
        self.el = notebook.page.locator(".explorable[data-ready]").nth(number)
        self.diamond = self.el.locator('.handle[data-point="8"]')

    def mean(self) -> str:
        """The best constant under squared error, which is the mean of the targets, in full."""
        self.page.evaluate(FRAMES)
        return self.el.locator('[data-name="mse.fit"]').get_attribute("data-value")

    def height(self) -> float:
        """Where the diamond stands, in pixels."""
        return self.diamond.locator(".halo").evaluate("e => e.getBoundingClientRect().y")

    def drag_diamond(self, dy: int) -> None:
        self.diamond.hover()  # scrolls, and waits until nothing moves or lies above it
        box = self.diamond.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.down()
        self.page.mouse.move(x, y + dy, steps=8)
        self.page.mouse.up()

    def press(self, *keys: str) -> None:
        self.diamond.focus()
        for key in keys:
            self.page.keyboard.press(key)

    def wait_for_mean(self, mean: str) -> None:
        self.el.locator(f'[data-name="mse.fit"][data-value="{mean}"]').wait_for(state="attached")


def in_python(notebook) -> tuple[float, float]:
    """The diamond's target and the mean of all targets, printed by a cell that is typed and run."""
    points, mean = json.loads(notebook.type_and_run(STATE))
    return points[8][1], mean


def test_a_lesson_in_jupyterlab(notebook):
    notebook.run_all()
    expect(notebook.page.locator('[data-mime-type="application/vnd.jupyter.error"]')).to_have_count(0)
    code_of_checks_is_folded(notebook)
    hand_moves_trait(notebook)
    trait_moves_hand(notebook)
    two_views_are_linked(notebook)
    checks_answer(notebook)
    keys_stay_inside(notebook)
    notebook.restart_and_run_all()
    expect(notebook.page.locator(".explorable[data-ready]")).to_have_count(3)
    hand_moves_trait(notebook)
    a_cell_run_again_starts_afresh(notebook)
    legible_in_both_themes_and_narrow(notebook)


def code_of_checks_is_folded(notebook):
    checks = notebook.cells.filter(has=notebook.page.locator(".quick-check"))
    expect(checks).to_have_count(3)
    for cell in checks.all():
        expect(cell.locator(".jp-InputPlaceholder")).to_have_count(1)
        expect(cell.locator(".jp-InputArea-editor")).to_have_count(0)


def hand_moves_trait(notebook):
    seen = Seen(notebook)
    seen.press("Home")
    assert soon(lambda: in_python(notebook)[0]) == 0  # the kernel hears of a hand once that rests
    seen.drag_diamond(-60)
    assert soon(lambda: in_python(notebook)[0]) > 1
    dragged = in_python(notebook)
    assert dragged[1] == pytest.approx(float(seen.mean()), rel=1e-12)
    seen.press("ArrowDown", "ArrowDown", "Shift+ArrowDown")
    lower = pytest.approx(dragged[0] - 12 * 0.2)  # one step is a hundredth of the axis, rounded
    assert soon(lambda: in_python(notebook)[0]) == lower
    assert in_python(notebook)[1] == pytest.approx(float(seen.mean()), rel=1e-12)


def trait_moves_hand(notebook):
    seen = Seen(notebook)
    notebook.type_and_run("explorer.points = [*explorer.points[:8], [9, 5]]")
    seen.wait_for_mean("5")
    low = seen.height()
    notebook.type_and_run("explorer.points = [*explorer.points[:8], [9, 23]]")
    seen.wait_for_mean("7")
    assert seen.height() < low - 100
    expect(seen.diamond).to_have_attribute("aria-valuetext", "x 9, target y 23")


def two_views_are_linked(notebook):
    notebook.type_and_run("explorer")
    first, second = Seen(notebook), Seen(notebook, NINE + 1)
    assert second.mean() == first.mean()
    second.press("End", "PageDown")
    first.wait_for_mean(second.mean())
    first.press("End")
    second.wait_for_mean("7")


def checks_answer(notebook):
    check = notebook.page.locator(".quick-check").first
    status = check.get_by_role("status")
    for typed, told in [("10", "✗ Not yet. The new ride adds 60/6"), ("22/3", "✓ Right. A sixth of the 44")]:
        check.get_by_role("textbox").click()
        notebook.page.keyboard.press("Control+A")
        notebook.page.keyboard.type(typed)
        notebook.page.keyboard.press("Enter")
        expect(status).to_have_text(re.compile(f"^{re.escape(told)}"))


def keys_stay_inside(notebook):
    """Lab's own keys would cut the cell at an x, and swallow the Enter that ends a number."""
    cells = notebook.cells.count()
    seen = Seen(notebook)
    seen.press("x", "d", "d")
    seen.el.get_by_role("button", name="All controls").click()
    seen.el.get_by_label("Learning rate, as a number").click()
    notebook.page.keyboard.press("Control+A")
    notebook.page.keyboard.type("2.5")
    notebook.page.keyboard.press("Enter")
    expect(notebook.cells).to_have_count(cells)
    assert notebook.type_and_run("explorer.lr") == "2.5"


def a_cell_run_again_starts_afresh(notebook):
    """The state lies in Python alone; an address that remembers it would outvote the code."""
    Seen(notebook).press("Home")
    notebook.type_and_run("explorer = LossExplorer()\nexplorer")
    assert Seen(notebook, -1).mean() == "6"
    assert in_python(notebook) == (14, 6)
    assert "#" not in notebook.page.url


def legible_in_both_themes_and_narrow(notebook):
    page = notebook.page
    page.evaluate(AXE)
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)  # Lab follows the system, the explorable follows Lab
        page.locator(f'body[data-jp-theme-light="{json.dumps(theme == "light")}"]').wait_for(state="attached")
        page.locator(f'.explorable[data-theme="{theme}"]').first.wait_for()
        found = page.evaluate("async () => (await axe.run('.explorable, .quick-check')).violations")
        assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found] == []
    page.keyboard.press("Escape")
    page.keyboard.press("Control+B")  # no file browser
    page.set_viewport_size({"width": 480, "height": 800})
    for live in page.locator(".explorable, .quick-check").all():  # at once: they stand there from before
        live.scroll_into_view_if_needed()  # out of sight nothing is laid out anew
        page.evaluate(FRAMES)
        edge, inside = live.evaluate("""e => [
            e.closest(".jp-Notebook").getBoundingClientRect().right - e.getBoundingClientRect().right,
            e.clientWidth - e.shadowRoot.lastElementChild.scrollWidth]""")
        assert edge >= 0
        assert inside >= 0


def test_make_lab_serves_the_chapters_and_the_exercises():
    shown = subprocess.run(
        [sys.executable, "-m", "jupyterlab", f"--config={CONFIG}", "--show-config-json"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    config = json.loads(shown.stdout)
    assert config["ServerApp"]["root_dir"] == str(ROOT)
    assert config["FileContentsManager"]["preferred_dir"] == "chapters"
    assert f"--config={CONFIG.relative_to(ROOT)}" in (ROOT / "Makefile").read_text(encoding="utf-8")
