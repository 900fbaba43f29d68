"""The explorables of chapter 2 in a real JupyterLab: the kernel and the screen move each other."""

import json

import pytest
from notebooks import ROOT
from support.waiting import expect, soon

LESSON = ROOT / "chapters" / "02_gradient_descent" / "1_descent.ipynb"
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")

FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def made(notebook, module, name, call):
    """An explorable made and shown by a new cell, under a name."""
    cls = call.partition("(")[0]
    notebook.type_and_run(f"from {module} import {cls}\n{name} = {call}\n{name}")
    view = notebook.page.locator(".explorable[data-ready]").last
    view.wait_for()
    return view


def shown(view, name):
    return float(view.locator(f'[data-name="{name}"]').get_attribute("data-value"))


def in_python(notebook, expression):
    return json.loads(notebook.type_and_run(f"import json; print(json.dumps({expression}))"))


def waits_for(view, name, value):
    view.locator(f'[data-name="{name}"][data-value="{value}"]').wait_for(state="attached")


def a_prediction_is_committed_and_kept(notebook):
    ask = 'predict("optim/lab", "Which is smaller?", {"12": "No.", "16": "Yes."}, answer="16")'
    notebook.type_and_run(f"from course_lib.widgets import predict, prediction_record\nasked = {ask}\nasked")
    notebook.type_and_run('prediction_record("optim")')
    record = notebook.page.locator(".prediction-record")
    expect(record).to_contain_text("None so far.")
    card = notebook.page.locator(".prediction").last
    card.get_by_label("16").check()
    card.get_by_role("button", name="Commit").click()
    expect(card.locator(".verdict")).to_contain_text("✓ You had it. You said 16.")
    expect(record).to_contain_text("1 of 1 right.")
    assert in_python(notebook, '[asked.guess["given"], asked.guess["right"]]') == ["16", True]
    notebook.type_and_run(f"again = {ask}\nagain")
    expect(notebook.page.locator(".prediction").last.locator(".verdict")).to_contain_text("You said 16.")
    assert in_python(notebook, "again.guess == asked.guess") is True


def test_descent_explorer_and_playground_in_jupyterlab(notebook):
    a_prediction_is_committed_and_kept(notebook)
    the_start_moves_in_python(notebook)
    the_run_stands_in_python(notebook)
    notebook.page.evaluate(AXE)
    found = notebook.page.evaluate("async () => (await axe.run('.explorable')).violations")
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found] == []


def the_start_moves_in_python(notebook):
    view = made(notebook, "course_lib.optim.descent_explorer", "explorer", 'DescentExplorer(preset="bowl")')
    start = view.locator(".handle").first
    start.focus()
    notebook.page.keyboard.press("Shift+ArrowRight")
    notebook.page.evaluate(FRAMES)
    at = [float(v) for v in start.get_attribute("data-at").split()]
    assert at[0] > -3.5
    assert soon(in_python, notebook, "explorer.start") == at  # the kernel hears of a drag when it rests
    told = in_python(notebook, 'explorer.paths()["sgd"].values[explorer.step]')
    assert told == pytest.approx(shown(view, "sgd.loss"), rel=1e-12)
    notebook.type_and_run("explorer.step = 0; explorer.start = [2.0, 1.0]")
    waits_for(view, "sgd.loss", 7)  # (1 · 2² + 10 · 1²) / 2


def the_run_stands_in_python(notebook):
    view = made(notebook, "course_lib.backprop.playground", "playground", 'Playground(preset="xor")')
    epoch = view.get_by_role("button", name="Epoch", exact=True)
    epoch.focus()
    notebook.page.keyboard.press("Enter")
    waits_for(view, "epoch", 1)
    epoch.click()
    waits_for(view, "epoch", 2)
    cells = notebook.cells.count()
    notebook.page.keyboard.press("x")  # Lab's own key would cut the cell
    expect(notebook.cells).to_have_count(cells)
    assert in_python(notebook, "playground.epochs") == 2
    notebook.type_and_run("playground.epochs = 7")
    waits_for(view, "epoch", 7)
    notebook.type_and_run("playground.hidden = [3, 3]")
    view.locator(".unit").nth(7 + 6).wait_for()  # seven features, two layers of three, one output
    waits_for(view, "step", 7 * 25)  # the new network has trained as long
