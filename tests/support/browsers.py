"""Find Chromium or Chrome; with --install, fetch one where it is missing.

The tests open every page in a real browser. ``browser()`` gives its path, or says how to get one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def browser() -> str:
    """Path of a Chromium-like browser: ``COURSE_BROWSER``, or the first of the usual names on PATH."""
    if named := os.environ.get("COURSE_BROWSER"):
        return named
    for name in NAMES:
        if path := shutil.which(name):
            return path
    mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    if os.path.exists(mac):
        return mac
    raise FileNotFoundError(
        "No Chromium or Chrome was found. Install one (Debian: sudo apt-get install chromium) "
        "or name it in COURSE_BROWSER."
    )


def install() -> None:
    """Install Debian's Chromium where we may; the tests never do without a browser."""
    if not shutil.which("apt-get"):
        return
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], ["apt-get", "install", "-y", "chromium"]):
        subprocess.run([*as_root, *command], check=False, env=environment, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    try:
        browser()
    except FileNotFoundError:
        if "--install" in sys.argv:
            install()
    try:
        print(f"browser: {browser()}")
    except FileNotFoundError as error:
        sys.exit(str(error))
