"""The pages of the built book, by name, for tests that visit each of them."""

from pathlib import Path

import yaml
from build import pages

ROOT = Path(__file__).parents[1]
SITE = ROOT / "_build/html"

IN_TOC = pages(yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8")))
NOTEBOOKS = [name for name in IN_TOC if (ROOT / f"{name}.ipynb").exists()]
ALIVE = ["index", *NOTEBOOKS]  # pages that hold explorables
LESSONS = [name for name in NOTEBOOKS if name.startswith("chapters/")]
ALL = [*IN_TOC, "search"]
