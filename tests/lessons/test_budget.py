"""A main-path lesson asks what a first-year student can do in 45 minutes; the rest is one floor below."""

import re

import pytest
from budget import BUDGET, NEW_HERE, count, folded, is_deeper, lessons, new_ideas, over_budget, words
from fold_cells import TITLE
from notebooks import ROOT, read


def name_of(path):
    return path.relative_to(ROOT / "chapters").with_suffix("").as_posix()


MAIN = [path for path in lessons() if not is_deeper(path)]
PRIMER = [path for path in MAIN if path.parent.name == "00_before"]
DEEPER = [path for path in lessons() if is_deeper(path)]
CHAPTERS = [path for path in MAIN if path not in PRIMER]


@pytest.mark.parametrize("path", CHAPTERS, ids=name_of)
def test_a_lesson_keeps_its_budget(path):
    assert over_budget(count(path)) == []
    assert new_ideas(read(path)), "it names its new ideas: **New here:** …"


@pytest.mark.parametrize("path", PRIMER, ids=name_of)
def test_a_page_of_the_primer_takes_ten_minutes(path):
    counts = count(path)
    assert counts.words <= 900
    assert counts.lines <= 50
    assert counts.ideas <= 6
    assert counts.checks >= 3


@pytest.mark.parametrize("path", CHAPTERS, ids=name_of)
def test_two_floors_lead_to_each_other(path):
    below = path.with_name(f"{path.stem}_deeper.ipynb")
    assert below.exists()
    up, down = (" ".join(c["source"] for c in read(p)["cells"]) for p in (below, path))
    assert f"({below.name})" in down
    assert f"({path.name})" in up
    first = read(below)["cells"][0]["source"]
    assert first.startswith("# Deeper: ")
    assert "**Before this.**" in first


@pytest.mark.parametrize("path", [*MAIN, *DEEPER], ids=name_of)
def test_folded_cells_say_what_they_do(path):
    cells = [c for c in read(path)["cells"] if c["cell_type"] == "code" and c["id"] != "setup"]
    titles = [TITLE.match(c["source"])[1] for c in cells if folded(c)]
    plumbing = [t for t in titles if t not in ("Predict", "Quick check", "Your predictions")]
    assert len(set(plumbing)) == len(plumbing)
    assert all(len(title.split()) >= 3 for title in plumbing)


@pytest.mark.parametrize("path", [*MAIN, *DEEPER], ids=name_of)
def test_a_clinic_folds_diagnosis_fix_and_test_together(path):
    for cell in read(path)["cells"]:
        if cell["cell_type"] == "markdown" and "**Fix.**" in cell["source"]:
            inside = re.search(
                r"<details><summary>Diagnosis, fix and test</summary>(.*?)</details>", cell["source"], re.S
            )
            assert inside, cell["id"]
            assert all(word in inside[1] for word in ("**Fix.**", "**Test.**")), cell["id"]


def test_what_the_budget_counts():
    assert words("A line: $x^2$ and [a page](where.md), `code`.") == 5
    assert NEW_HERE.search("**New here:** residual, loss.")[1] == "residual, loss"
    assert set(BUDGET) == {"words", "lines", "ideas", "predictions"}
