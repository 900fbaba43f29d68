"""A reader knows a lesson by its title: no page, no explorable and no docstring calls it by a number."""

import re

import pytest
from notebooks import ROOT, all_notebooks, read

PAGES = [*ROOT.glob("guide/*.md"), *ROOT.glob("chapters/*.md"), ROOT / "index.md", ROOT / "README.md"]
LIBRARY = [path for kind in ("py", "js", "svg") for path in (ROOT / "course_lib").rglob(f"*.{kind}")]
NUMBERED = re.compile(r"\b(?:lessons?|notebooks?|floor below|floor of) \d\.\d", re.I)


def said(path) -> str:
    if path.suffix != ".ipynb":
        return path.read_text(encoding="utf-8")
    return "\n".join(cell["source"] for cell in read(path)["cells"])


@pytest.mark.parametrize(
    "path", sorted([*all_notebooks(), *PAGES]), ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_a_page_names_lessons_by_their_titles(path):
    assert NUMBERED.findall(said(path)) == []


def test_the_library_names_lessons_by_their_titles():
    assert {path.name: found for path in LIBRARY if (found := NUMBERED.findall(said(path)))} == {}


@pytest.mark.parametrize(
    "planted", ["the line of lesson 2.1", "Lesson 2.2 left", "[the floor below 2.5](x.ipynb)"]
)
def test_a_planted_number_is_found(planted):
    assert len(NUMBERED.findall(planted)) == 1


@pytest.mark.parametrize(
    "fine", ["[the next lesson](2_valley.ipynb)", "the loss falls to 2.1", "lesson 2 of 8"]
)
def test_what_is_no_number_of_a_lesson(fine):
    assert NUMBERED.findall(fine) == []
