"""Every notebook is stamped, clean, and written in the form that reads the same everywhere."""

import copy
import itertools
import re
import subprocess
import sys

import clean_notebooks
import pytest
import stamp_setup
from notebooks import ROOT, all_notebooks, read, rewrite, text

PATHS = all_notebooks()
NAMES = [str(p.relative_to(ROOT)) for p in PATHS]
LONGEST_CELL, LONGEST_FOLDED = 25, 40  # lines: in sight, so much fits the page on a laptop
FOLDERS = [path.parent.name for path in sorted((ROOT / "course_lib").rglob("widget.js"))]
EXPLORABLE = "|".join(name.title().replace("_", "") for name in FOLDERS)


def faults(notebook: dict) -> list[str]:
    """What breaks the form of DESIGN § 6, in words."""
    cells, found = notebook["cells"], []
    markdown = [c for c in cells if c["cell_type"] == "markdown"]
    code = [c for c in cells if c["cell_type"] == "code" and c["id"] != "setup"]
    ids = [c["id"] for c in cells]
    found += [f"id {i!r} is used twice" for i in {i for i in ids if ids.count(i) > 1}]
    found += [f"id {i!r} is not readable" for i in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", i)]

    levels = []
    for cell in markdown:
        prose = re.sub(r"```.*?```", "", cell["source"], flags=re.S)
        levels += [len(m) for m in re.findall(r"^(#+) ", prose, re.M)]
        rules = {
            r"^```\{": "a backtick directive",
            r"\{(?:eq|numref|ref|cite|cite:p|cite:t|doc|term)\}`": "a role",
            r"!\[[^\]]*\]\((?!https://)": "a relative image",
            r"!\[\]\(": "an image without words",
            r"^\s*=+\s*$": "a lone = line, which Colab takes for a heading",
            r"\\begin\{(?:align|equation)\*?\}": "a bare environment: use aligned inside $$",
        }
        found += [
            f"{cell['id']}: {told}" for rule, told in rules.items() if re.search(rule, cell["source"], re.M)
        ]
    if levels.count(1) != 1 or levels[0] != 1:
        found.append("exactly one H1, and first")
    found += ["a heading level is skipped" for a, b in itertools.pairwise(levels) if b > a + 1]

    for cell in code:
        source = cell["source"]
        # a student sees the visible tests of an exercise, an author reads the hidden ones apart from them
        parts = re.split(r"### (?:BEGIN|END) HIDDEN TESTS", source)
        longest = max(len(part.strip().splitlines()) for part in parts)
        most = LONGEST_FOLDED if "fold" in cell["metadata"].get("tags", []) else LONGEST_CELL
        if longest > most:
            found.append(f"{cell['id']}: {longest} lines, more than {most}")
        if re.search(r"pip install|%matplotlib widget|^\s*[!%]", source, re.M):
            found.append(f"{cell['id']}: a magic, a shell line or an install outside the setup cell")
        if "plt.show()" in source:
            alt = cell["metadata"].get("mystnb", {}).get("image", {}).get("alt", "")
            if len(alt) < 40:
                found.append(f"{cell['id']}: a figure without alt text in mystnb.image.alt")
    for before, cell in itertools.pairwise(cells):
        # XExplorer(…) as the last line, or a name that was given to one
        explorable = re.search(rf"^({EXPLORABLE})\(.*\Z", cell["source"].strip(), re.M) or re.search(
            rf"(?ms)^(?P<name>\w+) = ({EXPLORABLE})\(.*^(?P=name)\Z", cell["source"].strip()
        )
        if cell["cell_type"] == "code" and explorable:
            stem = re.sub(r"(?<!^)(?=[A-Z])", "_", explorable[explorable.lastindex]).lower()
            if not re.search(
                rf"!\[[^\]]{{40,}}\]\(https://\S+_static/posters/\w+/{stem}\.svg\)", before["source"]
            ):
                found.append(f"{cell['id']}: no poster with words in the cell before {explorable[1]}")
    return found


@pytest.mark.parametrize("path", PATHS, ids=NAMES)
def test_form(path):
    assert faults(read(path)) == []


@pytest.mark.parametrize("tool", ["stamp_setup", "clean_notebooks"])
def test_stamped_and_clean(tool):
    done = subprocess.run(
        [sys.executable, str(ROOT / f"tools/{tool}.py"), "--check"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def markdown(source, id="text"):
    return {"id": id, "cell_type": "markdown", "metadata": {}, "source": source}


def code(source, id="code", **metadata):
    return {
        "id": id,
        "cell_type": "code",
        "metadata": metadata,
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


GOOD = {
    "cells": [markdown("# Title", "title")],
    "metadata": clean_notebooks.METADATA,
    "nbformat": 4,
    "nbformat_minor": 5,
}


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (markdown("# Second title"), "exactly one H1"),
        (markdown("### Deep"), "skipped"),
        (markdown("```{note}\nx\n```"), "directive"),
        (markdown("see {eq}`one`"), "role"),
        (markdown("![a picture](figure.png)"), "relative image"),
        (markdown("$$\na\n=\nb\n$$"), "lone ="),
        (markdown("text", id="title"), "twice"),
        (markdown("text", id="a6F_9"), "not readable"),
        (code("\n".join(["x = 1"] * 26)), "26 lines"),
        (code("\n".join(["x = 1"] * 41), tags=["fold"]), "41 lines"),
        (code("!pip install torch"), "install"),
        (code("%matplotlib widget"), "magic"),
        (code("plt.show()"), "alt text"),
        (code("LossExplorer()"), "no poster"),
        (code("Playground(hide=[])"), "no poster"),
        (code('explorer = LossExplorer(loss="l1")\nexplorer'), "no poster"),
    ],
)
def test_planted_faults_are_found(cell, told):
    notebook = copy.deepcopy(GOOD)
    assert faults(notebook) == []
    notebook["cells"].append(cell)
    assert any(told in fault for fault in faults(notebook))


def test_cleaning_keeps_what_is_compared_and_nothing_else():
    output = {"output_type": "stream", "name": "stdout", "text": ["3\n"]}
    notebook = copy.deepcopy(GOOD)
    notebook["metadata"] = {**notebook["metadata"], "widgets": {"state": {}}}
    notebook["cells"] += [
        {**code("3", "dropped", scrolled=True), "outputs": [output], "execution_count": 7},
        {**code("3", "kept", tags=["nbval-check-output"]), "outputs": [output], "execution_count": 8},
    ]
    clean_notebooks.clean(notebook)
    assert notebook["metadata"] == clean_notebooks.METADATA
    assert [c.get("outputs") for c in notebook["cells"]] == [None, [], [output]]
    assert [c.get("execution_count") for c in notebook["cells"]] == [None, None, 1]
    assert notebook["cells"][1]["metadata"] == {}


def test_a_tag_alone_decides_which_code_is_folded():
    notebook = copy.deepcopy(GOOD)
    notebook["cells"] += [
        code("# @title Draw it\n3", "drawn", tags=["fold"]),
        code("quick_check()", "quick", tags=["hide-input"]),
        code("# @title Your own\nx = 1\npredict('a')", "asked"),
        code("3", "plain", jupyter={"outputs_hidden": True, "source_hidden": True}, cellView="form"),
        code("3", "old", tags=["hide-input"], mystnb={"code_prompt_show": "old", "image": {"alt": "kept"}}),
    ]
    for _ in range(2):  # cleaning again changes nothing
        clean_notebooks.clean(notebook)
        drawn, quick, asked, plain, old = notebook["cells"][1:]
        folded = {"jupyter": {"source_hidden": True}, "cellView": "form"}
        title = {"code_prompt_show": "Draw it", "code_prompt_hide": "Draw it"}
        assert drawn["metadata"] == {"tags": ["fold", "hide-input"], "mystnb": title, **folded}
        assert quick["metadata"] == asked["metadata"] == {"tags": ["remove-input"], **folded}
        assert quick["source"] == "# @title Quick check\nquick_check()"
        assert asked["source"].startswith("# @title Your own\n")
        assert plain["metadata"] == {}
        assert old["metadata"] == {"mystnb": {"image": {"alt": "kept"}}}


def test_what_is_folded_must_say_what_it_does():
    notebook = copy.deepcopy(GOOD)
    notebook["cells"].append(code("import numpy", "imports", tags=["fold"]))
    with pytest.raises(ValueError, match="cell imports is tagged fold: begin it with"):
        clean_notebooks.clean(notebook)


@pytest.fixture
def moved(tmp_path):
    """The course under another owner and with another version."""
    config = (
        (ROOT / "_config.yml").read_text().replace("github.com/from-loss-to-attention", "github.com/somebody")
    )
    (tmp_path / "_config.yml").write_text(config)
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "course-lib"\nversion = "9.9.9"\n')
    return tmp_path


def test_moving_the_course_is_one_line(moved):
    notebook = copy.deepcopy(GOOD)
    notebook["cells"].append(markdown("![words](https://old.github.io/course/_static/posters/losses/x.svg)"))
    stamp_setup.stamp(notebook, moved)
    assert notebook["cells"][1]["id"] == "setup"
    setup = notebook["cells"][1]["source"]
    assert 'SITE = "https://somebody.github.io/from-loss-to-attention/"' in setup
    assert 'VERSION = "9.9.9"' in setup
    assert (
        "(https://somebody.github.io/from-loss-to-attention/_static/posters/"
        in notebook["cells"][2]["source"]
    )
    once = copy.deepcopy(notebook)
    stamp_setup.stamp(notebook, moved)
    assert notebook == once


def test_check_finds_drift_and_repairs(tmp_path):
    path = tmp_path / "a.ipynb"
    path.write_text(text(GOOD))
    assert rewrite(stamp_setup.stamp, [path], check=True) == [path]
    assert path.read_text() == text(GOOD), "--check must not write"
    rewrite(stamp_setup.stamp, [path], check=False)
    assert rewrite(stamp_setup.stamp, [path], check=True) == []


def test_setup_cell_is_a_no_op_here():
    names = {}
    exec(stamp_setup.setup_source(), names)
    assert names["installed"] == names["VERSION"]
