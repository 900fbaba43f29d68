"""Take the pictures of the guide from the real thing, into guide/pictures.

    python tools/take_pictures.py

``lab.webp``: a lesson in JupyterLab, all cells run, the outlier moved by its handle.
``page.webp``: the beginning of that lesson in the built book, which must stand.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from notebooks import ROOT
from PIL import Image
from playwright.sync_api import Page, sync_playwright

sys.path.append(str(ROOT / "tests"))

from support.browsers import OPTIONS, browser
from support.lab import Notebook, lab

PICTURES = ROOT / "guide" / "pictures"
LESSON = ROOT / "chapters" / "01_losses" / "1_regression.ipynb"
HEAVIEST = 150_000  # bytes
SIZE = {"width": 1280, "height": 1290}


def lesson_in_lab(page: Page, address: str) -> None:
    """Ends with the explorable and the question below it in sight."""
    page.set_viewport_size(SIZE)
    notebook = Notebook(page, address, LESSON)
    notebook.run_all()
    outlier = page.locator('.handle[data-point="8"]')
    explorable = page.locator(".explorable[data-ready]").filter(has=outlier).first
    explorable.locator(outlier).press("End")  # the top of its axis
    explorable.get_by_text("the best fit is 7").wait_for()  # what it says of it comes a moment later
    cell = notebook.cells.filter(has=outlier).first
    cell.evaluate("cell => cell.scrollIntoView({ block: 'start' })")
    page.mouse.move(0, 0)
    page.wait_for_timeout(500)  # the marks of scrolling and hovering fade


def lesson_in_book(page: Page) -> None:
    """Its first explorable has begun, and stands whole in sight."""
    page.set_viewport_size(SIZE | {"height": 960})
    page.goto((ROOT / "_build/html/chapters/01_losses/1_regression.html").as_uri())
    page.locator("figure.explorable[data-state=alive]").first.wait_for()
    page.wait_for_timeout(500)


def save(page: Page, name: str) -> None:
    picture = page.screenshot(animations="disabled", caret="hide")
    small = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGB").save(small, format="webp", lossless=True, method=6)
    picture = small.getvalue()
    if len(picture) > HEAVIEST:
        raise ValueError(f"{name} has {len(picture):,} bytes, more than {HEAVIEST:,}")
    PICTURES.mkdir(exist_ok=True)
    (PICTURES / name).write_bytes(picture)
    print(f"guide/pictures/{name} {len(picture) / 1000:.1f} kB")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser(), args=OPTIONS)
        page = chromium.new_page(viewport=SIZE, color_scheme="light")
        page.route("**/_static/posters/**", from_the_repository)
        lesson_in_book(page)
        save(page, "page.webp")
        with lab(Path(folder), LESSON) as address:
            lesson_in_lab(page, address)
            save(page, "lab.webp")
            chromium.close()


def from_the_repository(route) -> None:
    """The site's posters lie beside the code of their explorables."""
    explorable = route.request.url.partition("_static/posters/")[2].removesuffix(".svg")
    route.fulfill(path=ROOT / "course_lib" / explorable / "poster.svg")


if __name__ == "__main__":
    main()
