"""Build the book: run changed notebooks in parallel, then Sphinx, strictly.

    python book/build.py                    into _build/html
    python book/build.py chapters/…         one page alone, into _build/page

A notebook runs again when what its outputs depend on changes (fingerprint.py): its code, the modules of
``course_lib`` that it imports, their data, the pinned packages; exercises are shown as students get them, and
do not run. A failing cell stops the build with that cell's error; so does any warning of Sphinx.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import logging
import os
import sys
import time
from pathlib import Path

import yaml

# jsonschema's optional checker of IRIs compiles its grammars for five seconds; nothing here holds an IRI
sys.modules["rfc3987_syntax"] = None

import downloads  # noqa: E402
import fingerprint  # noqa: E402
import nbformat  # noqa: E402
from cells import make  # noqa: E402
from cells import pages as cell_pages  # noqa: E402
from jupyter_book.cli.main import main as jupyter_book  # noqa: E402
from jupyter_cache import get_cache  # noqa: E402
from jupyter_cache.executors import load_executor  # noqa: E402
from nbclient import NotebookClient  # noqa: E402

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tools"))

import patience  # noqa: E402

CACHE = ROOT / "_build/notebook_cache"
WIDGETS = "application/vnd.jupyter.widget-state+json"


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


def forget_changed(cache, notebooks: list[Path]) -> bool:
    """Drop from the cache what was run with another library; it notices changed cells by itself."""
    found = []
    for notebook in notebooks:
        if not known("book", notebook):
            with contextlib.suppress(KeyError):
                found.append(cache.match_cache_file(str(notebook)).pk)
                cache.remove_cache(found[-1])
    return bool(found)


def known(check: str, notebook: Path) -> bool:
    return fingerprint.passed(check, notebook, root=ROOT)


def run_notebooks(notebooks: list[Path]) -> bool:
    """Fill the cache; exit with the first error of each notebook that fails.

    Returns whether one ran whose own file had not changed: its page has to be written all the same.
    """
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # the notebooks share the cores
    os.environ.pop("MPLBACKEND", None)  # set for tests, it would keep every figure out of the book
    NotebookClient.startup_timeout.default_value = patience.SECONDS
    cache = get_cache(CACHE)
    unseen = forget_changed(cache, notebooks)
    for notebook in notebooks:
        cache.add_nb_to_project(str(notebook))
    logger = logging.getLogger("notebooks")
    logger.setLevel(logging.CRITICAL)
    result = load_executor("local-parallel", cache, logger).run_and_cache(
        filter_uris=[str(n) for n in notebooks], timeout=patience.CELL_SECONDS
    )
    for uri in result.succeeded:
        if record := cache.get_cached_project_nb(uri):  # none where it was edited while it ran
            print(f"  {Path(uri).relative_to(ROOT)}: {record.data['execution_seconds']:.1f} s")
    for uri in result.excepted + result.errored:
        print(
            f"\n{Path(uri).relative_to(ROOT)} failed:\n{cache.get_project_record(uri).traceback}",
            file=sys.stderr,
        )
    failed = {Path(uri) for uri in result.excepted + result.errored}
    for notebook in set(notebooks) - failed:
        fingerprint.record("book", notebook, root=ROOT)
    if failed:
        sys.exit(1)
    for notebook in notebooks:
        renew_bundles(cache, notebook)
    return unseen


def first_run(notebook: Path, cache=None) -> Path:
    """The file of the notebook as it was run for the book, with its outputs."""
    found = (cache or get_cache(CACHE)).match_cache_file(str(notebook))
    return CACHE / "executed" / found.hashkey / "base.ipynb"


def renew_bundles(cache, notebook: Path) -> None:
    """Give the explorables of a notebook that did not run again the JavaScript of today."""
    stored = first_run(notebook, cache)
    ran = nbformat.read(stored, as_version=4)
    models = ran.metadata.get("widgets", {}).get(WIDGETS, {}).get("state", {}).values()
    ours = [m["state"] for m in models if m["state"].get("_anywidget_id", "").startswith("course_lib.")]
    old = [state["_esm"] for state in ours]
    for state in ours:
        module, _, name = state["_anywidget_id"].rpartition(".")
        state["_esm"] = str(getattr(importlib.import_module(module), name)._esm)
    if [state["_esm"] for state in ours] != old:
        nbformat.write(ran, stored)


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
    cell_pages.site = make.make()
    stamps = {
        "look": digest(
            *("course_lib/**/*", "book/**/*", "tools/build_widgets.mjs", "_config.yml", "_toc.yml"),
            *("references.bib", "package-lock.json"),
        )
        + f" {'with' if cell_pages.site else 'without'} Python",
        "downloads": digest(
            *("course_lib/**/*", "pyproject.toml", "README.md", "tools/*"),
            *("exercises/source/**/*", "grading/*.py"),
        ),
    }
    renewed = changed("downloads", stamps["downloads"])
    copies = [ROOT / f"{name}.ipynb" for name in files if name.startswith("exercises/")]
    if renewed or not all(copy.exists() for copy in copies):
        copies = downloads.student_copies()
    everything = changed("look", stamps["look"])
    start = time.perf_counter()
    everything |= run_notebooks(notebooks)
    print(f"notebooks: {time.perf_counter() - start:.1f} s")
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
