"""How quickly a text model trains in the built book, and how smoothly the page goes on, in three engines.

    python benchmarks/text_page.py [folder of the built book]

The lesson about writing is opened as a file, its explorer at Shakespeare by a link, and Play is pressed:
GFLOP a second of the worker's own processor time, GFLOP a second and frames a second, medians of windows, the
whole training of the worker, with what judges and writes at each mark, while the page draws its loss and its
text. Our goal: 25 GFLOP/s and 55 frames/s; it needs a processor for the worker beside the one that draws.
Where others use that too, the first number, from /proc, says what it would be alone, or little less.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / folder) for folder in ("tests", "tools")]

from engine_hands import start_page  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402
from support.browsers import OPTIONS  # noqa: E402
from support.browsers import browser as browser_path  # noqa: E402
from support.engines import Engine, Firefox, WebKit  # noqa: E402

WINDOWS, SECONDS = 5, 3
MODELS = {"rnn": 128, "lstm": 128, "gru": 128, "gpt": 48}  # kind → units
THREADS = {"Chromium": "DedicatedWorker", "Firefox": "DOM Worker", "WebKit": "WebCore: Worker"}
LESSONS = {"gpt": ("06_attention/6_gpt", "race"), "": ("05_rnns/5_writing", "noise")}
UNVEIL = "for (const button of document.querySelectorAll('.reveal-veil button')) button.click();"
PLAY = """const host = hands.hosts().find((el) => el.dataset.explorable.startsWith(args[0]));
host.scrollIntoView();
hands.button(host, "All controls")?.click();
await hands.drawn();
const box = host.shadowRoot.querySelector("[data-control=budget] [type=number]"); // the task has its own
box.value = 1000;
box.dispatchEvent(new Event("change", { bubbles: true }));
await hands.drawn();
while (hands.button(host, "Play")?.disabled ?? true) await hands.drawn();
hands.button(host, "Play").click();
window.running = host;"""
WINDOW = """const flops = () => Number(running.shadowRoot.querySelector("[data-name=flops]").dataset.value);
while (!flops()) await hands.drawn();
const frame = () => new Promise(requestAnimationFrame);
const [from, start] = [flops(), await frame()];
let [frames, now] = [0, start];
for (; now - start < args[0]; frames += 1) now = await frame();
return [flops() - from, frames].map((count) => (1000 * count) / (now - start));"""


class Chromium(Engine):
    name = "Chromium"

    def __init__(self):
        self.playwright = sync_playwright().start()
        self.browser = self.playwright.chromium.launch(executable_path=browser_path(), args=OPTIONS)
        self.page = self.browser.new_page(viewport={"width": 1280, "height": 900})

    def open(self, url, width=0):
        self.page.goto("about:blank")
        self.page.goto(url)

    def js(self, body, *args):
        return self.page.evaluate(f"async (args) => {{ {body} }}", list(args))

    def close(self):
        self.browser.close()
        self.playwright.stop()


def workers(name: str) -> dict[Path, float]:
    """Processor time in seconds of each thread on this machine that is a page's worker in such a browser."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/task/[0-9]*/stat"):
        try:
            before, after = path.read_text().rsplit(")", 1)
        except OSError:  # it has ended
            continue
        if before.endswith(f"({THREADS[name]}"):
            found[path] = sum(map(int, after.split()[11:13])) / os.sysconf("SC_CLK_TCK")
    return found


def window(engine, others: dict) -> tuple[float, float, float]:
    start, began = workers(engine.name), time.monotonic()
    rate, frames = engine.js(WINDOW, 1000 * SECONDS)
    seconds = time.monotonic() - began
    used = {path: spent - start.get(path, 0) for path, spent in workers(engine.name).items()}
    return rate * seconds / sum(used[path] for path in used.keys() - others.keys()), rate, frames


def measured(engine, others: dict, book: Path, model: str) -> tuple[float, float, float]:
    lesson, name = LESSONS.get(model, LESSONS[""])
    state = {"corpus": "shakespeare", "model": model, "hidden": MODELS[model]}
    state |= {"beside": "none"} if model == "gpt" else {}
    link = f"{name}={quote(json.dumps(state))}"
    start_page(engine, f"{(book / 'chapters' / lesson).as_uri()}.html#{link}", width=0)
    engine.js(UNVEIL)
    engine.js(PLAY, name)
    window(engine, others)  # warms up
    windows = [window(engine, others) for _ in range(WINDOWS)]
    return tuple(statistics.median(column) for column in zip(*windows, strict=True))


def main() -> None:
    book = Path(next(iter(sys.argv[1:]), ROOT / "_build/html")).resolve()
    head = "GFLOP/s of its processor time, GFLOP/s, frames/s"
    print(f"| {head} | " + " | ".join(MODELS) + " |\n|---|" + "---|" * len(MODELS))
    for kind in (Chromium, Firefox, WebKit):
        others = workers(kind.name)
        engine = kind()
        found = [measured(engine, others, book, model) for model in MODELS]
        engine.close()
        cells = (f"{alone:.1f}, {rate:.1f}, {frames:.0f}" for alone, rate, frames in found)
        print(f"| {kind.name} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
