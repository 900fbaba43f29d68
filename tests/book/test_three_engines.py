"""Every page in Firefox and in WebKit, the engine of Safari: each explorable answers there too.

One test an engine, for a browser starts once; what it finds on all pages is told together.
"""

from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from book_of_predictions import lesson
from site_hands import saved_models
from site_pages import ALIVE, ALL, SITE
from support.engines import KEEP_FAULTS, Engine, Firefox, WebKit
from widgets.registry import CLASSES, quiet, without_effect

PHONE = 390
BACK = "\ue015\ue012"  # the arrows down and left: against the drag, which may have gone to an end


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


@contextmanager
def started(kind):
    engine = kind()
    try:
        yield engine
    finally:
        engine.close()


READY = """
document.dispatchEvent(new KeyboardEvent("keydown", { key: "Shift", bubbles: true }));
while (document.documentElement.dataset.explorables !== "ready") await hands.drawn();
await hands.drawn();
return hands.hosts().map((host) => host.closest("figure").dataset.model);"""
HOST = "const host = hands.hosts()[args[0]];"
NUMBERS = f"{HOST} await hands.drawn(); return hands.numbers(host);"
# a question is answered when it says something of what was picked or typed
QUESTIONS = """
const mute = [];
for (const figure of document.querySelectorAll("figure.explorable")) {
  const host = [...figure.querySelectorAll("*")].find((el) => el.shadowRoot);
  if (!host) { mute.push(`${figure.dataset.model} is not alive`); continue; }
  if (hands.hosts(figure).length) continue;
  const root = host.shadowRoot;
  const go = hands.button(host, "Check") ?? hands.button(host, "Commit");
  if (!go) continue; // a record of predictions, or one that was made
  const box = root.querySelector("input");
  if (box?.type === "radio") box.click();
  else if (box) { box.value = "7"; box.dispatchEvent(new Event("input", { bubbles: true })); }
  for (const list of root.querySelectorAll("select")) list.selectedIndex = 1;
  for (const el of root.querySelectorAll("[role=slider]")) await hands.operate(host, el);
  go.click();
  if (root.querySelector(".order")) go.click(); // nothing was moved: twice means it
  await hands.drawn();
  const said = root.querySelector("[role=status]:not(.place)").textContent;
  if (!/^([✓✗]|Noted)/.test(said)) mute.push(`${root.textContent.slice(0, 60)}… says ${said}`);
}
return mute;"""


def start_page(engine: Engine, url: str, width: int = PHONE) -> list[str]:
    """Opens a page at a phone's width, or that of the window; the models of its explorables, once alive."""
    engine.open(url, width)
    engine.load_hands()
    # a section that is not laid out has no height, and Firefox does not scroll to what it holds
    engine.js("""while (!("laidOut" in document.documentElement.dataset)) await hands.drawn();
                 for (const fold of document.querySelectorAll("details")) fold.open = true;""")
    return engine.js(READY) if engine.js("return !!document.querySelector('figure.explorable')") else []


def answers(engine: Engine, i: int, how) -> bool:
    """Whether the numbers of the page's i-th explorable are others after ``how``."""
    before = engine.js(NUMBERS, i)
    how()
    return engine.js(f"{HOST} return await hands.changed(host, args[1], 300);", i, before)


SEEN = "el?.checkVisibility({ visibilityProperty: true }) ? el : null"
STEP = f"{HOST} const el = hands.button(host, 'Step'); return {SEEN};"
HANDLES = f"""{HOST} const all = [...host.shadowRoot.querySelectorAll("[role=slider]")];
  const seen = all.filter((el) => {SEEN});"""
HANDLE = f"{HANDLES} return seen.at(args[1] < 2 ? 0 : -1);"


def by_hand(engine: Engine, i: int) -> list[str]:
    """A real press, a real drag, a real key: those that change no number."""

    def exists(body):
        return engine.js(f"return !!(await (async () => {{ {body} }})());", i)

    def press(k):
        engine.drag(engine.centre(STEP, i), 0, 0)

    def drag(k):
        engine.drag(engine.centre(HANDLE, i, k), 25, -30)

    def key(k):
        engine.element(f"const args = arguments; {HANDLE}", i, k).send_keys(BACK[k % 2] * 12)

    engine.js(f"{HOST} hands.showAnyway(host);", i)
    ways = {}
    if exists(STEP):
        ways["a press of Step"] = press
    if exists(f"{HANDLES} return seen.length"):
        ways |= {"a drag of a handle": drag, "an arrow key on a handle": key}
    # a press may miss what still moves while the page is laid out, and one point of nine may change no fit:
    # two tries with the first handle, two with the last
    mute = [
        what for what, way in ways.items() if not any(answers(engine, i, partial(way, k)) for k in range(4))
    ]
    return mute if ways else ["a hand: there is neither Step nor a handle"]


def every_control(engine: Engine, i: int, explorable: str, known: list[dict]) -> dict[str, str]:
    """Control → what came of moving it, for those that no explorable before has shown to work."""
    engine.js(
        f"{HOST} const all = hands.button(host, 'All controls');"
        "if (all?.getAttribute('aria-pressed') === 'false') all.click();",
        i,
    )
    names = engine.js(f"{HOST} return hands.names(host);", i)
    if known:
        names = without_effect(explorable, known) & set(names)
    move = f"{HOST} return hands.moveOne(host, args[1], {{ pictures: false }});"
    spared = {name for name in names if quiet(explorable, name, in_book=True)}
    return {name: engine.js(move, i, name) for name in names if name not in spared}


# Firefox can keep a section empty that was out of sight when it became visible
EMPTY = """return [...document.querySelectorAll(".bd-article section > section")]
  .filter((section) => !section.querySelector("p, h2, h3, div").getBoundingClientRect().width)
  .map((section) => `${section.id} is empty`);"""


def sideways(engine: Engine) -> list[str]:
    """What makes the page scroll to the side."""
    wide = engine.js("return document.documentElement.scrollWidth")
    return [f"{wide} px wide on a phone"] if wide > PHONE else []


def expected(name: str) -> dict[str, str]:
    """Model → explorable of the registry, for each that the built page carries."""
    kinds = {key: state.get("_poster", "").rpartition("/")[2] for key, state in saved_models(name).items()}
    return {key: kind for key, kind in kinds.items() if kind in CLASSES}


@pytest.mark.parametrize("kind", [Firefox, WebKit], ids=lambda kind: kind.name)
def test_every_explorable_of_every_page_answers(watched, kind):
    faults, reports = [], {name: [] for name in CLASSES}
    with started(kind) as engine:
        for name in ALL:
            found = start_page(engine, f"{watched}/{name}.html")
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
            faults += [f"{name}: {each}" for each in wrong]
        for name in ALIVE:  # a book that is carried on a stick
            found = start_page(engine, (SITE / f"{name}.html").as_uri(), width=0)
            if set(found) != set(expected(name)):
                faults.append(f"{name} as a file, alive: {found}")
            mute = by_hand(engine, 0) if found else []
            faults += [f"{name} as a file: no number changes by {what}" for what in mute]
        for explorable, seen in reports.items():
            faults += [f"{explorable}: {each} changes no number" for each in without_effect(explorable, seen)]
    assert not faults, "\n".join(faults)


SAID = """return [...document.querySelectorAll("figure[data-predict]")].map((figure) =>
  [...figure.querySelectorAll("*")].find((el) => el.shadowRoot).dataset.right ?? "open");"""
RECORD = """const [host] = document.querySelectorAll(".prediction-record");
  return host.shadowRoot.querySelector(".lead").textContent;"""
VEILS = "return document.querySelectorAll('.reveal-veil').length;"


def test_a_prediction_is_found_again_after_a_reload(small_book, serve):
    done = small_book({"index.md": "# Index\n\nText.\n", "chapters/page.ipynb": lesson()})
    assert done.returncode == 0, done.stderr[-3000:]
    url = f"{serve(small_book.site)}/chapters/page.html"
    for kind in (Firefox, WebKit):
        with started(kind) as engine:
            start_page(engine, url, width=0)
            assert [engine.js(SAID), engine.js(VEILS)] == [["open", "open"], 2], kind.name
            assert engine.js(QUESTIONS) == [], kind.name
            assert [engine.js(SAID), engine.js(VEILS)] == [["false", "true"], 0], kind.name
            start_page(engine, url, width=0)
            assert [engine.js(SAID), engine.js(VEILS)] == [["false", "true"], 0], kind.name
            assert engine.js(RECORD) == "1 of 2 right.", kind.name
