"""The cells of a page in Chromium: run, edited, stopped, reset, checked, taken along."""

import json
import re

from cells.page_hands import cell, press, status, wrote
from support.cells_page import EXERCISE, LESSON, row
from support.waiting import expect, soon

ENDED = re.compile(r"\d s$")


def test_run_runs_what_is_above_and_shows_it_where_the_static_output_stood(open_rows, host):
    page = open_rows(LESSON)
    expect(cell(page, "draw").get_by_role("button", name="Run")).to_have_attribute(
        "data-once", "(loads 10 MB once)"
    )
    assert [path for path in host.asked if "/cells/" in path and "cells-ui" not in path] == [
        "/book/cells/cells.css"
    ]
    press(page, "draw", "Run")
    expect(cell(page, "draw").locator(".cells-output")).to_have_text("np.float64(1.5)")
    expect(cell(page, "show").locator(".cells-output pre")).to_have_text(
        ["sum 3.0\n", "array([0., 1., 2., 3.])"]
    )
    expect(page.get_by_text("as built: draw")).to_be_hidden()
    expect(page.get_by_text("as built: solution")).to_be_visible()  # what gives an answer away is skipped
    expect(page.get_by_text("as built: toy")).to_be_visible()
    expect(page.locator(".cells-live")).to_have_text(re.compile(r"^cell 4: .*\d s$"))
    assert soon(page.evaluate, "document.documentElement.dataset.python") == "ready"


def test_a_browser_that_has_python_is_told_of_no_megabytes(open_rows, host):
    """Of one snapshot that will do; that of pages that draw will do for all."""
    files = {name: each["memory"]["file"] for name, each in host.manifest["snapshots"].items()}
    word = "getComputedStyle(document.querySelector('[data-once]'), '::after').content"
    small = {"memory": [files["numpy"], files["figures"]]}
    large = {"memory": [files["figures"]], "snapshot": "figures"}
    one = [row("one", "6 * 7")]
    page = open_rows(one, **large)
    assert soon(page.evaluate, word) == '"(loads 16 MB once)"'
    press(page, "one", "Run")
    expect(cell(page, "one").locator(".cells-output")).to_have_text("42")
    host.asked.clear()
    page = open_rows(one, **small)
    assert soon(page.evaluate, word) == "none"
    press(page, "one", "Run")
    expect(cell(page, "one").locator(".cells-output")).to_have_text("42")
    assert not [path for path in host.asked if path.endswith(".zst")]


def test_a_browser_with_the_small_snapshot_is_told_of_the_large_one(open_rows, host):
    files = {name: each["memory"]["file"] for name, each in host.manifest["snapshots"].items()}
    page = open_rows([row("one", "6 * 7")])
    press(page, "one", "Run")
    expect(cell(page, "one").locator(".cells-output")).to_have_text("42")
    page = open_rows([row("one", "6 * 7")], memory=[files["figures"]], snapshot="figures")
    once = "getComputedStyle(document.querySelector('[data-once]'), '::after').content"
    assert soon(page.evaluate, once) == '"(loads 16 MB once)"'


def test_what_ran_does_not_run_again_until_it_is_edited(open_rows):
    rows = [row("count", "n = globals().get('n', 0) + 1"), row("tell", "print(n)")]
    page = open_rows(rows)
    for _ in range(2):
        press(page, "tell", "Run")
        expect(cell(page, "tell").locator(".cells-output")).to_have_text("1\n")
    wrote(page, "count", "n = 5")
    press(page, "tell", "Run")
    expect(cell(page, "tell").locator(".cells-output")).to_have_text("5\n")


def test_what_runs_may_differ_from_what_is_shown_until_it_is_edited(open_rows):
    page = open_rows([row("one", "import torch\nprint(1)", run="\nprint(1)")])
    press(page, "one", "Run")
    expect(cell(page, "one").locator(".cells-output")).to_have_text("1\n")
    wrote(page, "one", "import torch\ntorch.ones(1)")
    press(page, "one", "Run")
    expect(status(page, "one")).to_contain_text("Python in the page has no torch.")


def test_an_error_is_short_and_one_above_is_named(open_rows):
    page = open_rows([row("bad", "def f():\n    return 1 / 0\nf()"), row("next", "print(undefined)")])
    press(page, "next", "Run")
    expect(cell(page, "bad").locator(".cells-error")).to_contain_text('File "<cell 1>", line 2, in f')
    expect(status(page, "next")).to_contain_text("NameError, ")
    expect(status(page, "next")).to_contain_text("An error came before, in cell 1.")


def test_stop_ends_the_cell_and_what_waits_and_keeps_variables(open_rows):
    rows = [row("loop", "kept = 7\nprint('begun')\nwhile True: pass"), row("tell", "print(kept)")]
    page = open_rows(rows)
    press(page, "tell", "Run")
    expect(cell(page, "loop").locator(".cells-output")).to_have_text("begun\n")
    press(page, "loop", "Stop")
    expect(status(page, "loop")).to_have_text("Stopped. Variables are kept.")
    expect(cell(page, "tell").locator(".cells-output")).to_have_count(0)
    wrote(page, "loop", "")
    press(page, "tell", "Run")
    expect(cell(page, "tell").locator(".cells-output")).to_have_text("7\n")


def test_a_stop_while_python_loads_runs_nothing(open_rows, host):
    page = open_rows(LESSON)
    page.route("**/*.zst", lambda route: None)  # they never come
    press(page, "show", "Run")
    press(page, "imports", "Stop")
    expect(status(page, "imports")).to_have_text("Stopped")
    expect(cell(page, "show").get_by_role("button", name="Run")).to_be_visible()
    expect(page.get_by_text("as built: show")).to_be_visible()


def test_reset_brings_back_code_and_output(open_rows):
    page = open_rows(LESSON)
    wrote(page, "show", "print('mine')")
    press(page, "show", "Run")
    expect(cell(page, "show").locator(".cells-output")).to_have_text("mine\n")
    press(page, "show", "Reset")
    expect(page.get_by_text("as built: show")).to_be_visible()
    expect(page.locator(".cells-editor")).to_have_count(0)
    expect(cell(page, "show").get_by_role("button", name="Run")).to_be_focused()
    page.reload()
    expect(page.locator("html[data-cells]")).to_be_attached()
    expect(page.locator(".cells-editor")).to_have_count(0)


def test_reset_of_the_page_forgets_edits_and_variables(open_rows):
    page = open_rows(LESSON)
    press(page, "imports", "Run")
    expect(status(page, "imports")).to_have_text(ENDED)
    wrote(page, "show", "print('x' in globals())")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Reset page").click()
    expect(page.locator(".cells-live")).to_contain_text("variables are forgotten")
    expect(page.locator(".cells-editor")).to_have_count(0)
    wrote(page, "imports", "print('x' in globals())")
    press(page, "imports", "Run")
    expect(cell(page, "imports").locator(".cells-output")).to_have_text("False\n")


def test_edits_outlive_a_reload_and_leave_in_the_notebook(open_rows, tmp_path):
    page = open_rows(LESSON)
    wrote(page, "show", "print('mine')\n")
    page.reload()
    expect(cell(page, "show").get_by_role("textbox")).to_have_value("print('mine')\n")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download with my edits").click()
    assert download.value.suggested_filename == "lesson.ipynb"
    download.value.save_as(tmp_path / "lesson.ipynb")
    cells = json.loads(tmp_path.joinpath("lesson.ipynb").read_text(encoding="utf-8"))["cells"]
    sources = {one["id"]: "".join(one["source"]) for one in cells}
    assert sources == {one["id"]: one["source"] for one in LESSON} | {"show": "print('mine')\n"}
    assert {one["metadata"]["nbgrader"]["grade_id"] for one in cells} == set(sources)
    assert [one["id"] for one in cells if one["outputs"] == []] == ["show"]


def test_check_tells_of_each_test_and_keeps_what_passed(open_rows):
    page = open_rows(EXERCISE)
    bar = page.locator(".cells-page .cells-status")
    expect(bar).to_contain_text("0 of 3 tests passed")
    verdicts = cell(page, "q1").locator(".cells-verdicts li")
    press(page, "q1", "Check")
    expect(verdicts).to_have_text(
        [f"✗ double: {what}: nothing is written here yet" for what in ("whole numbers", "arrays")]
    )
    wrote(page, "q1", "def double(v):\n    return np.float64(4)")
    expect(verdicts).to_have_count(0)
    press(page, "q1", "Check")
    expect(verdicts).to_have_text(["✓ double: whole numbers: passed", "✓ double: arrays: passed"])
    wrote(page, "q1", "def double(v):\n    return v")
    expect(bar).to_contain_text("0 of 3 tests passed")
    press(page, "q1", "Check")
    expect(verdicts.nth(0)).to_have_text("✗ double: whole numbers: Twice 2 is 4.")
    expect(verdicts.nth(1)).to_contain_text("does not hold: assert double(np.ones(2))")
    wrote(page, "q1", "def double(v):\n    return v + v")
    press(page, "q1", "Check")
    expect(status(page, "q1")).to_have_text("2 of 2 tests passed")
    expect(page.locator(".cells-live")).to_have_text("2 of 2 tests passed")
    expect(status(page, "q1-small")).to_contain_text("✓ Passed.")
    expect(page.get_by_text("as built: q2-small")).to_be_visible()  # nobody asked for it
    page.reload()
    expect(bar).to_contain_text("2 of 3 tests passed")


def test_an_answer_does_not_wait_behind_a_folded_hint(open_rows):
    """As the test of a bug in a lesson does."""
    page = open_rows(EXERCISE)
    hint = "document.querySelector(`[data-cell-id=${id}]`).before(document.createElement('details'))"
    for id in ("q1", "q1-small"):
        page.evaluate(f"(id) => {hint}", id)
    expect(cell(page, "q1")).to_be_visible()
    expect(cell(page, "q1-small")).to_be_hidden()


def test_tests_and_given_code_cannot_be_edited(open_rows):
    page = open_rows(EXERCISE)
    for id, editable in {"setup": 0, "q1": 1, "q1-small": 0}.items():
        expect(cell(page, id).get_by_role("button", name="Edit")).to_have_count(editable)
