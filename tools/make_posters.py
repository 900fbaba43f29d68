"""Draw the poster of every explorable beside its Python file; ``--check`` compares without writing.

The last digits of a path depend on the machine. A poster that still shows the same picture is left as it is.
A new explorable needs no entry here: every folder with ``widget.js`` is one.
"""

from __future__ import annotations

import importlib
import io
import itertools
import re
import sys
from pathlib import Path

import matplotlib as mpl

mpl.use("agg")

import matplotlib.pyplot as plt

from course_lib.widgets import Explorable

ROOT = Path(__file__).resolve().parents[1]
# neither the date nor Matplotlib's version: equal figures give equal files
NOTHING = {"Date": None, "Creator": None, "Format": None, "Type": None}


def explorables() -> dict[Path, type]:
    """Poster file → class, for every explorable of the library."""
    found = {}
    for path in sorted((ROOT / "course_lib").rglob("widget.js")):
        module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        own = (c for c in vars(module).values() if getattr(c, "__module__", "") == module.__name__)
        (cls,) = (c for c in own if isinstance(c, type) and issubclass(c, Explorable))
        found[path.with_name("poster.svg")] = cls
    return found


def draw(cls: type) -> str:
    """The poster's SVG text."""
    return svg_text(cls.poster(), cls.__name__)


def svg_text(figure, salt: str) -> str:
    """The figure as SVG, the same on every machine; it is closed."""
    text = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": salt, "svg.fonttype": "path", "path.simplify": True}):
        figure.savefig(text, format="svg", transparent=True, metadata=NOTHING)
    plt.close(figure)
    return "\n".join(line.rstrip() for line in text.getvalue().splitlines()) + "\n"


NUMBER = re.compile(r"(?<![\w#.])-?\d+(?:\.\d+)?(?![\w.])")  # no part of a name or of a color
CLOSE = 0.01  # pt: a hundred of them are about a pixel


def same_picture(one: str, other: str) -> bool:
    """Whether two SVG texts draw the same: equal but for names, and for a hundredth of a point."""
    (text, numbers), (text_2, numbers_2) = map(_drawn, (one, other))
    return text == text_2 and all(abs(a - b) <= CLOSE for a, b in zip(numbers, numbers_2, strict=True))


def _drawn(svg: str) -> tuple[str, list[float]]:
    """The text with a gap for each number, and the numbers; ids, made from hashes of paths, are counted."""
    names = dict(zip(dict.fromkeys(re.findall(r'\bid="([^"]+)"', svg)), itertools.count(), strict=False))
    numbered = re.sub(
        r'(\bid="|href="#|url\(#)([^")]+)', lambda m: f"{m[1]}{chr(0xE000 + names.get(m[2], 0))}", svg
    )
    return NUMBER.sub("#", numbered), [float(number) for number in NUMBER.findall(numbered)]


def keep(drawn, check: bool) -> int:
    """Writes each (path, svg) that shows another picture than the file; only tells, if it is to check."""
    stale = 0
    for path, svg in drawn:
        same = path.is_file() and same_picture(path.read_text(encoding="utf-8"), svg)
        stale += not same
        if not check and not same:
            path.write_text(svg, encoding="utf-8")
        word = "same" if same else "STALE" if check else "wrote"
        print(f"{word:5} {path.relative_to(ROOT)} {len(svg) / 1000:.1f} kB")
    return int(check and stale > 0)


def main(check: bool) -> int:
    return keep(((path, draw(cls)) for path, cls in explorables().items()), check)


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv))
