"""What a reader sees when something fails, in Firefox and WebKit: each row of test_cells_fail.py's table.

Each engine starts once, and three of four rows are seen on one page: a start of Python costs seconds.
"""

import pytest
from cells.engine_tools import TOOLS
from engine_hands import started
from support.cells_host import serving
from support.cells_page import COLAB, as_files, put, row
from support.engines import Firefox, WebKit

LOST = "The cell did not answer. Python has started anew: variables lost."
ROWS = [
    row("kept", "x = 3"),
    row("one", "print(6 * 7)"),
    row("module", "import pandas"),
    row("endless", "while True: pass"),
    row("mute", "print(x)\nsum(range(10**11))"),
    row("dies", "import os\nos.abort()"),
    row("net", "import torch", "torch", why="needs torch"),
]
ALL = ("numpy", "pyodide", "python")  # what a start asks for, with its snapshot and without


def fails_and_comes_at_the_second_try(do, server):
    server.spoiled |= dict.fromkeys(ALL, "missing")
    do("press('one', 'Run'); await status('one', 'Python could not be loaded');")
    assert do("return [cell('one').innerText.includes('as built: one'), text('kept')];") == [True, ""]
    server.spoiled.clear()
    assert do("press('one', 'Retry'); return await live('one');") == "42\n"


def names_what_is_missing(do):
    do("press('module', 'Run'); await status('module', 'Python in the page has no pandas.');")
    href = "return cell(args[0]).querySelector('p a, .cells-status a').href;"
    assert [do(href, name) for name in ("module", "net")] == [COLAB] * 2
    assert do("return cell('net').querySelectorAll('button').length;") == 0


def ends_what_does_not_end(do):
    """By its clock, by leaving what does not answer, by replacing what has died."""
    do("press('endless', 'Run'); await status('endless', 'Stopped: a cell may run for 60 s.');")
    do("await wrote('endless', ''); press('mute', 'Run'); await live('mute');")
    do("press('mute', 'Stop'); await status('mute', args[0]);", LOST)
    do("await wrote('mute', 'print(x + 1)'); press('mute', 'Run'); await status('mute', ' s');")
    assert do("return await live('mute');") == "4\n"  # what it needs has run again
    do("await wrote('mute', ''); press('dies', 'Run');")
    do("await status('dies', 'Python ended while this cell ran, and has started anew');")
    assert do("press('one', 'Run'); await status('one', ' s'); return await live('one');") == "42\n"


@pytest.mark.parametrize("kind", [Firefox, WebKit], ids=lambda kind: kind.name)
def test_each_failure_says_what_it_is(cells_site, tmp_path, kind):
    with started(kind) as engine, serving(cells_site) as first, serving(cells_site) as second:

        def do(body, *args):
            return engine.js(TOOLS + body, *args)

        engine.open(put(first, ROWS, options={"patience": 1500, "answer": 300}))
        fails_and_comes_at_the_second_try(do, first)
        names_what_is_missing(do)
        ends_what_does_not_end(do)
        second.spoiled["numpy"] = "damaged"
        engine.open(put(second, ROWS[1:2]))
        do("press('one', 'Run'); await status('one', 'Slower start');")
        assert do("return await live('one');") == "42\n"
        engine.open(put(second, ROWS[1:2], site=None))
        assert do("return cell('one').querySelector('.cells-note').textContent;").startswith("Running")
        engine.open(as_files(tmp_path, ROWS[:2], cells_site))
        do("press('one', 'Run'); await status('one', 'python -m http.server');")
        assert do("return cell('one').innerText.includes('as built: one');")
