"""In the built page the explorables of chapter 2 answer mouse and keyboard with the numbers of course_lib."""

import io
from contextlib import redirect_stdout

import pytest
from make_posters import explorables
from site_hands import address, drag, first, pages_with, settle, shown

from course_lib.optim.descent_explorer import DescentExplorer

OVER = pytest.mark.parametrize("over", ["http", "file"])


@OVER
@pytest.mark.parametrize("name", pages_with("DescentExplorer"))
def test_descent_starts_where_the_hand_puts_it(site, open_page, name, over):
    page = open_page(address(site, name, over))
    figure, state = first(page, name, "optim/descent_explorer")
    explorer = DescentExplorer(**{trait: state[trait] for trait in DescentExplorer.settings()})
    start = figure.locator(".handle").first
    start.focus()
    page.keyboard.press("Shift+ArrowRight")
    for moved_by in ("keyboard", "mouse"):
        if moved_by == "mouse":
            drag(page, start.locator("circle").first, 30, -20)
        settle(page)
        before, explorer.start = explorer.start, [float(v) for v in start.get_attribute("data-at").split()]
        assert explorer.start[0] > before[0], f"the {moved_by} did not move the start"
        for rule, path in explorer.paths().items():
            assert shown(figure, f"{rule}.loss") == pytest.approx(path.values[state["step"]], rel=1e-9)


@OVER
@pytest.mark.parametrize("name", pages_with("Playground"))
def test_playground_trains_as_its_own_code_says(site, open_page, name, over):
    page = open_page(address(site, name, over))
    figure, state = first(page, name, "backprop/playground")
    if state["tasks"]:  # the first one may ask to look, not to train
        figure.get_by_role("button", name="All controls").click()
    button = figure.get_by_role("button", name="Epoch", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    settle(page)
    assert shown(figure, "epoch") == 1
    button.click()
    settle(page)
    assert shown(figure, "epoch") == 2
    figure.get_by_text("Copy as Python").click()
    code = figure.get_by_label("Python code").first.filter(has_text="import").text_content()
    with redirect_stdout(io.StringIO()) as printed:
        exec(code, {})
    losses = [float(line.split()[-1]) for line in printed.getvalue().splitlines() if " loss " in line]
    assert losses == pytest.approx([shown(figure, "train.loss"), shown(figure, "test.loss")], rel=1e-9)


SHOWN = [cls for cls in explorables().values() if pages_with(cls.__name__)]


@pytest.mark.parametrize("cls", SHOWN, ids=lambda cls: cls.__name__)
def test_presets_stand_in_the_order_of_their_author(site, open_page, cls):
    """A saved notebook sorts the keys of what it holds."""
    page = open_page(address(site, pages_with(cls.__name__)[0], "http"))
    figure, _ = first(page, pages_with(cls.__name__)[0], "/".join(cls.__module__.split(".")[1:3]))
    labels = [preset["label"] for preset in cls.presets().values()]
    assert len(labels) > 1
    options = figure.locator("[data-control='preset'] option").all_text_contents()
    assert options[: len(labels)] == labels
