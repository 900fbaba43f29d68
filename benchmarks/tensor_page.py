"""How quickly the GPT writes in the built book while a tensor is drawn each frame, in three engines.

    python benchmarks/tensor_page.py [folder of the built book]

The lesson about heads is opened as a file, and in its tensor explorer *Step* is pressed many times a frame:
each press writes a character, each frame draws the attention weights. Printed: characters and frames a
second, medians of windows, for each number of presses. Our goal: 2,000 characters a second.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

from text_page import ROOT, UNVEIL, Chromium, Firefox, WebKit, start_page

EACH_FRAME = 1, 17, 34, 50, 67
WINDOWS, SECONDS = 5, 2
BEGIN = """const host = hands.hosts().find((el) => el.dataset.explorable.startsWith("tensors"));
host.scrollIntoView();
while (hands.button(host, "Step")?.disabled ?? true) await hands.drawn();
window.running = host;"""
WINDOW = """const [step, rewind] = ["Step", "Rewind"].map((name) => hands.button(running, name));
const frame = () => new Promise(requestAnimationFrame);
const start = await frame();
let [written, frames, now] = [0, 0, start];
for (; now - start < args[1]; frames += 1) {
  for (let i = 0; i < args[0]; i += 1, written += 1) {
    if (step.disabled) rewind.click();
    step.click();
  }
  now = await frame();
}
return [written, frames].map((count) => (1000 * count) / (now - start));"""


def measured(engine, each: int) -> tuple[float, float]:
    engine.js(WINDOW, each, 500)  # warms up
    windows = [engine.js(WINDOW, each, 1000 * SECONDS) for _ in range(WINDOWS)]
    return tuple(statistics.median(column) for column in zip(*windows, strict=True))


def main() -> None:
    book = Path(next(iter(sys.argv[1:]), ROOT / "_build/html")).resolve()
    print("| presses a frame | " + " | ".join(map(str, EACH_FRAME)) + " |\n|---|" + "---|" * len(EACH_FRAME))
    for kind in (Chromium, Firefox, WebKit):
        engine = kind()
        start_page(engine, f"{(book / 'chapters/06_attention/7_heads').as_uri()}.html", width=0)
        engine.js(UNVEIL)
        engine.js(BEGIN)
        found = [measured(engine, each) for each in EACH_FRAME]
        engine.close()
        cells = (f"{rate:,.0f} characters/s, {frames:.0f} frames/s" for rate, frames in found)
        print(f"| {kind.name} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
