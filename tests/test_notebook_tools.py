"""What cleaning a notebook keeps, what folds a cell, and how the setup cell is stamped."""

import copy

import clean_notebooks
import pytest
import stamp_setup
from notebook_cells import GOOD, code, markdown
from notebooks import ROOT, rewrite, text


def test_cleaning_keeps_nothing_that_a_run_or_an_editor_left():
    output = {"output_type": "stream", "name": "stdout", "text": ["3\n"]}
    notebook = copy.deepcopy(GOOD)
    notebook["metadata"] = {**notebook["metadata"], "widgets": {"state": {}}}
    notebook["cells"] += [
        {**code("3", "dropped", scrolled=True), "outputs": [output], "execution_count": 7},
    ]
    clean_notebooks.clean(notebook)
    assert notebook["metadata"] == clean_notebooks.METADATA
    assert [c.get("outputs") for c in notebook["cells"]] == [None, []]
    assert [c.get("execution_count") for c in notebook["cells"]] == [None, None]
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
