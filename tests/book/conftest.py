"""The built book, served on loopback or opened as files, with every outside request refused."""

import os
import shutil
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml
from site_hands import start_explorables, watched
from site_pages import ALL, ROOT, SITE


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture(scope="session")
def serve():
    """``serve(folder)`` returns the address of a loopback server for it."""
    servers = []

    def start(folder: Path) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()


@pytest.fixture(scope="session")
def site(serve) -> str:
    if not (SITE / "index.html").exists():
        pytest.fail("the book is not built: run `make book` first")
    return serve(SITE)


@pytest.fixture
def start():
    """``start(page)`` brings every explorable of a page to life; `open_page` does unless told otherwise."""
    return start_explorables


@pytest.fixture
def open_page(browser):
    """``open_page(url, ...)`` opens it in a context of its own; faults in the page fail the test."""
    contexts, faults = [], []

    def open_(url: str, *, width=1280, height=900, ready=True, unveiled=True, watch="", **options):
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page, _ = watched(context, faults)
        page.add_init_script(watch)
        page.goto(url)
        if ready:
            start_explorables(page, unveiled)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


def pytest_collection_modifyitems(items):
    """Tests that look at one page stand together, page after page.

    The first two see it before its explorables are alive; one that leaves traces is its last.
    """
    looking = [item for item in items if "visit" in getattr(item, "fixturenames", ())]
    if looking:
        first = items.index(looking[0])
        looking.sort(key=lambda item: (ALL.index(item.callspec.params["name"]), turn(item.name)))
        others = [item for item in items if item not in set(looking)]
        items[:] = [*others[:first], *looking, *others[first:]]


def turn(name: str) -> int:
    order = ("a_jump_lands", "keeps_the_place", "", "quick_check")
    return next((k for k, part in enumerate(order) if part and part in name), order.index(""))


@pytest.fixture(scope="session")
def stand():
    """The page that is open for those that look: (name, page, context, faults)."""
    found = {}
    yield found
    if found:
        found["context"].close()


@pytest.fixture
def visit(site, browser, stand):
    """``visit(name)`` is that page of the book, alive, as all see it who only look: opened once for them.

    Each sets its size, style and medium; after ``traces=True`` it is not used again, and with
    ``alive=False`` nothing has come to life yet; a ``place`` is come to from outside.
    A fault in the page fails the test that sees it.
    """
    added = []

    def look(name, *, width=1280, height=900, style="", media="null", traces=False, alive=True, place=""):
        if place or stand.get("name") != name or (stand["alive"] and not alive):
            if stand:
                stand["context"].close()
            context = browser.new_context()
            page, faults = watched(context)
            stand.update(name="", page=page, context=context, faults=faults, alive=False)
            page.set_viewport_size({"width": 1280, "height": 900})
            page.goto(f"{site}/{name}.html{place}")
        page = stand["page"]
        if alive and not stand["alive"]:
            start_explorables(page)
        stand.update(name="" if traces else name, alive=alive)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(media=media)
        if style:
            added.append(page.add_style_tag(content=style))
        return page

    yield look
    for element in added:
        element.evaluate("el => el.remove()")
    faults, stand["faults"][:] = [*stand["faults"]], []
    assert not faults, "\n".join(faults)


CONFIGURATION = [
    "_config.yml",
    "references.bib",
    "requirements.txt",
    "pyproject.toml",
    "README.md",
    "LICENSE",
]


@pytest.fixture
def small_book(tmp_path):
    """``small_book({"index.md": text, ...})`` writes a book with our configuration and builds it.

    It is one without Python in the page: making that takes longer than the book.
    """

    def build(files: dict[str, str] | None = None):
        if files is not None:
            for folder in ("book", "grading", "tools"):
                shutil.copytree(
                    ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__")
                )
            for folder in ("node_modules", "course_lib"):
                (tmp_path / folder).symlink_to(ROOT / folder)
            for name in CONFIGURATION:
                shutil.copyfile(ROOT / name, tmp_path / name)
            (tmp_path / "chapters").mkdir()
            for name, text in files.items():
                (tmp_path / name).write_text(text, encoding="utf-8")
            chapters = [{"file": n.rsplit(".", 1)[0]} for n in files if n.startswith("chapters/")]
            toc = {"format": "jb-book", "root": "index", "chapters": chapters}
            if not (tmp_path / "_toc.yml").exists():
                (tmp_path / "_toc.yml").write_text(yaml.safe_dump(toc))
        command = [sys.executable, str(tmp_path / "book/build.py")]
        # as `make test` calls it: without windows, which must not mean without figures; and as an author's
        # machine does, where CI does not ask for every notebook again
        environment = {k: v for k, v in os.environ.items() if k != "CI"}
        environment |= {"MPLBACKEND": "Agg", "COURSE_PYODIDE": str(tmp_path / "no-python")}
        return subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=environment)

    build.site = tmp_path / "_build/html"
    build.root = tmp_path
    return build
