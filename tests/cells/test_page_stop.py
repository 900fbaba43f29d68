"""The Python of a page in Chromium: stopped, left behind, dead, and forgetting."""

import os
import time
from pathlib import Path

import pytest
from cells.page_hands import asked, ran, stopped
from support.waiting import soon

LOOPS = {
    "a loop": "while True: pass",
    "NumPy": "import numpy as np\na = np.ones((30, 30))\nwhile True: a @ a",
    "one that catches errors": "while True:\n    try:\n        while True: pass\n    except Exception: pass",
    "one that sleeps": "import time\nwhile True: time.sleep(0.01)",
}
TIMES, IDLE = 20, 0.5  # stops of each loop; of a processor, what a page without a task may use


def computed() -> float:
    """Seconds of CPU time of all that this process has started, browsers with it."""
    rows = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            head, _, rest = stat.read_text().rpartition(")")
        except (FileNotFoundError, ProcessLookupError):  # it has ended meanwhile
            continue
        fields = rest.split()
        rows[int(head.split()[0])] = int(fields[1]), int(fields[11]) + int(fields[12])
    family = {os.getpid()}
    while more := {pid for pid, (parent, _) in rows.items() if parent in family} - family:
        family |= more
    return sum(rows[pid][1] for pid in family - {os.getpid()}) / os.sysconf("SC_CLK_TCK")


@pytest.mark.parametrize("loop", LOOPS.values(), ids=LOOPS)
def test_stop_interrupts_and_keeps_the_variables(open_cells, loop):
    page = open_cells()
    ran(page, "kept = 5")
    for _ in range(TIMES):
        end = stopped(page, loop)
        assert end["error"]["kind"] == "KeyboardInterrupt"
        assert end["stopped"] == "stop"
    assert ran(page, "kept")["text"] == '{"text/plain": "5"}'
    assert soon(page.evaluate, "notes") == []
    before, begin = computed(), time.monotonic()
    time.sleep(1)  # no limit: what is looked at is the share of it that was computed
    assert computed() - before < IDLE * (time.monotonic() - begin), "something computes on"


def test_a_cell_that_never_ends_is_stopped_by_the_clock(open_cells):
    page = open_cells()
    page.evaluate("make('numpy', { patience: 600 })")
    end = ran(page, "while True: pass")
    assert (end["error"]["kind"], end["stopped"]) == ("KeyboardInterrupt", "deadline")
    assert ran(page, "1")["error"] is None


def test_a_cell_that_does_not_answer_is_left_with_its_variables(open_cells, host):
    page = open_cells()
    page.evaluate("make('numpy', { answer: 500 })")
    ran(page, "lost = 5")
    host.asked.clear()
    end = stopped(page, "sum(range(10**11))")
    assert end["lost"]
    assert soon(page.evaluate, "notes") == ["variables lost"]
    assert ran(page, "lost")["error"]["kind"] == "NameError"
    assert not [name for name in asked(host) if name.startswith(("numpy", "modules", "late"))]


def test_a_python_that_dies_is_replaced(open_cells):
    page = open_cells()
    assert ran(page, "import os; os.abort()")["lost"]
    assert soon(page.evaluate, "notes") == ["Python ended"]
    assert ran(page, "1 / 0")["error"]["kind"] == "ZeroDivisionError"
    assert soon(page.evaluate, "notes") == ["Python ended"]


def test_reset_forgets_and_stops_what_runs(open_cells):
    page = open_cells()
    ran(page, "x = 5")
    page.evaluate("python.reset()")
    assert ran(page, "x")["error"]["kind"] == "NameError"
    begun = "(told) => { window.end = python.run('print(1)\\nwhile True: pass', '1', () => told()); }"
    page.evaluate(f"new Promise({begun})")
    page.evaluate("python.reset()")
    assert page.evaluate("end")["stopped"] == "stop"  # at once: it waits for the promise
    assert soon(page.evaluate, "python.state") == "ready"


def test_cells_wait_for_each_other(open_cells):
    sources = "['x = 1', 'x += 1', 'x *= 10', 'x']"
    ends = open_cells().evaluate(f"Promise.all({sources}.map((source) => ran(source)))")
    assert [end["error"] for end in ends] == [None] * 4
    assert ends[-1]["text"] == '{"text/plain": "20"}'
