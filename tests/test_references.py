"""The bibliography: complete entries, each cited by a lesson, each citation with its entry."""

import re

import nbformat
import pytest
from pybtex.database import parse_file
from site_pages import LESSONS, ROOT

NEEDED = {
    "article": {"author", "title", "journal", "year"},
    "inproceedings": {"author", "title", "booktitle", "year"},
    "incollection": {"author", "title", "booktitle", "publisher", "year"},
    "book": {"author", "title", "publisher", "year"},
    "techreport": {"author", "title", "institution", "year"},
    "misc": {"author", "title", "year"},
}
ENTRIES = parse_file(str(ROOT / "references.bib")).entries


def address(fields) -> str:
    return f"https://doi.org/{fields['doi']}" if "doi" in fields else fields.get("url", "")


def plain(text: str) -> str:
    """Letters and digits only, so that TeX braces, case and dashes do not matter."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def cited(lesson: str) -> list[tuple[str, str, str]]:
    """(title, year, address) of each item in the lesson's list of references."""
    notebook = nbformat.read(ROOT / f"{lesson}.ipynb", as_version=4)
    lists = [c.source for c in notebook.cells if "## References" in c.source]
    if not lists and lesson.startswith("chapters/00_before/"):
        return []  # what every textbook has needs no source
    text = lists[-1]
    items = re.findall(r"^- (.+)$", text, re.M)
    assert items, f"{lesson} lists no reference"
    found = []
    for item in items:
        match = re.search(r"\((\d{4})\)\. \*(.+?)\*.*\]\((https://\S+?)\)\s*$", item)
        assert match, f"{lesson}: expected 'Authors (year). *Title*. … [text](https://…)', got {item!r}"
        found.append((match[2], match[1], match[3]))
    return found


@pytest.mark.parametrize("key", ENTRIES)
def test_entry_is_complete(key):
    entry = ENTRIES[key]
    have = set(entry.fields) | set(entry.persons)
    assert entry.type in NEEDED, f"{key}: unexpected type {entry.type}"
    assert not NEEDED[entry.type] - have - ({"author"} if "editor" in have else set())
    assert address(entry.fields).startswith("https://"), f"{key} has neither doi nor url"
    assert re.search(entry.fields["year"], key), f"{key}: the key should carry the year"


@pytest.mark.parametrize("lesson", LESSONS)
def test_each_citation_has_its_entry(lesson):
    by_address = {address(entry.fields).lower(): entry for entry in ENTRIES.values()}
    for title, year, link in cited(lesson):
        assert link.lower() in by_address, f"{lesson}: no entry in references.bib has the address {link}"
        fields = by_address[link.lower()].fields
        assert plain(fields["title"]) == plain(title), f"{lesson}: {title!r} is {fields['title']!r}"
        assert fields["year"] == year


def test_each_entry_is_cited():
    links = {link.lower() for lesson in LESSONS for _, _, link in cited(lesson)}
    assert {k for k, e in ENTRIES.items() if address(e.fields).lower() not in links} == set()
