"""What a reader sees when something fails: each row of the table of failures, in Chromium."""

import hashlib
import json
import subprocess

import pytest
from cells.page_hands import cell, press, status, wrote
from support.cells_page import LESSON, as_files, row
from support.waiting import expect

ONE = [row("one", "print(6 * 7)")]
ALL = ("numpy", "pyodide", "python")


@pytest.mark.parametrize(("part", "how"), [("numpy", "damaged"), ("modules_numpy", "missing")])
def test_without_its_snapshot_python_starts_slower_and_says_so(open_rows, host, part, how):
    host.spoiled[part] = how
    page = open_rows(ONE)
    press(page, "one", "Run")
    expect(cell(page, "one").locator(".cells-output")).to_have_text("42\n")
    expect(status(page, "one")).to_contain_text("Slower start")


OTHER_TABLE = """const { zstdCompressSync, zstdDecompressSync } = require("node:zlib");
const pack = zstdDecompressSync(require("node:fs").readFileSync(process.argv[1]));
const end = 4 + pack.readUInt32LE(0);
const head = pack.toString("latin1", 4, end);
const { check } = JSON.parse(head).record.main;
const other = head.replace(`"check":${check}`, `"check":${check + (check % 10 ? -1 : 1)}`);
pack.write(other, 4, "latin1"); // as long as it was
process.stdout.write(zstdCompressSync(pack));"""


def test_a_snapshot_of_another_table_of_functions_is_refused(open_rows, host, cells_site):
    manifest = json.loads(cells_site.joinpath("cells.json").read_text(encoding="utf-8"))
    memory = manifest["snapshots"]["numpy"]["memory"]
    command = ["node", "-e", OTHER_TABLE, str(cells_site / memory["file"])]
    pack = subprocess.run(command, check=True, capture_output=True).stdout
    memory |= {"file": "other.zst", "sha256": hashlib.sha256(pack).hexdigest(), "bytes": len(pack)}
    host.spoiled |= {"other.zst": pack, "cells.json": json.dumps(manifest).encode()}
    page = open_rows(ONE)
    press(page, "one", "Run")
    expect(cell(page, "one").locator(".cells-output")).to_have_text("42\n")
    expect(status(page, "one")).to_contain_text("Slower start")
    assert "/book/cells/other.zst" in host.asked


@pytest.mark.parametrize("part", ["cells.json", "loader", "worker", "all"])
def test_a_download_that_fails_leaves_the_page_as_built_and_may_be_tried_again(open_rows, host, part):
    host.spoiled |= dict.fromkeys(ALL if part == "all" else (part,), "missing")
    page = open_rows(LESSON)
    press(page, "show", "Run")
    expect(status(page, "show")).to_contain_text("Python could not be loaded")
    expect(page.get_by_text("as built: show")).to_be_visible()
    expect(status(page, "imports")).to_have_text("")
    host.spoiled.clear()
    press(page, "show", "Retry")
    expect(cell(page, "show").locator(".cells-output")).to_contain_text("sum 3.0")
    expect(cell(page, "show").get_by_role("button", name="Retry")).to_have_count(0)


def test_a_cell_that_does_not_answer_loses_its_variables(open_rows):
    page = open_rows([row("x", "x = 3"), row("one", "print(x)\nsum(range(10**11))")], options={"answer": 300})
    press(page, "one", "Run")
    expect(cell(page, "one").locator(".cells-output")).to_have_text("3\n")
    press(page, "one", "Stop")
    expect(status(page, "one")).to_have_text(
        "The cell did not answer. Python has started anew: variables lost."
    )
    wrote(page, "one", "print(x + 1)")  # what it needs runs again
    press(page, "one", "Run")
    expect(cell(page, "one").locator(".cells-output")).to_have_text("4\n")


def test_an_endless_cell_is_stopped_by_the_clock(open_rows):
    page = open_rows([row("one", "while True: pass")], options={"patience": 600})
    press(page, "one", "Run")
    expect(status(page, "one")).to_have_text("Stopped: a cell may run for 60 s.")


def test_a_python_that_dies_is_replaced(open_rows):
    page = open_rows([row("one", "import os\nos.abort()"), row("two", "print(2)")])
    press(page, "one", "Run")
    expect(status(page, "one")).to_have_text(
        "Python ended while this cell ran, and has started anew: variables lost."
    )
    wrote(page, "one", "")
    press(page, "two", "Run")
    expect(cell(page, "two").locator(".cells-output")).to_have_text("2\n")


def test_a_build_without_python_says_so(open_rows, host):
    page = open_rows(LESSON, site=None)
    expect(cell(page, "show").locator(".cells-note")).to_have_text(
        "Running cells is not available in this build."
    )
    expect(page.get_by_role("button")).to_have_count(0)
    assert not [path for path in host.asked if path.endswith((".json", ".mjs", ".zst"))]


def test_a_page_opened_as_a_file_says_how_to_serve_it(context, cells_site, tmp_path):
    page = context.new_page()
    page.goto(as_files(tmp_path, LESSON, cells_site))
    press(page, "show", "Run")
    expect(status(page, "show")).to_contain_text(
        "run “python -m http.server” in the folder with index.html "
        "and open http://localhost:8000/chapters/01/lesson.html"
    )
    expect(page.get_by_text("as built: show")).to_be_visible()


def test_a_browser_that_keeps_nothing_says_so(context, host, open_rows):
    context.add_init_script("Storage.prototype.setItem = () => { throw Error('full'); };")
    page = open_rows(LESSON)
    wrote(page, "show", "print('mine')")
    expect(page.locator(".cells-page .cells-status")).to_contain_text("keeps no edits")
    press(page, "show", "Run")
    expect(cell(page, "show").locator(".cells-output")).to_have_text("mine\n")
