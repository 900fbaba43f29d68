"""Sphinx extension: what the built pages can do without is cut at the end of the build.

* rules of the theme's style sheet that match nothing in any page (four fifths of 300 kB);
* the theme's scripts and fonts that no page asks for;
* loading of pictures that are out of sight: they get their size, and wait.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

THEME_CSS = "_static/styles/pydata-sphinx-theme.css"
UNUSED = ["vendor", "scripts/fontawesome.js", "scripts/bootstrap.js", "scripts/pydata-sphinx-theme.js"]
FIGURE = re.compile(r'<img (?![^>]*\bloading=)([^>]*\bsrc="((?:\.\./)*_images/[^"]+\.svg)"[^>]*)>')


def rules(css: str):
    """(prelude, body) of each top-level rule; the body of ``@media`` is itself a list of rules."""
    start = 0
    while (opened := css.find("{", start)) >= 0:
        depth, end = 1, opened + 1
        while depth:
            depth += {"{": 1, "}": -1}.get(css[end], 0)
            end += 1
        yield css[start:opened].strip(), css[opened + 1 : end - 1]
        start = end


def used_rules(css: str, words: set[str]) -> str:
    """``css`` without the selectors that name a class or an id which is not among ``words``."""
    kept = []
    for prelude, body in rules(css):
        if prelude.startswith(("@media", "@supports")):
            if inner := used_rules(body, words):
                kept.append(f"{prelude}{{{inner}}}")
        elif prelude.startswith("@font-face") and "wesome" in body:
            continue
        elif prelude.startswith("@"):
            kept.append(f"{prelude}{{{body}}}")
        else:
            # a comma inside :is(…) or :not(…) does not part selectors
            selectors = re.split(r",(?![^(]*\))", prelude)
            live = [s for s in selectors if set(re.findall(r"[.#]([A-Za-z_-][\w-]*)", s)) <= words]
            if live:
                kept.append(f"{','.join(live)}{{{body}}}")
    return "".join(kept)


def trim_theme(out: Path) -> None:
    sources = [*out.rglob("*.html"), *out.glob("_static/*.js")]
    words = {w for path in sources for w in re.findall(r"[A-Za-z_-][\w-]*", path.read_text(encoding="utf-8"))}
    sheet = out / THEME_CSS
    css = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.S)
    charset = re.match(r'@charset "[^"]*";', css)
    css = css[charset.end() :] if charset else css
    sheet.write_text(used_rules(css, words), encoding="utf-8")
    for name in UNUSED:
        path = out / "_static" / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for map_file in out.glob("_static/**/*.map"):
        map_file.unlink()


def size(svg: Path) -> str:
    """Width and height attributes in CSS pixels, from Matplotlib's points."""
    head = svg.read_text(encoding="utf-8")[:2000]
    width, height = (
        float(re.search(rf'<svg[^>]*\b{side}="([\d.]+)pt"', head)[1]) for side in ("width", "height")
    )
    return f'width="{width * 4 / 3:.0f}" height="{height * 4 / 3:.0f}"'


def let_figures_wait(out: Path) -> None:
    for page in out.rglob("*.html"):
        html = page.read_text(encoding="utf-8")

        def waiting(match, page=page):
            return f'<img loading="lazy" {size(page.parent / match[2])} {match[1]}>'

        if (new := FIGURE.sub(waiting, html)) != html:
            page.write_text(new, encoding="utf-8")


def trim(app, exception):
    if exception is None and app.builder.format == "html":
        out = Path(app.outdir)
        let_figures_wait(out)
        trim_theme(out)


def setup(app):
    app.connect("build-finished", trim, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
