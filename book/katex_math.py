"""Sphinx extension: formulas are rendered by KaTeX while the book is built.

A page needs no script for its mathematics, only KaTeX's style sheet and fonts, which are served from the
site itself. A formula that KaTeX cannot read is a warning, and so stops the strict build.
(sphinxcontrib-katex does nearly this, but it races against its own server's start, and hides errors.)
"""

from __future__ import annotations

import functools
import json
import re
import shutil
import subprocess
from pathlib import Path

from docutils import nodes
from mathml import faults
from sphinx.util import logging

HERE = Path(__file__).parent
DIST = HERE.parent / "node_modules/katex/dist"
logger = logging.getLogger(__name__)


@functools.cache
def _renderer() -> subprocess.Popen:
    """The Node process that renders; it ends with the build, when its input closes."""
    return subprocess.Popen(
        ["node", str(HERE / "katex_render.mjs")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


@functools.cache
def render(tex: str, display: bool = False) -> str:
    """HTML and MathML of one formula.

    ``ValueError`` with KaTeX's reason where it cannot be read, and where its MathML is not valid.
    """
    process = _renderer()
    process.stdin.write(json.dumps({"tex": tex, "displayMode": display}) + "\n")
    process.stdin.flush()
    answer = process.stdout.readline()
    if not answer:
        raise RuntimeError("KaTeX's process ended: is node_modules complete? Run `npm ci`.")
    answer = json.loads(answer)
    if "error" in answer:
        raise ValueError(answer["error"])
    html = answer["html"]
    if wrong := faults(re.search(r"<math\b.*?</math>", html, re.DOTALL)[0]):
        raise ValueError(f"The MathML is not valid: {'; '.join(wrong)}")
    return html


def _visit(self, node, *, display: bool):
    tag = "div" if display else "span"
    self.body.append(self.starttag(node, tag, "", CLASS="math"))
    try:
        self.body.append(render(node.astext(), display))
    except ValueError as error:
        logger.warning("%s in %r", error, node.astext(), location=node, type="katex")
    self.body.append(f"</{tag}>")
    raise nodes.SkipNode


def visit_inline(self, node):
    _visit(self, node, display=False)


def visit_block(self, node):
    _visit(self, node, display=True)


def keep_punctuation(app, doctree, docname):
    """A full stop after a formula stays on the formula's line."""
    for formula in list(doctree.findall(nodes.math)):
        parent, place = formula.parent, formula.parent.index(formula)
        after = parent[place + 1] if place + 1 < len(parent) else None
        stops = re.match(r"[.,;:!?)’”]+", after) if isinstance(after, nodes.Text) else None
        if stops:
            parent[place + 1] = nodes.Text(after[stops.end() :])
            parent[place] = nodes.inline("", "", formula, nodes.Text(stops[0]), classes=["nobreak"])


EARLY = {
    "Main-Regular": 'class="katex"',
    "Math-Italic": "mathnormal",
    "AMS-Regular": "amsrm|mathbb",
    "Typewriter-Regular": "texttt",
    "Size1-Regular": "small-op|delimsizing size1|delim-size1",
    "Size2-Regular": "large-op|delimsizing size2",
    "Size3-Regular": "delimsizing size3",
    "Size4-Regular": "delimsizing size4|delim-size4",
}
"""Font → what in a page needs it; one that came late would move the words beside a formula."""


def link_style(app, pagename, templatename, context, doctree):
    """Only pages with a formula load the style sheet, and at once the fonts that most of them use."""
    body = context.get("body", "")
    if 'class="katex"' in body:
        app.add_css_file("katex/katex.min.css")
        fonts = [font for font, mark in EARLY.items() if re.search(mark, body)]
        context["early_fonts"] = [f"_static/katex/fonts/KaTeX_{font}.woff2" for font in fonts]


def copy_assets(app, exception):
    if exception or app.builder.format != "html":
        return
    target = Path(app.outdir, "_static/katex")
    (target / "fonts").mkdir(parents=True, exist_ok=True)
    css = (DIST / "katex.min.css").read_text(encoding="utf-8")
    # every browser that runs the explorables reads woff2
    css = re.sub(r',url\(fonts/[\w-]+\.(?:woff|ttf)\) format\("\w+"\)', "", css)
    css = css.replace("font-display:block", "font-display:swap")
    (target / "katex.min.css").write_text(css, encoding="utf-8")
    for font in (DIST / "fonts").glob("*.woff2"):
        shutil.copyfile(font, target / "fonts" / font.name)


def setup(app):
    app.add_html_math_renderer("katex", (visit_inline, None), (visit_block, None))
    app.connect("doctree-resolved", keep_punctuation)
    app.connect("html-page-context", link_style, priority=700)
    app.connect("build-finished", copy_assets)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
