"""How quickly the GPT writes in the built book while a tensor is drawn each frame, in three engines.

    python benchmarks/tensor_page.py [folder of the built book]

The lesson about heads is opened as a file, its tensor explorer at a tensor by a link, and *Play* is pressed
once, at 60 characters a second and as fast as it goes. Printed: characters a second, frames a second, and
pictures of the tensor a second, medians of windows, and the load of the machine before each row. Our goal:
2,000 characters a second at 55 frames.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
from pathlib import Path
from urllib.parse import quote

from text_page import ROOT, UNVEIL, Chromium, Firefox, WebKit, start_page

LOOKS = {
    "weights, 60 a second": {"tensor": "weights", "speed": 60},
    "weights": {"tensor": "weights"},
    "keys": {"tensor": "keys", "block": 2},
    "chances": {"tensor": "chances"},
    "gradient at the weights": {"tensor": "weights", "way": "gradient"},
}
WINDOWS, SECONDS = 5, 2
BEGIN = """const host = hands.hosts().find((el) => el.dataset.explorable.startsWith("tensors"));
host.scrollIntoView();
while (hands.button(host, "Play")?.disabled ?? true) await hands.drawn();
window.running = host;"""
WINDOW = """const root = running.shadowRoot;
const count = root.querySelector(".count");
const canvas = root.querySelector("canvas.heat");
let [seen, drawn] = [false, 0];
const watch = new MutationObserver(() => { seen = true; });
watch.observe(canvas, { attributes: true });
const play = () => {
  const rewind = hands.button(running, "Rewind");
  if (hands.button(running, "Play")?.disabled) rewind.click();
  hands.button(running, "Play")?.click();
};
const frame = () => new Promise(requestAnimationFrame);
play();
const start = await frame();
let [written, frames, now, before] = [0, 0, start, Number(count.dataset.step)];
for (; now - start < args[0]; frames += 1) {
  now = await frame();
  const step = Number(count.dataset.step);
  written += Math.max(0, step - before);
  before = step;
  drawn += seen;
  seen = false;
  play();
}
watch.disconnect();
return [written, frames, drawn].map((n) => (1000 * n) / (now - start));"""


def measured(engine, url: str) -> tuple[float, ...]:
    engine.open("about:blank", 0)  # another link of the same page would load nothing
    start_page(engine, url, width=0)
    engine.js(UNVEIL)
    engine.js(BEGIN)
    engine.js(WINDOW, 1500)  # warms up, and finds its pace
    windows = [engine.js(WINDOW, 1000 * SECONDS) for _ in range(WINDOWS)]
    return tuple(statistics.median(column) for column in zip(*windows, strict=True))


def main() -> None:
    book = Path(next(iter(sys.argv[1:]), ROOT / "_build/html")).resolve()
    page = (book / "chapters/06_attention/7_heads").as_uri()
    print("characters/s, frames/s, pictures/s of the tensor\n")
    print("| | load | " + " | ".join(LOOKS) + " |\n|---|---|" + "---|" * len(LOOKS))
    for kind in (Chromium, Firefox, WebKit):
        load = os.getloadavg()[0]
        engine = kind()
        links = (f"tensors={quote(json.dumps({'speed': 0, **look}))}" for look in LOOKS.values())
        found = [measured(engine, f"{page}.html#{link}") for link in links]
        engine.close()
        cells = (f"{rate:,.0f}, {frames:.0f}, {drawn:.0f}" for rate, frames, drawn in found)
        print(f"| {kind.name} | {load:.1f} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
