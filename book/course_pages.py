"""Sphinx extension: the theme's pages made light, self-contained and accessible.

* scripts and styles that no page of ours uses are left out, the others deferred;
* markup that axe-core rejects is mended in the body.
"""

from __future__ import annotations

import re
from pathlib import Path

import downloads
import yaml
from docutils import nodes
from sphinx.builders.html._assets import _JavaScript

COLAB = "https://colab.research.google.com"

EXERCISES = """
<aside class="chapter-exercises" id="chapter-exercises" aria-labelledby="chapter-exercises-title">
<p id="chapter-exercises-title"><strong>Exercises for this chapter</strong></p>
<p><a href="{page}">A notebook with questions to answer in code.</a>
Tests beside each question say at once what is still wrong. It runs where the lessons run.</p>
<p><a class="btn course-button" href="{colab}">Open the exercises in Colab</a>
<a class="btn course-button" href="{notebook}" download>Download the exercises</a></p>
</aside>
"""

POSTER = re.compile(r"^https://[^/]+/.*_static/posters/")

# Sphinx or the theme adds these to every page; ours use none of them.
UNUSED = re.compile(
    r"thebe|design-tabs|sphinx-design|togglebutton|toggleHint|toggleOpenOnPrint|sphinx-book-theme\.js"
)
CALLOUT = re.compile(r"<blockquote>(?=(\s*<div><p><strong>([A-Z][a-z]+)\.</strong>))\1")
SEARCH_ONLY = re.compile(r"DOCUMENTATION_OPTIONS|doctools|sphinx_highlight")


def lighten(app, pagename, templatename, context, doctree):
    """Keep only what the page uses, and let no script block its first paint."""
    scripts = [script for script in context["script_files"] if not UNUSED.search(_text(script))]
    if pagename != "search":
        scripts = [_deferred(script) for script in scripts if not SEARCH_ONLY.search(_text(script))]
    context["script_files"] = scripts
    context["css_files"] = [css for css in context["css_files"] if not UNUSED.search(_text(css))]


def _text(asset) -> str:
    return f"{asset.filename} {asset.attributes.get('body', '')}"


def _deferred(script: _JavaScript) -> _JavaScript:
    """A copy: Sphinx shares its script objects between pages."""
    if not script.filename:
        return script
    return _JavaScript(script.filename, priority=script.priority, **{**script.attributes, "defer": "defer"})


def offer(app, pagename, templatename, context, doctree):
    """Links for the buttons of the page: a notebook opens in Colab and can be taken along."""
    repository = yaml.safe_load(Path(app.confdir, "_config.yml").read_text(encoding="utf-8"))["repository"]
    context["repository_url"] = repository["url"]
    if context.get("page_source_suffix") == ".ipynb":
        pathto = context["pathto"]
        path = repository["url"].removeprefix("https://github.com/")
        colab = f"{COLAB}/github/{path}/blob/{repository['branch']}"
        context["colab_href"] = f"{colab}/{pagename}.ipynb"
        context["notebook_href"] = pathto(f"_sources/{pagename}.ipynb", 1)
        if pagename.startswith("exercises/"):
            context["body"] = context["body"].replace('<section class="', '<section class="exercises ', 1)
            return
        found = downloads.exercises(Path(pagename).parent.name, Path(app.confdir))
        context["has_exercises"] = bool(found)
        for notebook in found:
            page = pathto(notebook.removesuffix(".ipynb"))
            links = {"page": page, "colab": f"{colab}/{notebook}", "notebook": pathto(notebook, 1)}
            context["body"] += EXERCISES.format(**links)


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
    # the corner of a table is no header
    body = re.sub(r"<th([^>]*)>\s*(?:<p></p>)?\s*</th>", r"<td\1></td>", body)
    # a callout is called by its first word: Predict does not look like Note
    body = CALLOUT.sub(lambda m: f'<blockquote class="{m[2].lower()}">{m[1]}', body)
    # roles that docutils gives to places where they are not allowed
    body = body.replace(' role="doc-biblioentry"', "").replace(
        '<div role="list" class="citation-list">', "<div>"
    )
    context["body"] = body


def setup(app):
    app.add_css_file("course.css", priority=900)
    app.connect("doctree-read", drop_posters)
    app.connect("html-page-context", lighten, priority=800)
    app.connect("html-page-context", offer, priority=850)
    app.connect("html-page-context", mend, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
