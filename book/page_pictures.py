"""What the built pages do with pictures, called by trim.py at the end of the build.

* those that are out of sight get their size, and wait;
* figures of two columns, too small to read on a phone: it gets the columns one below the other;
* the gray ink of figures, which suits any page: here they have the ink of the text, turned on the dark page.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from PIL import Image

PICTURE = re.compile(
    r'<img (?![^>]*\bheight=)([^>]*\bsrc="((?:\.\./)*(_images|_static/posters)/[^"]+\.(?:svg|webp))"[^>]*)>'
)

PHONE = "(max-width: 600px)"
SEAM = re.compile(r'<g id="seam-([\d.]+)"/>')
HEAD = re.compile(r'<svg[^>]*?\bwidth="([\d.]+)pt" height="([\d.]+)pt"[^>]*>')

INKS = {"#6e6e6e": "#1d242b", "#737373": "#4b5661"}  # course_lib.plotting's TITLE and INK → the page's text


def size(picture: Path) -> str:
    """Width and height attributes in CSS pixels: of a photograph, or of Matplotlib's points."""
    if picture.suffix == ".webp":
        width, height = Image.open(picture).size
    else:
        points = HEAD.search(picture.read_text(encoding="utf-8")[:2000]).groups()
        width, height = (float(side) * 4 / 3 for side in points)
    return f'width="{width:.0f}" height="{height:.0f}"'


def ink(picture: Path) -> bool:
    """Give a drawn figure the inks of the page; one with a photograph cannot be turned, and stays gray."""
    if picture.suffix != ".svg" or "<image" in (svg := picture.read_text(encoding="utf-8")):
        return False
    inked = re.sub("|".join(INKS), lambda m: INKS[m[0]], svg)
    if inked != svg:
        picture.write_text(inked, encoding="utf-8")
    return True


def stacked(picture: Path) -> Path | None:
    """The figure with its right column below the left one, beside it; None where it has no seam."""
    svg = picture.read_text(encoding="utf-8") if picture.suffix == ".svg" else ""
    if not (seam := SEAM.search(svg)):
        return None
    head = HEAD.search(svg)
    left, (width, height) = float(seam[1]), map(float, head.groups())
    wide = max(left, width - left)
    box = f'viewBox="0 0 {wide:g} {2 * height:g}"'
    outer = re.sub(r'width=.*?height="[^"]*"', f'width="{wide:g}pt" height="{2 * height:g}pt"', head[0])
    outer = re.sub(r'viewBox="[^"]*"', box, outer)
    inner = svg[head.end() : svg.rindex("</svg>")]
    column = '<svg width="{0:g}" height="{1:g}" {2}viewBox="{3:g} 0 {0:g} {1:g}">'
    first = column.format(left, height, "", 0) + inner
    second = column.format(width - left, height, f'y="{height:g}" ', left) + '<use href="#figure_1"/>'
    path = picture.with_name(f"{picture.stem}-stacked.svg")
    path.write_text(f"{svg[: head.start()]}{outer}{first}</svg>{second}</svg></svg>\n", encoding="utf-8")
    return path


def size_pictures(out: Path) -> None:
    """Every picture keeps its place before it is there; a figure is loaded when the reader comes near."""
    for page in out.rglob("*.html"):
        html = page.read_text(encoding="utf-8")

        def sized(match, page=page):
            file = page.parent / match[2]
            lazy = 'loading="lazy" ' if match[3] == "_images" else ""
            if lazy and ink(file):
                lazy += 'class="inked" '
            img = f"<img {lazy}{size(file)} {match[1]}>"
            if phone := lazy and stacked(file):
                source = f'media="{PHONE}" srcset="{posixpath.dirname(match[2])}/{phone.name}" {size(phone)}'
                img = f"<picture><source {source}>{img}</picture>"
            return img

        if (new := PICTURE.sub(sized, html)) != html:
            page.write_text(new, encoding="utf-8")
