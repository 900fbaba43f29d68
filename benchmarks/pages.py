"""Weight and speed of the built book's pages, measured in Chromium on loopback.

    python benchmarks/pages.py [--lighthouse] [page ...]

For each page, cold: requests, kB as served (gzip), milliseconds until its first explorable is usable, and
until it stands drawn before a reader who jumps straight to it; with the processor slowed fourfold over
1.6 Mbit/s with 150 ms, first paint and time to interactive
(the later of DOMContentLoaded and the end of the last long task). Medians of several loads.
Numbers depend on the machine and its load; compare them within one run.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import statistics
import subprocess
import sys
import threading
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "book")]

from playwright.sync_api import sync_playwright  # noqa: E402
from support.browsers import OPTIONS  # noqa: E402
from support.browsers import browser as browser_path  # noqa: E402

SITE = ROOT / "_build/html"
COMPRESSED = {".html", ".css", ".js", ".svg", ".json"}
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 96_000}
LONG_TASKS = """
window.longTasks = [];
new PerformanceObserver((list) => {
  for (const e of list.getEntries()) longTasks.push(e.startTime + e.duration);
}).observe({ type: 'longtask', buffered: true });
"""


@cache
def packed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6)


class GzipHandler(SimpleHTTPRequestHandler):
    """Serves files as a good host would: compressed where that helps."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            return self.send_error(404)
        body = packed(path) if path.suffix in COMPRESSED else path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix in COMPRESSED:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return None

    def log_message(self, *args):
        pass


def load(browser, url: str, slow: bool) -> dict:
    """One cold load of one page."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    sizes, figures = {}, set()
    devtools.on(
        "Network.loadingFinished", lambda e: sizes.__setitem__(e["requestId"], e["encodedDataLength"])
    )
    devtools.on(
        "Network.responseReceived",
        lambda e: figures.add(e["requestId"]) if "/_images/" in e["response"]["url"] else None,
    )
    if slow:
        devtools.send("Network.emulateNetworkConditions", SLOW)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.add_init_script(LONG_TASKS)
    page.goto(url, wait_until="load", timeout=120_000)
    page.wait_for_timeout(1500 if slow else 300)
    timing = page.evaluate(
        """() => ({ dcl: performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd,
                    fcp: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
                    last: Math.max(0, ...window.longTasks) })"""
    )
    context.close()
    own = {k: v for k, v in sizes.items() if k not in figures}
    return {
        "requests": len(sizes),
        "kB": sum(own.values()) / 1000,
        "figures kB": sum(sizes[k] for k in sizes.keys() & figures) / 1000,
        "usable": None if slow else first_answer(browser, url, jump=False),
        "jump": None if slow else first_answer(browser, url, jump=True),
        "fcp": timing["fcp"],
        "tti": max(timing["dcl"], timing["last"]),
    }


def first_answer(browser, url: str, jump: bool) -> float | None:
    """Milliseconds until the first explorable of a page answers; with ``jump``, for one who goes there."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.add_init_script(
        f"const jump = {str(jump).lower()};"
        """document.addEventListener('DOMContentLoaded', () => {
             const figure = document.querySelector('figure.explorable');
             if (jump) figure?.scrollIntoView();
             const look = () => figure?.dataset.state === 'alive'
               ? requestAnimationFrame(() => { window.answered = performance.now(); }) : setTimeout(look, 4);
             if (figure) look();
           });"""
    )
    page.goto(url, wait_until="load")
    answered = None
    if page.locator("figure.explorable").count():
        page.wait_for_function("window.answered")
        answered = page.evaluate("answered")
    context.close()
    return answered


def median(loads: list[dict], key: str) -> float:
    values = [one[key] for one in loads if one[key] is not None]
    return statistics.median(values) if values else float("nan")


def lighthouse(url: str) -> str:
    """Performance, accessibility and best practices, medians of three runs (npx fetches Lighthouse)."""
    scores = []
    for _ in range(3):
        run = subprocess.run(
            ["npx", "--yes", "lighthouse@12.8.2", url, "--output=json", "--quiet",
             "--only-categories=performance,accessibility,best-practices",
             f"--chrome-flags=--headless {' '.join(OPTIONS)}"],
            capture_output=True, text=True, env={**os.environ, "CHROME_PATH": browser_path()},
        )  # fmt: skip
        categories = json.loads(run.stdout)["categories"]
        scores.append([round(100 * c["score"]) for c in categories.values()])
    return " / ".join(str(round(statistics.median(column))) for column in zip(*scores, strict=True))


def main() -> None:
    import yaml
    from build import pages

    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("pages", nargs="*")
    parser.add_argument("--lighthouse", action="store_true")
    asked = parser.parse_args()
    names = asked.pages or pages(yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8")))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(GzipHandler, directory=str(SITE)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    head = ["page", "requests", "kB gzip", "figures kB", "explorable usable ms", "after a jump ms"]
    head += ["slow: first paint", "slow: interactive"] + ["Lighthouse"] * asked.lighthouse
    print(f"| {' | '.join(head)} |\n{'|---' * len(head)}|")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=OPTIONS)
        for name in names:
            url = f"http://127.0.0.1:{server.server_port}/{name}.html"
            fast = [load(browser, url, slow=False) for _ in range(5)]
            slow = [load(browser, url, slow=True) for _ in range(3)]
            row = [
                name,
                *(f"{median(fast, k):.0f}" for k in ("requests", "kB", "figures kB", "usable", "jump")),
            ]
            row += [f"{median(slow, k):.0f}" for k in ("fcp", "tti")]
            row += [lighthouse(url)] if asked.lighthouse else []
            print("| " + " | ".join(row) + " |", flush=True)
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main()
