"""Sphinx extension: the words of the glossary open their sentence where a lesson uses them.

On the page of a lesson the first use of each term in running prose is wrapped in a ``<span class="term">``;
``static/terms.js`` makes it a control. Without JavaScript, and on paper, it is the plain word.
"""

from __future__ import annotations

import html
import re
from pathlib import Path

from docutils import nodes
from terms import PAGE, Finder, Term, anchor, reading_order, terms

LESSON = re.compile(r"chapters/\d\d_")
ELSEWHERE = (  # no running prose: what has a look or a job of its own
    nodes.title, nodes.literal, nodes.literal_block, nodes.math, nodes.math_block, nodes.reference,
    nodes.strong, nodes.raw, nodes.block_quote, nodes.table, nodes.figure, nodes.container,
)  # fmt: skip
MOST = 12  # controls on a page
ENTRY = re.compile(r"<li>(?=<p><strong>([^<]+)</strong>)")


def to_explain(root: Path, page: str) -> dict[Term, int]:
    """Term → rank, for those that a page may explain where it uses them: terms of other lessons.

    An everyday word has its meaning only after its lesson. First in rank is what is still to come, which a
    floor below may use, then what was introduced longest ago.
    """
    order = reading_order(root)
    before = order[: order.index(page)] if page in order else order
    rank = {term: before.index(term.lesson) if term.lesson in before else -1 for term in terms(root)}
    return {
        term: place
        for term, place in rank.items()
        if term.marked and term.lesson != page and (place >= 0 or not term.everyday)
    }


def mark(app, doctree, page):
    """Wrap the first use of each term on the page of a lesson, of at most ``MOST`` terms."""
    root = Path(app.confdir)
    if app.builder.format != "html" or not LESSON.match(page) or not (root / f"{PAGE}.md").exists():
        return
    ranks = to_explain(root, page)
    find = Finder(terms(root))
    first = {}
    for text in filter(in_prose, doctree.findall(nodes.Text)):
        for term, match in find(text):
            if term in ranks:
                first.setdefault(term, (text, match))
    chosen = sorted(first, key=ranks.get)[:MOST]
    glossary = app.builder.get_relative_uri(page, PAGE)
    uses = {}
    for term in sorted(chosen, key=lambda term: first[term][1].start()):
        text, match = first[term]
        uses.setdefault(id(text), (text, []))[1].append((match, _control(term, match[0], glossary)))
    for text, found in uses.values():
        pieces, at = [], 0
        for match, control in found:
            pieces += [nodes.Text(text[at : match.start()]), control]
            at = match.end()
        text.parent.replace(text, [*pieces, nodes.Text(text[at:])])


def in_prose(node) -> bool:
    while (node := node.parent) is not None:
        if isinstance(node, ELSEWHERE) or (
            isinstance(node, nodes.paragraph) and node.astext().startswith("New here:")
        ):
            return False
        if isinstance(node, nodes.section) and "references" in node["ids"]:
            return False
    return True


def _control(term: Term, word: str, glossary: str) -> nodes.raw:
    data = {"term": term.name, "note": term.sentence, "more": f"{glossary}#{term.anchor}"}
    attributes = "".join(f' data-{key}="{html.escape(value)}"' for key, value in data.items())
    return nodes.raw("", f'<span class="term"{attributes}>{html.escape(word)}</span>', format="html")


def dress(app, page, template, context, doctree):
    """The script where there is something for it to do; on the glossary's page an address for each term."""
    body = context.get("body") or ""
    if page == PAGE:
        context["body"] = ENTRY.sub(lambda m: f'<li id="{anchor(html.unescape(m[1]))}">', body)
    elif '<span class="term"' in body:
        script = f'<script defer src="{context["pathto"]("_static/terms.js", 1)}"></script>'
        context["body"] = script + body


def depend(app, doctree):
    """A lesson is written again when the glossary changes."""
    if LESSON.match(app.env.docname):
        app.env.note_dependency(f"{PAGE}.md")


def setup(app):
    app.connect("doctree-read", depend)
    app.connect("doctree-resolved", mark)
    app.connect("html-page-context", dress, priority=860)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
