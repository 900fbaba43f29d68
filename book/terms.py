"""The glossary, read: ``chapters/glossary.md`` is the one source.

Each of its list items is a term with its symbol, its sentence, the lesson that introduces it, and in a
comment the other forms that count as the term. In that comment ``(everyday)`` marks a word of plain English:
before its lesson it may be used, and does not mean the term. ``(unmarked)`` marks one that never becomes a
control: it often stands in its plain sense afterwards, too, or is on every page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

PAGE = "chapters/glossary"
ITEM = re.compile(
    r"- \*\*(?P<name>[^*]+)\*\*(?: \$(?P<symbol>[^$]+)\$)?: (?P<sentence>.+?)"
    r" \(\[(?P<title>[^\]]+)\]\((?P<link>[^)]+)\)\)(?: <!-- (?P<comment>.+?) -->)?"
)
FLAG = re.compile(r"\((everyday|unmarked)\)")


@dataclass(frozen=True)
class Term:
    """One entry of the glossary."""

    name: str
    sentence: str
    title: str
    lesson: str  # the page that introduces it, as in _toc.yml
    forms: tuple[str, ...]  # its name among them
    everyday: bool
    marked: bool

    @property
    def anchor(self) -> str:
        return anchor(self.name)


def anchor(name: str) -> str:
    """Where a term stands on the page of the glossary."""
    return "term-" + re.sub(r"\W+", "-", name.casefold())


def terms(root: Path) -> list[Term]:
    """The entries of the glossary, in its order; a list item that is none raises a ``ValueError``."""
    found = []
    for line in Path(root, f"{PAGE}.md").read_text(encoding="utf-8").splitlines():
        if not line.startswith("- "):
            continue
        if not (item := ITEM.fullmatch(line)):
            raise ValueError(
                f"{PAGE}.md: got {line!r}, "
                "expected '- **term** $symbol$: Sentence. ([lesson](link)) <!-- forms -->'"
            )
        comment = item["comment"] or ""
        others = [form.strip() for form in FLAG.sub("", comment).split(",")]
        found.append(
            Term(
                name=item["name"],
                sentence=item["sentence"],
                title=item["title"],
                lesson=f"chapters/{item['link'].removesuffix('.ipynb')}",
                forms=(item["name"], *filter(None, others)),
                everyday="everyday" in FLAG.findall(comment),
                marked="unmarked" not in FLAG.findall(comment),
            )
        )
    return found


class Finder:
    """Finds terms in prose: whole words, the longest form first; no *entropy* is in *cross-entropy*."""

    def __init__(self, known: list[Term]):
        self.term = {" ".join(form.casefold().split()): term for term in known for form in term.forms}
        words = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in sorted(self.term, key=len)[::-1])
        self.pattern = re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.I)

    def __call__(self, prose: str):
        """``(term, match)`` for each use, in the order of the text."""
        for match in self.pattern.finditer(prose):
            yield self.term[" ".join(match[0].casefold().split())], match


def reading_order(root: Path) -> list[str]:
    """Every page that ``_toc.yml`` names, in its order."""
    return re.findall(r"^\s*- file: (\S+)", Path(root, "_toc.yml").read_text(encoding="utf-8"), re.M)
