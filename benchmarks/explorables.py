"""How quickly the explorables start, and how smoothly they follow a hand, measured in Chromium.

    python benchmarks/explorables.py

Per explorable: kB of its bundle (gzip), milliseconds from import to the first complete picture (median of
five), and frames a second while a handle is dragged to and fro for two seconds.
"""

from __future__ import annotations

import gzip
import json
import statistics
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tools")]

from make_posters import explorables  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402
from support.browsers import OPTIONS  # noqa: E402
from support.browsers import browser as browser_path  # noqa: E402

# in the playground, the point in the middle of the plane is dragged; in the digit explorer a pen draws;
# in the convolution explorer it paints over a digit
POINTS = [[0, 0, 0], [3, 3, 1], [-3, 2, 1], [1, -4, 0], [4, -1, 1], [-2, -3, 0]]
DRAGGED = {"Playground": ({"preset": "", "data": "own", "points": POINTS}, ".area")}
DRAGGED["DigitExplorer"] = ({}, ".drawing")
DRAGGED["ConvExplorer"] = ({"preset": "three"}, ".map")
HANDLE = ({}, ".handle, [role=slider], input[type=range]")  # the first of them, in all others
HOST = (ROOT / "tests/widgets/host.html").read_text(encoding="utf-8")
SECONDS = 2
# counts frames; while it runs, Playwright moves the mouse
FRAMES = """(seconds) => { window.frames_ = 0; const began = performance.now();
  const tick = () => { window.frames_ += 1; const ms = performance.now() - began;
                       if (ms < 1000 * seconds) requestAnimationFrame(tick);
                       else window.fps = 1000 * window.frames_ / ms; };
  requestAnimationFrame(tick); }"""


def measure(browser, widget, handle: str) -> tuple[float, float, float]:
    state = json.dumps(widget.get_state(drop_defaults=False)).replace("</", "<\\/")
    page_text, starts = HOST.replace("__STATE__", state), []
    for _ in range(5):
        page = browser.new_page(viewport={"width": 736, "height": 900})
        page.set_content(page_text)
        page.wait_for_selector("body[data-ready]")
        starts.append(page.evaluate("usableAfter"))
        if len(starts) < 5:
            page.close()
    hand = page.locator(handle).filter(visible=True).first
    hand.scroll_into_view_if_needed()
    box = hand.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(FRAMES, SECONDS)
    step = 0
    while page.evaluate("window.fps === undefined"):
        step += 1
        page.mouse.move(x + 30 * ((step % 20) / 10 - 1), y + 30 * ((step % 14) / 7 - 1))
    size = len(gzip.compress(widget.get_state()["_esm"].encode(), 9)) / 1000
    return size, statistics.median(starts), page.evaluate("window.fps")


def main() -> None:
    print("| explorable | bundle kB gzip | usable after ms | frames/s while dragging |\n|---|---|---|---|")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=OPTIONS)
        for cls in explorables().values():
            settings, handle = DRAGGED.get(cls.__name__, HANDLE)
            size, start, fps = measure(browser, cls(**settings), handle)
            print(f"| {cls.__name__} | {size:.1f} | {start:.0f} | {fps:.0f} |", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
