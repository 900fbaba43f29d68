"""The pages of the built book, by name, for tests that visit each of them."""

import re
from pathlib import Path

import yaml
from build import pages

ROOT = Path(__file__).parents[1]
SITE = ROOT / "_build/html"

IN_TOC = pages(yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8")))
NOTEBOOKS = [name for name in IN_TOC if (ROOT / f"{name}.ipynb").exists()]
CALLS = re.compile(r"\b(\w+Explorer|Playground|quick_check|predict|prediction_record)\(")
ASKING = [n for n in NOTEBOOKS if CALLS.search((ROOT / f"{n}.ipynb").read_text(encoding="utf-8"))]
ALIVE = ["index", *ASKING]  # pages that hold explorables, predictions or checks
LESSONS = [name for name in NOTEBOOKS if name.startswith("chapters/")]
ALL = [*IN_TOC, "search"]
