"""A real JupyterLab on copies of some lessons, and the hands that work in it.

The tests drive it, and so does ``tools/take_pictures.py``. Nothing of the user's Jupyter is read or written.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

from notebooks import ROOT
from playwright.sync_api import Locator, Page, TimeoutError
from support.waiting import PATIENCE, PATIENCE_SECONDS

CONFIG = ROOT / "tools" / "lab" / "jupyter_lab_config.py"


@contextmanager
def lab(folder: Path, *lessons: Path):
    """Serve copies of ``lessons`` as ``make lab`` does, from inside ``folder``; gives the printed address."""
    for lesson in lessons:
        copy = folder / "root" / lesson.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(lesson, copy)
    own = {f"JUPYTER_{kind}_DIR": str(folder / kind.lower()) for kind in ("CONFIG", "DATA", "RUNTIME")}
    command = [sys.executable, "-m", "jupyterlab", f"--config={CONFIG}", "--no-browser", "--port=0"]
    server = subprocess.Popen(
        [*command, f"--ServerApp.root_dir={folder / 'root'}"],
        env={**os.environ, **own}, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        yield _printed_address(server)
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE_SECONDS)


def _printed_address(server: subprocess.Popen) -> str:
    told = []
    for line in server.stderr:
        told.append(line)
        if found := re.search(r"http://127\.0\.0\.1:(\d+)/lab\?token=\w+", line):
            threading.Thread(target=server.stderr.read, daemon=True).start()  # a full pipe would stop it
            _wait_until_it_listens(server, int(found[1]))
            return found[0]
    raise RuntimeError("JupyterLab did not say where it serves:\n" + "".join(told))


def _wait_until_it_listens(server: subprocess.Popen, port: int) -> None:
    """On a busy machine the address is printed a moment too early."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"JupyterLab does not listen at port {port} (exit status {server.poll()})")


class Notebook:
    """An open lesson, worked on through Lab's menus, by mouse and by keyboard."""

    def __init__(self, page: Page, address: str, lesson: Path):
        self.page = page
        page.goto(address)
        for name in lesson.relative_to(ROOT / "chapters").parts:  # the file browser starts at chapters
            page.locator(".jp-DirListing-item", has_text=name).dblclick(timeout=PATIENCE)
        kernel = page.locator(".jp-NotebookPanel .jp-Toolbar-kernelName", has_text="Python 3")
        kernel.wait_for(timeout=PATIENCE)
        self.wait_until_idle()

    @property
    def cells(self) -> Locator:
        return self.page.locator(".jp-NotebookPanel .jp-CodeCell")

    def menu(self, name: str, item: str) -> None:
        self.page.locator(".lm-MenuBar-item").get_by_text(name, exact=True).click()
        self.page.locator(".lm-Menu-itemLabel").get_by_text(item, exact=True).click()

    def run_all(self) -> None:
        self.menu("Run", "Run All Cells")
        self.wait_until_run()

    def restart_and_run_all(self) -> None:
        """Returns once a new process has run every cell."""
        before = self.type_and_run("import os; os.getpid()")
        last = self.cells.last
        self.menu("Kernel", "Restart Kernel and Run All Cells…")
        self.page.locator(".jp-Dialog .jp-mod-accept").click()
        outputs = last.locator(".jp-OutputArea-output")
        outputs.filter(has_not_text=before).filter(has_text=re.compile(r"\d")).wait_for(timeout=PATIENCE)
        self.wait_until_run()

    def type_and_run(self, code: str) -> str:
        """A new last cell, typed and run as a learner would; returns what it says."""
        footer = self.page.locator(".jp-Notebook-footer")
        new = self.page.locator(".jp-NotebookPanel .jp-CodeCell.jp-mod-active")
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            footer.hover()  # cells get their true height when they come into sight, and push it down
            footer.click()
            try:
                new.filter(has_text="[ ]:").locator(".cm-content").click(timeout=5_000)
                break
            except TimeoutError:  # it was pushed in that very moment; an empty last cell is not made twice
                if time.monotonic() > deadline:
                    raise
        self.page.keyboard.insert_text(code)
        self.page.keyboard.press("Control+Enter")
        new.filter(has_text=re.compile(r"\[\d+\]:")).wait_for(timeout=PATIENCE)
        self.wait_until_idle()
        return "\n".join(new.locator(".jp-OutputArea-output").all_inner_texts()).strip()

    def wait_until_run(self) -> None:
        """Every cell whose code is in sight has its number, and the kernel rests."""
        self.page.wait_for_function(
            """() => [...document.querySelectorAll(".jp-NotebookPanel .jp-CodeCell .jp-InputArea-prompt")]
                 .every((prompt) => /\\[\\d+\\]/.test(prompt.textContent))""",
            timeout=PATIENCE,
        )
        self.wait_until_idle()

    def wait_until_idle(self) -> None:
        self.page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').wait_for(timeout=PATIENCE)
