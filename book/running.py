"""Run the notebooks of the book whose outputs are not of today, several at a time."""

from __future__ import annotations

import contextlib
import importlib
import logging
import os
import sys
from multiprocessing import Pool, get_logger
from pathlib import Path

import fingerprint
import nbformat
import warm_kernel
from jupyter_cache.cache.main import JupyterCacheBase
from jupyter_cache.executors import load_executor
from jupyter_cache.executors.base import ExecutorRunResult
from jupyter_cache.executors.basic import ExecutionWorkerLocalMProc, ProcessData
from nbclient import NotebookClient

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tools"))

import patience  # noqa: E402

CACHE = ROOT / "_build/notebook_cache"
WIDGETS = "application/vnd.jupyter.widget-state+json"


class Cache(JupyterCacheBase):
    """jupyter-cache's, in which several processes may keep what they ran."""

    def truncate_caches(self) -> None:
        """Nothing: it looks twice for the oldest, and what another process keeps in between would be lost."""


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


def in_turn(cache, notebooks: list[Path]) -> ExecutorRunResult:
    """Run those whose outputs the cache lacks, one at a time on every core.

    jupyter-cache's own executor deals them out by the dozen, and one core waits for the other's last. The
    later ones compute for longest, so they begin: what the last core is left with is short.
    """
    get_logger().setLevel(logging.CRITICAL)  # what fails is told at the end
    chosen = [str(notebook) for notebook in notebooks]
    lacking = load_executor("local-parallel", cache).get_records(chosen, clear_tracebacks=True)
    lacking.sort(key=lambda record: chosen.index(record.uri), reverse=True)
    work = [ProcessData(each.pk, each.uri, cache, patience.CELL_SECONDS, False) for each in lacking]
    with Pool(initializer=warm_kernel.use) as pool:
        ended = pool.map(ExecutionWorkerLocalMProc(), work, chunksize=1)
    return ExecutorRunResult(*([uri for how, uri in ended if how == kind] for kind in range(3)))


def run_notebooks(notebooks: list[Path]) -> bool:
    """Fill the cache; exit with the first error of each notebook that fails.

    Returns whether one ran whose own file had not changed: its page has to be written all the same.
    """
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # the notebooks share the cores
    os.environ.pop("MPLBACKEND", None)  # set for tests, it would keep every figure out of the book
    NotebookClient.startup_timeout.default_value = patience.SECONDS
    cache = Cache(CACHE)
    unseen = forget_changed(cache, notebooks)
    for notebook in notebooks:
        cache.add_nb_to_project(str(notebook))
    result = in_turn(cache, notebooks)
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
    found = (cache or Cache(CACHE)).match_cache_file(str(notebook))
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
