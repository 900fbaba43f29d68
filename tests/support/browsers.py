"""Find the browsers that the tests drive; with --install, fetch those that are missing.

The tests open every page in Chromium, and every explorable in Firefox and WebKit (the engine of Safari) too.
Each finder gives a path, or says how to get one.
"""

from __future__ import annotations

import glob
import os
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

from debian import install

# Debian's headless shell is Chromium without the window around the page, which costs as much as the page
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
# nothing comes from outside, for a page or for Chromium's own services; letters are as wide as a phone's, not
# hinted to whole pixels
OPTIONS = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--font-render-hinting=none"),
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
]
MAC = "/Applications/{}.app/Contents/MacOS/{}".format


def _first(*names: str) -> str | None:
    """The first of these that is a program on PATH, or a file."""
    found = [shutil.which(name) or next(iter(glob.glob(name)), None) for name in names]
    return next(filter(None, found), None)


def browser() -> str:
    """Path of a Chromium-like browser: ``COURSE_BROWSER``, or the first of the usual names on PATH."""
    if named := os.environ.get("COURSE_BROWSER"):
        return named
    if path := _first(*NAMES, MAC("Google Chrome", "Google Chrome")):
        return path
    raise FileNotFoundError(
        "No Chromium or Chrome was found. Install one (Debian: sudo apt-get install chromium-headless-shell) "
        "or name it in COURSE_BROWSER."
    )


def firefox() -> str:
    """Path of Firefox: ``COURSE_FIREFOX``, or the first of the usual names on PATH."""
    if named := os.environ.get("COURSE_FIREFOX"):
        return named
    if path := _first("firefox-esr", "firefox", MAC("Firefox", "firefox")):
        return path
    raise FileNotFoundError(
        "No Firefox was found. Install it (Debian: sudo apt-get install firefox-esr) "
        "or name it in COURSE_FIREFOX."
    )


def webkit() -> tuple[str, str]:
    """Paths of WebKitGTK's driver and of its small browser; they need Xvfb's screen."""
    driver = _first("WebKitWebDriver")
    small = _first("/usr/lib/*/webkit2gtk-4.1/MiniBrowser", "/usr/libexec/webkit2gtk-4.1/MiniBrowser")
    if driver and small and _first("Xvfb"):
        return driver, small
    raise FileNotFoundError(
        "No WebKitGTK with its driver and a screen was found. "
        "Install them (Debian: sudo apt-get install webkit2gtk-driver xvfb)."
    )


NEEDED = {"chromium": browser, "firefox": firefox, "webkit": webkit}
PACKAGES = {
    "chromium": ["chromium-headless-shell"],
    "firefox": ["firefox-esr"],
    "webkit": ["webkit2gtk-driver", "xvfb"],
}


def missing() -> dict[str, str]:
    """Engine → how to get it, for each that is not here."""
    found = {}
    for name, find in NEEDED.items():
        try:
            find()
        except FileNotFoundError as error:
            found[name] = str(error)
    return found


if __name__ == "__main__":
    if missing() and "--install" in sys.argv:
        install(*(package for name in missing() for package in PACKAGES[name]))
    if missing():
        sys.exit("\n".join(missing().values()))
    print(f"browsers: {browser()}, {firefox()}, {webkit()[1]}")
