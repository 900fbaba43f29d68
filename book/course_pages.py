"""Sphinx extension: the theme's pages made light, self-contained and accessible.

* scripts and styles that no page of ours uses are left out, the others deferred;
* KaTeX's style sheet and fonts are served from the site itself (formulas are rendered at build time);
* unused rules of the theme's style sheet are dropped;
* markup that axe-core rejects is mended in the body.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from docutils import nodes

ROOT = Path(__file__).parents[1]
COLAB = "https://colab.research.google.com"
KATEX = ROOT / "node_modules/katex/dist"

POSTER = re.compile(r"^https://[^/]+/.*_static/posters/")

# Sphinx or the theme adds these to every page. A lesson needs none of them.
UNUSED_SCRIPTS = re.compile(r"thebe|design-tabs|togglebutton|toggleHint|toggleOpenOnPrint|sphinx_highlight")
UNUSED_STYLES = re.compile(r"thebe|sphinx-design|togglebutton")
SEARCH_ONLY = re.compile(r"DOCUMENTATION_OPTIONS|doctools|searchtools|language_data|searchindex|search_as_you_type")


def lighten(app, pagename, templatename, context, doctree):
    """Keep only what the page uses, and let nothing block its first paint."""
    kept = []
    for script in context["script_files"]:
        name = f"{getattr(script, 'filename', script)} {getattr(script, 'attributes', {}).get('body', '')}"
        if UNUSED_SCRIPTS.search(name) or (pagename != "search" and SEARCH_ONLY.search(name)):
            continue
        if pagename != "search" and getattr(script, "filename", None):
            script.attributes["defer"] = "defer"
        kept.append(script)
    context["script_files"] = kept
    context["css_files"] = [css for css in context["css_files"] if not UNUSED_STYLES.search(str(css.filename))]
    if "class=\"katex\"" not in context.get("body", ""):
        context["css_files"] = [css for css in context["css_files"] if "katex" not in str(css.filename)]


def offer(app, pagename, templatename, context, doctree):
    """Links for the buttons of the page: a notebook opens in Colab and can be taken along."""
    options = app.config.html_theme_options
    repository = options.get("repository_url", "").rstrip("/")
    context["repository_url"] = repository
    if context.get("page_source_suffix") == ".ipynb":
        branch = options.get("repository_branch", "main")
        path = repository.removeprefix("https://github.com/")
        context["colab_href"] = f"{COLAB}/github/{path}/blob/{branch}/{pagename}.ipynb"
        context["notebook_href"] = context["pathto"](f"_sources/{pagename}.ipynb", 1)


def drop_posters(app, doctree):
    """Lessons show an explorable's poster for GitHub and Colab; in the book the explorable brings its own."""
    for image in list(doctree.findall(nodes.image)):
        if POSTER.search(image["uri"]):
            paragraph = image.parent
            paragraph.remove(image)
            if not paragraph.children:
                paragraph.parent.remove(paragraph)


def mend(app, pagename, templatename, context, doctree):
    """Repair what the notebook renderer and the theme get wrong for assistive technology."""
    body = context.get("body")
    if body is None:
        return
    # myst-nb labels the summary "Toggle hidden content", which differs from the text it shows
    body = body.replace('<summary aria-label="Toggle hidden content">', "<summary>")
    # a code block that scrolls must be reachable by keyboard
    body = re.sub(r'<div class="highlight"><pre>', '<div class="highlight"><pre tabindex="0">', body)
    context["body"] = body


def copy_katex(app, exception):
    if exception or app.builder.format != "html":
        return
    target = Path(app.outdir, "_static/katex")
    (target / "fonts").mkdir(parents=True, exist_ok=True)
    css = (KATEX / "katex.min.css").read_text(encoding="utf-8")
    # every browser that can run the explorables reads woff2
    css = re.sub(r',url\(fonts/[\w-]+\.(?:woff|ttf)\) format\("\w+"\)', "", css)
    css = css.replace("font-display:block", "font-display:swap")
    (target / "katex.min.css").write_text(css, encoding="utf-8")
    for font in (KATEX / "fonts").glob("*.woff2"):
        shutil.copyfile(font, target / "fonts" / font.name)


def drop_icon_rules(app, exception):
    """The theme's style sheet carries 2,000 Font Awesome rules and its fonts; the icons are ours."""
    if exception or app.builder.format != "html":
        return
    sheet = Path(app.outdir, "_static/styles/pydata-sphinx-theme.css")
    css = sheet.read_text(encoding="utf-8")
    css = re.sub(r"@font-face\{[^}]*(?:Font ?Awesome|FontAwesome)[^}]*\}", "", css)
    css = re.sub(r"(?<=[}])(?:\.fa[bsrldt]?[-\w]*(?::{1,2}(?:before|after))?,?)+\{[^{}]*\}", "", css)
    css = re.sub(r"/\*#\s*sourceMappingURL=.*?\*/", "", css)
    sheet.write_text(css, encoding="utf-8")
    for unused in ("scripts/fontawesome.js", "vendor", "scripts/fontawesome.js.map"):
        path = Path(app.outdir, "_static", unused)
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def setup(app):
    app.add_css_file("course.css", priority=900)
    app.connect("doctree-read", drop_posters)
    app.connect("html-page-context", lighten, priority=800)
    app.connect("html-page-context", offer, priority=850)
    app.connect("html-page-context", mend, priority=950)
    app.connect("build-finished", copy_katex)
    app.connect("build-finished", drop_icon_rules)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
