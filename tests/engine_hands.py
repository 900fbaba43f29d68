"""A page of the book in Firefox or WebKit: opened, its questions answered, its explorables moved."""

from contextlib import contextmanager
from functools import partial

from support.engines import Engine
from widgets.registry import HEAD, later, quiet

PHONE = 390
BACK = "\ue015\ue012"  # the arrows down and left: against the drag, which may have gone to an end


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
PLAY = f"{HOST} const el = hands.button(host, 'Play') ?? hands.button(host, 'Pause'); return {SEEN};"
NEXT = f"{HOST} const el = hands.button(host, 'Next task'); return el?.disabled ? null : {SEEN};"
HANDLES = f"""{HOST} const all = [...host.shadowRoot.querySelectorAll("[role=slider]")];
  const seen = all.filter((el) => {SEEN});"""
HANDLE = f"{HANDLES} return seen.at(args[1] < 2 ? 0 : -1);"
BOX = f"""{HOST} const all = [...host.shadowRoot.querySelectorAll("[type=number]")];
  return all.find((el) => {SEEN} && !el.closest("[data-control=repair]")) ?? null;"""
BOARD = f"""{HOST} const all = [...host.shadowRoot.querySelectorAll("[role=application]")];
  return all.find((el) => {SEEN}) ?? null;"""
WAYS = {
    "step": STEP,
    "handle": f"{HANDLES} return seen.length;",
    "box": BOX,
    "board": BOARD,
    "play": PLAY,
    "next": NEXT,
}
THERE = ", ".join(f"{way}: Boolean((() => {{ {body} }})())" for way, body in WAYS.items())

TASK = f"{HOST} const task = () => host.shadowRoot.querySelector('.ask b').textContent;"


def to_the_next_task(engine: Engine, i: int):
    before = engine.js(f"{TASK} return task();", i)
    engine.drag(engine.centre(NEXT, i), 0, 0)
    engine.js(f"{TASK} while (task() === args[1]) await hands.drawn();", i, before)


def by_hand(engine: Engine, i: int) -> list[str]:
    """A real press, a real drag, a real key: those that change no number."""

    def look():
        return engine.js(f"return {{ {THERE} }};", i)

    def press(k):
        engine.drag(engine.centre(STEP, i), 0, 0)

    def play(k):
        engine.drag(engine.centre(PLAY, i), 0, 0)

    def drag(k):
        engine.drag(engine.centre(HANDLE, i, k), 25, -30)

    def key(k):
        engine.element(f"const args = arguments; {HANDLE}", i, k).send_keys(BACK[k % 2] * 12)

    def typing(k):
        engine.js(f"const box = (() => {{ {BOX} }})(); {HOST} await hands.operate(host, box);", i)

    def draw(k):
        engine.drag(engine.centre(BOARD, i), 25, -30)

    engine.js(f"{HOST} hands.showAnyway(host);", i)
    there = look()
    while there["next"] and not any(there[way] for way in ("step", "handle", "box", "board")):
        to_the_next_task(engine, i)  # a task that only asks to look has nothing to move
        there = look()
    ways = {}
    if there["step"]:
        ways["a press of Step"] = press
    if there["handle"]:
        ways |= {"a drag of a handle": drag, "an arrow key on a handle": key}
    if not ways and there["box"]:
        ways["a number that is typed"] = typing
    if not ways and there["board"]:
        ways["a stroke on the board"] = draw
    if not ways and there["play"]:
        ways["a press of Play"] = play
    # a press may miss what still moves while the page is laid out, and one point of nine may change no fit:
    # two tries with the first handle, two with the last
    mute = [
        what for what, way in ways.items() if not any(answers(engine, i, partial(way, k)) for k in range(4))
    ]
    return mute if ways else ["a hand: there is neither Step, nor a handle, nor a box, nor a board, nor Play"]


def every_control(engine: Engine, i: int, explorable: str, known: list[dict]) -> dict[str, str]:
    """Control → what came of moving it, for those of its kind that have not changed a number before.

    A quiet one, such as what unfolds a table, changes the picture.
    """
    engine.js(
        f"{HOST} const all = hands.button(host, 'All controls');"
        "if (all?.getAttribute('aria-pressed') === 'false') all.click();",
        i,
    )
    moved = {name for report in known for name, what in report.items() if what == "moved"}
    names = [name for name in engine.js(f"{HOST} return hands.names(host);", i) if name not in moved]
    # every hand that begins presses it, or there would be no number
    names = [name for name in names if not name.startswith("Show me anyway") and not later(explorable, name)]
    names.sort(key=lambda name: name.startswith(HEAD))  # which hide the others
    move = f"{HOST} return hands.moveOne(host, args[1], hands[args[2]]);"
    told = {name: "picture" if quiet(explorable, name, in_book=True) else "numbers" for name in names}
    return {name: engine.js(move, i, name, told[name]) for name in names}
