"""How long a first result takes in the page: cold, on a later page, in a new worker; in three engines.

    python benchmarks/page_python.py [REPEATS]

Seconds from the call to the result of `course_lib.losses.cross_entropy`, medians. Cold is a browser without
anything kept.
"""

from __future__ import annotations

import os
import statistics
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / name) for name in ("tools", "tests", "book", ".")]

from cells import make  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402
from support.browsers import OPTIONS, browser  # noqa: E402
from support.cells_host import serving  # noqa: E402
from support.engines import Firefox, WebKit  # noqa: E402

READY = (
    "while (!('ready' in document.documentElement.dataset)) await new Promise((go) => setTimeout(go, 20));"
)
FIRST = """const begin = performance.now();
const source = `import numpy as np
from course_lib.losses import cross_entropy
print(cross_entropy(np.eye(3), np.arange(3)))`;
await ran(source);
return (performance.now() - begin) / 1000;"""
AGAIN = f"await ran('import os; os.abort()'); {FIRST}"


class Chromium:
    """What the other two have: ``open``, ``js``, ``close``."""

    name = "Chromium"

    def __init__(self):
        self.playwright = sync_playwright().start()
        self.browser = self.playwright.chromium.launch(executable_path=browser(), args=OPTIONS)
        self.page = self.browser.new_context().new_page()
        self.page.set_default_timeout(300_000)

    def open(self, url: str):
        self.page.goto(url)

    def js(self, body: str):
        return self.page.evaluate(f"(async () => {{ {body} }})()")

    def close(self):
        self.browser.close()
        self.playwright.stop()


def measured(kind, url: str, snapshot: str) -> dict[str, float]:
    """Seconds of one fresh browser."""
    engine = kind()
    try:
        begin = f"{READY} window.store = await caches.open('course-cells'); make('{snapshot}');"
        engine.open(url)
        engine.js(begin)
        found = {"cold": engine.js(FIRST)}
        if engine.name != "WebKit":  # under its driver it keeps nothing from page to page
            engine.open(f"{url}?later")
        engine.js(begin)
        found["warm"] = engine.js(FIRST)
        found["new worker"] = engine.js(AGAIN)
        return found
    finally:
        engine.close()


def main(repeats: int) -> None:
    site = make.make()
    if site is None:
        sys.exit("Python for the page is not here: make cells")
    with serving(site) as host:
        for snapshot in host.manifest["snapshots"]:
            for kind in (Chromium, Firefox, WebKit):
                runs = [measured(kind, host.url, snapshot) for _ in range(repeats)]
                told = {when: f"{statistics.median(run[when] for run in runs):.2f} s" for when in runs[0]}
                print(f"{snapshot}, {kind.name}, load {os.getloadavg()[0]:.1f}: {told}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 3)
