"""Build the book: run changed notebooks in parallel (running.py), then Sphinx, strictly.

    python book/build.py                    into _build/html
    python book/build.py chapters/…         one page alone, into _build/page

A notebook runs again when what its outputs depend on changes (fingerprint.py): its code, the modules of
``course_lib`` that it imports, their data, the pinned packages; exercises are shown as students get them, and
do not run. A failing cell stops the build with that cell's error; so does any warning of Sphinx.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import yaml

# jsonschema's optional checker of IRIs compiles its grammars for five seconds; nothing here holds an IRI
sys.modules["rfc3987_syntax"] = None

import downloads  # noqa: E402
from cells import make  # noqa: E402
from cells import pages as cell_pages  # noqa: E402
from jupyter_book.cli.main import main as jupyter_book  # noqa: E402
from running import run_notebooks  # noqa: E402

ROOT = Path(__file__).parents[1]


def pages(toc: dict) -> list[str]:
    """Every file that ``_toc.yml`` names, in reading order."""
    found = [toc["root"]] if "root" in toc else []
    for entry in [*toc.get("parts", []), *toc.get("chapters", []), *toc.get("sections", [])]:
        found += [entry["file"]] if "file" in entry else []
        found += pages(entry)
    return found


def digest(*patterns: str) -> str:
    """Hash of the files that match, names and contents."""
    total = hashlib.sha256(sys.version.encode())
    for path in sorted({p for pattern in patterns for p in ROOT.glob(pattern) if p.is_file()}):
        if "__pycache__" not in path.parts:
            total.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def changed(name: str, value: str) -> bool:
    """Whether ``value`` differs from the one that the last complete build stored under ``name``."""
    stamp = ROOT / "_build" / f".{name}"
    return not stamp.exists() or stamp.read_text() != value


def build_page(name: str) -> None:
    """One page alone, by the rules of the book; links to other pages are left dangling."""
    if name.startswith("exercises/"):
        downloads.student_copies()
    elif (notebook := ROOT / f"{name}.ipynb").exists():
        run_notebooks([notebook])
    cell_pages.site = make.make()
    out = ROOT / "_build/page"
    out.mkdir(parents=True, exist_ok=True)
    toc = out / "_toc.yml"
    toc.write_text(yaml.safe_dump({"format": "jb-book", "root": name}))
    use_node()
    jupyter_book(["build", "-q", f"--toc={toc}", f"--path-output={out}", str(ROOT)], standalone_mode=False)
    print((out / f"_build/html/{name}.html").as_uri())


def use_node() -> None:
    """KaTeX renders the formulas in Node.js, which pip put beside Python."""
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


def main() -> None:
    files = pages(yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8")))
    sources = [ROOT / f"{name}.ipynb" for name in files if not name.startswith("exercises/")]
    notebooks = [source for source in sources if source.exists()]
    stamps = {
        "look": digest(
            *("course_lib/**/*", "book/**/*", "tools/build_widgets.mjs", "_config.yml", "_toc.yml"),
            *("references.bib", "package-lock.json"),
        ),
        "downloads": digest(
            *("course_lib/**/*", "pyproject.toml", "README.md", "tools/*"),
            *("exercises/source/**/*", "grading/*.py"),
        ),
    }
    renewed = changed("downloads", stamps["downloads"])
    copies = [ROOT / f"{name}.ipynb" for name in files if name.startswith("exercises/")]
    if renewed or not all(copy.exists() for copy in copies):
        copies = downloads.student_copies()
    start = time.perf_counter()
    with subprocess.Popen([sys.executable, make.__file__, "--install"]) as python:  # it waits for the net
        everything = run_notebooks(notebooks)
    if python.returncode:
        sys.exit(python.returncode)
    print(f"notebooks: {time.perf_counter() - start:.1f} s")
    cell_pages.site = make.make()
    stamps["look"] += f" {digest('_build/cells/site/cells.json') if cell_pages.site else 'without Python'}"
    everything |= changed("look", stamps["look"])
    use_node()
    options = ["-W", "-n", "--keep-going", *(["--all"] if everything else [])]
    jupyter_book(["build", *options, str(ROOT)], standalone_mode=False)  # an error leaves with its traceback
    if renewed or not (ROOT / "_build/html/dist").exists():
        for path in downloads.place(ROOT / "_build/html", copies):
            print(f"to take along: {path.relative_to(ROOT / '_build/html')}")
    for name, value in stamps.items():
        (ROOT / "_build" / f".{name}").write_text(value)
    print(f"book: {time.perf_counter() - start:.1f} s, _build/html/index.html")


if __name__ == "__main__":
    if sys.argv[1:]:
        build_page(sys.argv[1].removesuffix(".ipynb").removesuffix(".md"))
    else:
        main()
