"""How quickly the playground trains in the page, and how smoothly, measured in Chromium.

    python benchmarks/playground_page.py [page of the built book]

At the start preset (2-4-2-1 tanh, 250 training points, batches of 10): epochs and frames a second while it
plays as fast as it can and at one epoch a frame, with the processor as it is and slowed four times; the main
thread's milliseconds a frame and of these in scripts; the heap after a forced collection. Medians of windows.
TensorFlow Playground: 59.7 epochs/s, 22 when slowed. Our goal: 15,000 epochs/s at 55 frames/s; it needs a
processor for the worker beside the one that draws.
"""

from __future__ import annotations

import json
import statistics
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from playwright.sync_api import sync_playwright  # noqa: E402
from support.browsers import OPTIONS  # noqa: E402
from support.browsers import browser as browser_path  # noqa: E402

from course_lib.backprop.playground import Playground  # noqa: E402

WINDOWS, SECONDS = 7, 1.0
# Counts frames and reads the epoch that is shown; the page itself says how far it is.
WINDOW = """(host, ms) => new Promise((done) => {
  const epoch = () => Number(host.shadowRoot.querySelector('[data-name="epoch"]').dataset.value);
  const rate = () => Number(host.shadowRoot.querySelector('[data-name="rate"]').dataset.value);
  let frames = -1, from, start;
  const tick = (time) => {
    frames += 1;
    if (frames === 0) [from, start] = [epoch(), time];
    const passed = time - start;
    if (passed < ms) requestAnimationFrame(tick);
    else {
      const [epochs, rates] = [epoch() - from, { count: frames, shown: rate() }];
      done({ epochs: 1000 * epochs / passed, frames: 1000 * frames / passed, ...rates });
    }
  };
  requestAnimationFrame(tick);
})"""


def open_page(browser, built: str | None):
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    if built:
        page.goto(Path(built).resolve().as_uri())
    else:
        host = (ROOT / "tests/widgets/host.html").read_text(encoding="utf-8")
        state = json.dumps(Playground().get_state(drop_defaults=False)).replace("</", "<\\/")
        page.set_content(host.replace("__STATE__", state))
    widget = page.locator('[data-explorable^="playground"]').first
    widget.scroll_into_view_if_needed()
    widget.locator(".player").wait_for()
    return page, widget


def measured(session, widget) -> dict:
    """One window, with the time that the main thread worked in it."""

    def spent():
        metrics = session.send("Performance.getMetrics")["metrics"]
        return {m["name"]: m["value"] for m in metrics}

    before = spent()
    window = widget.evaluate(WINDOW, 1000 * SECONDS)
    after = spent()
    for name in ("TaskDuration", "ScriptDuration"):
        window[name] = 1000 * (after[name] - before[name]) / window["count"]
    return window


def play(session, widget, speed: int, slower: int) -> dict:
    """Medians over the windows; ``speed`` is the place of the choice, ``slower`` the processor's throttle."""
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    widget.locator('[data-control="speed"] input').nth(speed).check(force=True)
    widget.get_by_role("button", name="Play", exact=True).click()
    measured(session, widget)  # warms up
    windows = [measured(session, widget) for _ in range(WINDOWS)]
    widget.get_by_role("button", name="Pause", exact=True).click()
    widget.get_by_role("button", name="Rewind", exact=True).click()
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    return {key: statistics.median(w[key] for w in windows) for key in windows[0]}


def heap(session) -> float:
    session.send("HeapProfiler.collectGarbage")
    return session.send("Runtime.getHeapUsage")["usedSize"] / 1e6


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=OPTIONS)
        page, widget = open_page(browser, next(iter(sys.argv[1:]), None))
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable")
        memory = [heap(session)]
        print(
            "| | epochs/s | it says | frames/s | ms a frame | of these scripts |\n|---|---|---|---|---|---|"
        )
        for name, speed, slower in [
            ("as fast as it can", 2, 1), ("as fast as it can, CPU ÷4", 2, 4),
            ("an epoch a frame", 0, 1), ("an epoch a frame, CPU ÷4", 0, 4),
        ]:  # fmt: skip
            m = play(session, widget, speed, slower)
            numbers = f"{m['epochs']:.0f} | {m['shown']:.0f} | {m['frames']:.0f}"
            print(f"| {name} | {numbers} | {m['TaskDuration']:.1f} | {m['ScriptDuration']:.1f} |", flush=True)
        memory.append(heap(session))
        print(f"\nheap: {memory[0]:.1f} MB at the start, {memory[1]:.1f} MB at the end")
        browser.close()


if __name__ == "__main__":
    main()
