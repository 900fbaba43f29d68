"""The Python of a page in Chromium: what it loads and when, and what it does where a file does not come."""

import numpy as np
import pytest
from cells.page_hands import asked, ran
from support.waiting import soon


def test_nothing_loads_before_a_reader_means_it(open_cells, host):
    page = open_cells()
    assert asked(host) == []
    page.evaluate("new Promise((done) => { python.addEventListener('loaded', done); python.prepare(); })")
    assert soon(page.evaluate, "python.state") == "asleep"
    assert ran(page, "6 * 7")["text"] == '{"text/plain": "42"}'
    assert soon(page.evaluate, "[python.state, notes]") == ["ready", []]
    assert len(asked(host)) == len(set(asked(host)))  # no file twice


def test_a_first_page_stays_within_its_budget_and_the_next_loads_no_pack(open_cells, host, cells_site):
    ran(open_cells(), "import numpy as np; from course_lib.losses import cross_entropy")
    files = [path.removeprefix("/book/cells/") for path in host.asked if path.startswith("/book/cells/")]
    assert sum(cells_site.joinpath(name).stat().st_size for name in files) <= 10.5e6
    host.asked.clear()
    page = open_cells()
    assert ran(page, "import numpy as np; int(np.arange(3).sum())")["text"] == '{"text/plain": "3"}'
    assert soon(page.evaluate, "python.bytes") == 0
    assert not [name for name in asked(host) if name.startswith(("numpy", "modules", "late"))]


def test_numpy_draws_the_numbers_that_it_draws_here(open_cells):
    source = """import numpy as np
rng = np.random.default_rng(3)
A = rng.normal(size=(5, 5))
print(float(A.sum()), float(np.linalg.det(A)), float(np.random.RandomState(1).rand()))"""
    rng = np.random.default_rng(3)
    A = rng.normal(size=(5, 5))
    here = A.sum(), np.linalg.det(A), np.random.RandomState(1).rand()
    there = [float(word) for word in ran(open_cells(), source)["text"].split()]
    assert there == pytest.approx(here, rel=1e-12)


def test_what_an_earlier_build_left_is_forgotten(open_cells, host):
    """And nothing of another book at the same host."""
    page = open_cells()
    old = host.url.replace("page.html", "cells/numpy.0123456789ab.zst")
    other = host.url.replace("/book/page.html", "/other/cells/numpy.0123456789ab.zst")
    put = "async (url) => (await caches.open('course-cells')).put(url, new Response('old'))"
    for url in (old, other):
        page.evaluate(put, url)
    ran(page, "1")
    keys = "async () => (await (await caches.open('course-cells')).keys()).map(({ url }) => url)"
    kept = page.evaluate(keys)
    assert other in kept
    assert old not in kept
    assert any("/book/cells/numpy." in url for url in kept)


def test_a_figure_is_shown_where_the_cell_says_so(open_cells):
    source = """import matplotlib.pyplot as plt
print("before")
plt.plot([1, 2])
plt.show()
print("after")"""
    shown = ran(open_cells(), source)["shown"]
    assert [kind for kind, _ in shown] == ["stdout", "display", "stdout"]
    assert "image/svg+xml" in shown[1][1]


@pytest.mark.parametrize(("part", "how"), [("numpy", "damaged"), ("modules_numpy", "missing")])
def test_without_its_snapshot_python_starts_from_the_beginning(open_cells, host, part, how):
    host.spoiled[part] = how
    page = open_cells()
    assert ran(page, "import numpy as np; np.ones(2).sum()")["text"] == '{"text/plain": "np.float64(2.0)"}'
    assert soon(page.evaluate, "notes") == ["slower start"]
    host.spoiled.clear()
    again = open_cells()  # nothing bad was kept
    ran(again, "1")
    assert soon(again.evaluate, "notes") == []


def test_where_nothing_comes_it_says_so_and_may_be_tried_again(open_cells, host):
    host.spoiled |= dict.fromkeys(("numpy", "pyodide", "python"), "missing")
    page = open_cells()
    failed = "() => ran('1').then(() => 'ran', (error) => `${error}`)"
    assert page.evaluate(failed).startswith(("Error: ", "TypeError: "))  # at once: it waits for the promise
    assert soon(page.evaluate, "python.state") == "failed"
    host.spoiled.clear()
    assert ran(page, "2")["text"] == '{"text/plain": "2"}'


@pytest.mark.parametrize("snapshot", ["numpy", "figures"])
def test_figures_are_drawn_where_pyplot_comes_late_too(open_cells, host, snapshot):
    page = open_cells()
    page.evaluate("(name) => make(name)", snapshot)
    ran(page, "1")
    host.asked.clear()
    source = "from course_lib.plotting import figure\nfig, ax = figure()\nax.plot([1, 2], [3, 4]);"
    end = ran(page, source)
    assert end["error"] is None
    assert "image/svg+xml" in end["text"]
    assert "<svg" in end["text"]
    late = [name for name in asked(host) if name.startswith("late_")]
    assert sum("_fonts_ttf_" in name for name in late) <= 2  # it reads no font to see what fonts there are
    assert snapshot == "numpy" or len(late) <= 2
