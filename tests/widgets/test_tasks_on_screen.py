"""Each task fits one screen, and its summary speaks while it plays, and not too often."""

import ast
import json
from pathlib import Path

import pytest
from support.waiting import soon
from widgets.conftest import FRAMES
from widgets.registry import CLASSES, ROWS
from widgets.tasks_page import EACH, SCREEN, SPAN, WIDE, opened, press

ROOT = Path(__file__).parents[2]


def lessons() -> list:
    """The explorables of all notebooks that ask tasks, made from the cells alone."""
    found = []
    for path in sorted(ROOT.glob("chapters/**/*.ipynb")):
        for i, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"]):
            source = "".join(cell["source"])
            if cell["cell_type"] != "code" or "tasks=" not in source:
                continue
            space = {cls.__name__: cls for cls in CLASSES.values()}
            exec(source, space)
            last = ast.parse(source).body[-1]
            widget = eval(compile(ast.Expression(last.value), path.name, "eval"), space)
            found.append(pytest.param(widget, id=f"{path.stem}-{i}"))
    return found


@EACH
def test_plot_and_controls_fit_one_screen(put, name):
    assert soon(opened(put, name).widget.evaluate, SPAN) <= SCREEN
    for k in (1, 2):
        page = opened(put, name, tasks=ROWS[name].tasks, task=k)
        assert soon(page.widget.evaluate, SPAN) <= SCREEN


@pytest.mark.parametrize("widget", lessons())
def test_each_task_of_a_lesson_fits_one_screen(put, widget):
    page = put(widget, width=WIDE)
    for task in range(1, len(widget.tasks) + 1):
        if task > 1:
            press(page, "Next task")
        page.evaluate(FRAMES)
        assert soon(page.widget.evaluate, SPAN) <= SCREEN, task


SLOWLY = {"loss_explorer": {"lr": 0.01}}  # else its numbers stand still after two seconds
# What the summary says, and whether the explorable plays while it says it; a run that ended plays again.
HEAR = """() => {
  const { shadowRoot } = document.querySelector("#place > *");
  const button = (text) => [...shadowRoot.querySelectorAll("button")].find((el) => el.textContent === text);
  const told = shadowRoot.querySelector(".summary");
  window.spoken = [];
  new MutationObserver(() => { if (button("Pause")) spoken.push(told.textContent); })
    .observe(told, { childList: true, characterData: true, subtree: true });
  window.playOn = () => { button("Play")?.click(); return spoken.length; };
}"""


@EACH
def test_the_summary_speaks_while_it_plays_and_is_no_chatter(put, name):
    """A screen reader is told once a second at most, however fast the numbers change."""
    page = opened(put, name, **SLOWLY.get(name, {}))
    page.evaluate(HEAR)
    began = page.evaluate("performance.now()")
    page.wait_for_function("playOn() >= 2", polling=50)
    took = page.evaluate("performance.now()") - began
    assert took > 1000
    page.wait_for_function("playOn() >= 2 && new Set(spoken).size >= 2", polling=50)
    if name == "playground":
        epochs = [int(text.split(":")[0].split()[1]) for text in page.evaluate("spoken")]
        assert 0 < epochs[0] < epochs[1]
