"""Sphinx extension: what the built pages can do without is cut at the end of the build.

* eight style sheets become one, without the rules that match nothing in any page (seven tenths of them);
* the theme's scripts and fonts that no page asks for;
* copy buttons, which course.js adds when the browser has nothing better to do;
* elements around words of code that look as they would without (a quarter of a lesson's elements).

What becomes of the pictures is told in page_pictures.py.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
import shutil
from collections import defaultdict
from pathlib import Path

from page_pictures import size_pictures

# in the order in which a page links them: later rules win
SHEETS = [
    "basic.css", "styles/pydata-sphinx-theme.css", "pygments.css", "styles/sphinx-book-theme.css",
    "copybutton.css", "mystnb.*.css", "katex/katex.min.css", "course.css",
]  # fmt: skip
LINK = re.compile(r'<link\b(?=[^>]*rel="stylesheet")[^>]*href="([^"?]*_static/)([^"?]*)[^"]*"[^>]*>\n?')
LATE = ["documentation_options.js", "clipboard.min.js", "copybutton.js"]
UNUSED = ["vendor", "scripts/fontawesome.js", "scripts/bootstrap.js", "scripts/pydata-sphinx-theme.js"]


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


def one_sheet(static: Path, words: set[str]) -> str:
    """Write ``book.css``, the used rules of all `SHEETS`; its name with the hash of its text."""
    total = []
    for pattern in SHEETS:
        for sheet in static.glob(pattern):
            css = re.sub(r'/\*.*?\*/|@charset "[^"]*";', "", sheet.read_text(encoding="utf-8"), flags=re.S)
            home = posixpath.dirname(sheet.relative_to(static).as_posix())
            css = re.sub(  # addresses are relative to the sheet
                r"url\(([\"']?)(?!data:|[\"']|#)([^)\"']+)\1\)",
                lambda m, home=home: f"url({posixpath.normpath(posixpath.join(home, m[2]))})",
                css,
            )
            total.append(used_rules(css, words))
    text = re.sub(r"\s+", " ", "".join(total))
    static.joinpath("book.css").write_text(text, encoding="utf-8")
    return f"book.css?v={hashlib.sha256(text.encode()).hexdigest()[:8]}"


def link_once(html: str, sheet: str) -> str:
    """The page with one style sheet in the place of the first, and its late scripts left to course.js."""
    first = True

    def link(match):
        nonlocal first
        base, name = match.groups()
        if name != "book.css" and not any(Path(name).match(pattern) for pattern in SHEETS):
            return match[0]
        line = f'<link rel="stylesheet" href="{base}{sheet}" />\n' if first else ""
        first = False
        return line

    html = LINK.sub(link, html)
    # the search page's own script needs the options at once
    late = "|".join(re.escape(name) for name in LATE[1 if "searchtools.js" in html else 0 :])
    return re.sub(rf'<script\b[^>]*src="[^"]*_static/(?:{late})[^"]*"[^>]*></script>\n?', "", html)


def plain_classes(css: str) -> set[str]:
    """Classes of Pygments that give a word the ink which its block has anyway: names, punctuation, blanks."""
    inks = {f"color: {ink}" for ink in re.findall(r"\.highlight \{[^}]*?(?<!-)color: (#\w+)", css)}
    rules_of = defaultdict(set)
    for name, body in re.findall(r"\.highlight \.(\w+) \{([^}]*)\}", css):
        rules_of[name].add(body.strip())
    return {name for name, bodies in rules_of.items() if bodies <= inks}


def trim_theme(out: Path) -> None:
    static, pages = out / "_static", list(out.rglob("*.html"))
    sources = [*pages, *static.glob("*.js")]
    words = {w for path in sources for w in re.findall(r"[A-Za-z_-][\w-]*", path.read_text(encoding="utf-8"))}
    sheet = one_sheet(static, words)
    plain = "|".join(sorted(plain_classes(static.joinpath("pygments.css").read_text(encoding="utf-8"))))
    for page in pages:
        html = page.read_text(encoding="utf-8")
        new = re.sub(rf'<span class="(?:{plain})">([^<]*)</span>', r"\1", link_once(html, sheet))
        if new != html:
            page.write_text(new, encoding="utf-8")
    # in a scope of their own: nothing else on the page uses their names
    late = "\n".join(static.joinpath(name).read_text(encoding="utf-8") for name in LATE)
    static.joinpath("late.js").write_text(f"(() => {{\n{late}\n}})();\n", encoding="utf-8")
    for name in UNUSED:
        path = static / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for map_file in out.glob("_static/**/*.map"):
        map_file.unlink()


def trim(app, exception):
    if exception is None and app.builder.format == "html":
        out = Path(app.outdir)
        size_pictures(out)
        trim_theme(out)


def setup(app):
    app.connect("build-finished", trim, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
