"""Every page in Firefox or in WebKit, the engine of Safari; every explorable and its controls in both.

Chromium opens all pages (test_pages.py); these two share those without an explorable.
One test an engine, for a browser starts once; what it finds on all its pages is told together.
"""

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import mathml
import pytest
from engine_hands import PHONE, QUESTIONS, by_hand, every_control, start_page, started
from engine_pages import expected, layout, shares
from site_hands import UNVEIL
from site_pages import ALIVE, ALL, SITE
from support.engines import KEEP_FAULTS, Engine, Firefox, WebKit
from widgets.registry import CLASSES, later, without_effect


class Watched(SimpleHTTPRequestHandler):
    """Serves a page with the script that keeps its faults."""

    def log_message(self, *args):
        pass

    def do_GET(self):
        if not self.path.partition("?")[0].endswith(".html"):
            return super().do_GET()
        html = (SITE / self.path.partition("?")[0].lstrip("/")).read_text(encoding="utf-8")
        body = html.replace("<head>", f"<head>{KEEP_FAULTS}", 1).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return self.wfile.write(body)


@pytest.fixture(scope="module")
def watched():
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Watched, directory=str(SITE)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


# Firefox can keep a section empty that was out of sight when it became visible
EMPTY = """return [...document.querySelectorAll(".bd-article section > section")]
  .filter((section) => !section.querySelector("p, h2, h3, div").getBoundingClientRect().width)
  .map((section) => `${section.id} is empty`);"""

# what Firefox showed of the page's frame: the lower edge of the link above it, and white tracks in the dark
FRAME = """const told = [];
if (document.querySelector(".skip-link").getBoundingClientRect().bottom > -1) told.push("the skip link");
document.documentElement.dataset.theme = "dark";
const colors = getComputedStyle(document.querySelector(".bd-sidebar-primary")).scrollbarColor;
if (CSS.supports("-moz-appearance", "none") && colors === "auto") told.push("a white scrollbar");
return told;"""

# every formula as it stands in the live page, those of scripts too
FORMULAS = """const roots = [document, ...[...document.querySelectorAll("*")].map((el) => el.shadowRoot)];
const all = roots.flatMap((root) => [...(root?.querySelectorAll("math") ?? [])]);
return [...new Set(all.map((el) => new XMLSerializer().serializeToString(el)))];"""


def sideways(engine: Engine) -> list[str]:
    """What makes the page scroll to the side."""
    wide = engine.js("return document.documentElement.scrollWidth")
    return [f"{wide} px wide on a phone"] if wide > PHONE else []


ENGINES = [WebKit, Firefox]
EVERY = pytest.mark.parametrize("kind", ENGINES, ids=lambda kind: kind.name)


@EVERY
def test_each_engine_meets_every_explorable_and_every_layout(kind):
    mine = pages_of(kind)
    assert {name for name in ALIVE if expected(name)} <= set(mine)
    assert {each for name in mine for each in expected(name).values()} == set(CLASSES)
    assert {*map(layout, mine)} == {*map(layout, ALL)}


def test_every_page_has_its_engine():
    assert set().union(*map(pages_of, ENGINES)) == set(ALL)
    assert set().union(*map(files_of, ENGINES)) == set(ALIVE)


def pages_of(kind) -> list[str]:
    return shares(len(ENGINES))[ENGINES.index(kind)]


def files_of(kind) -> list[str]:
    """Pages that come to life as files too: every other one, for over http it may have come to the other."""
    return ALIVE[ENGINES.index(kind) :: len(ENGINES)]


def look_at(engine: Engine, address: str, name: str, reports: dict) -> list[str]:
    """What is wrong with a page; ``reports`` is added to: what came of moving each control."""
    found = start_page(engine, f"{address}/{name}.html")
    engine.js(UNVEIL)
    kinds = expected(name) if name in ALIVE else {}
    wrong = engine.js(EMPTY) + sideways(engine)
    if set(found) != set(kinds):
        wrong.append(f"{kinds} in the page, alive: {found}")
    for i, explorable in enumerate(kinds[model] for model in found):
        wrong += [f"{explorable} {i}: no number changes by {what}" for what in by_hand(engine, i)]
        known = reports[explorable]
        known.append(every_control(engine, i, explorable, known))
    wrong += engine.js(QUESTIONS) if name in ALIVE else []
    wrong += sideways(engine) + engine.faults()
    wrong += [fault for formula in engine.js(FORMULAS) for fault in mathml.faults(formula)]
    return [f"{name}: {each}" for each in wrong]


def look_at_file(engine: Engine, name: str) -> list[str]:
    """The same, of a book that is carried on a stick."""
    found = start_page(engine, (SITE / f"{name}.html").as_uri(), width=0)
    engine.js(UNVEIL)
    mute = by_hand(engine, 0) if found else []
    wrong = [f"{name} as a file: no number changes by {what}" for what in mute]
    return wrong + ([f"{name} as a file, alive: {found}"] if set(found) != set(expected(name)) else [])


@EVERY
def test_every_explorable_of_its_pages_answers(watched, kind):
    faults, reports = [], {name: [] for name in CLASSES}
    with started(kind) as engine:
        for name in pages_of(kind):
            faults += look_at(engine, watched, name, reports)
        for name in files_of(kind):
            faults += look_at_file(engine, name)
        faults += engine.js(FRAME)
    for explorable, seen in reports.items():
        idle = without_effect(explorable, seen, spared=later)
        faults += [f"{explorable}: {each} changes nothing" for each in idle]
    assert not faults, "\n".join(faults)
