"""Every new word stands in the glossary once, and no lesson uses one before its lesson."""

import ast
import re

import pytest
from budget import new_ideas
from fold_cells import asked
from notebooks import ROOT, read
from terms import Finder, reading_order, terms

TERMS = terms(ROOT)
FIND = Finder(TERMS)
ORDER = reading_order(ROOT)
MAIN = [p for p in ORDER if re.match(r"chapters/\d\d_", p) and not p.endswith("_deeper")]
NOT_PROSE = re.compile(
    r"```.*?```|\$\$.*?\$\$|\$[^$]*\$|`[^`]*`|!\[[^\]]*\]\([^)]*\)|(?<=\])\([^)]*\)|<[^>]+>", re.S
)


def prose(page: str) -> str:
    """What a page says in words: its text, its questions with their replies, the tasks of its explorables."""
    said = []
    for cell in read(ROOT / f"{page}.ipynb")["cells"]:
        source = cell["source"]
        if cell["cell_type"] == "markdown" and not source.startswith("## References"):
            said.append(re.sub(r"[*_]", "", NOT_PROSE.sub(" · ", source)))
        elif cell["cell_type"] == "code" and ("tasks=" in source or asked(source)):
            tree = ast.parse("\n".join(line for line in source.splitlines() if line[:1] not in "%!"))
            constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
            said += [value for value in constants if isinstance(value, str)]
    return "\n".join(said)


@pytest.mark.parametrize("page", MAIN)
def test_new_words_stand_in_the_glossary(page):
    new = new_ideas(read(ROOT / f"{page}.ipynb"))
    assert new
    assert {name: page for name in new} == {t.name: t.lesson for t in TERMS if t.name in new}


def test_the_glossary_is_sorted_and_no_word_means_two_things():
    names = [term.name.casefold() for term in TERMS]
    assert names == sorted(set(names))
    forms = [form.casefold() for term in TERMS for form in term.forms]
    assert sorted(forms) == sorted(set(forms))


@pytest.mark.parametrize("term", TERMS, ids=lambda t: t.name)
def test_an_entry(term):
    assert term.lesson in ORDER
    title = read(ROOT / f"{term.lesson}.ipynb")["cells"][0]["source"].splitlines()[0]
    assert title.removeprefix("# ").startswith(term.title.removesuffix("?")), "it calls its lesson by name"
    assert term in {found for found, _ in FIND(prose(term.lesson))}, "its lesson uses it"
    assert re.fullmatch(r"[A-Z].+\.", term.sentence)
    assert not re.search(r"[$`*<]", term.sentence), "the sentence is read in place, as plain text"


@pytest.mark.parametrize("page", MAIN)
def test_no_word_before_its_lesson(page):
    text = prose(page)
    early = [
        f"{term.name}: … {text[max(0, m.start() - 60) : m.end() + 40]!r} … it comes in {term.lesson}"
        for term, m in FIND(text)
        if not term.everyday and ORDER.index(term.lesson) > ORDER.index(page)
    ]
    assert not early, "\n".join(early)


def test_what_counts_as_a_use():
    text = "Binary cross-entropy;\nthe entropy, log-entropy, squared\nerrors"
    assert [(term.name, match[0]) for term, match in FIND(text)] == [
        ("binary cross-entropy", "Binary cross-entropy"),
        ("entropy", "entropy"),
        ("squared error", "squared\nerrors"),
    ]
