"""``make check`` runs the tests that mirror what was changed."""

import re
import subprocess

import pytest
from check import changed, commands, mirrored, speaking_of
from conftest import TYPED
from notebooks import ROOT


@pytest.mark.parametrize(
    ("file", "tests"),
    [
        ("course_lib/losses/margins.py", {"tests/losses"}),
        ("course_lib/losses/loss_explorer/widget.js", {"tests/losses", "tests/widgets"}),
        ("course_lib/widgets/ui/url.js", {"tests/widgets"}),
        ("course_lib/seeds.py", {"tests/test_seeds.py"}),
        ("tests/test_seeds.py", {"tests/test_seeds.py"}),
        ("tests/widgets/host.html", {"tests/widgets"}),
        ("chapters/01_losses/1_regression.ipynb", {"tests/test_notebooks.py", "tests/test_references.py"}),
        ("exercises/source/01_losses/losses.ipynb", {"tests/exercises"}),
        ("book/static/book.css", {"tests/book"}),
        ("README.md", set()),
        ("course_lib/device.py", {"tests/device"}),
        ("course_lib/datasets/idx.py", {"tests/datasets"}),
    ],
)
def test_a_file_has_its_tests(file, tests):
    found = mirrored(file) - {"tests/test_import_order.py", "tests/grading"}
    importing = speaking_of("course_lib.") if file.count("/") == 1 else set()  # of what leans on it as well
    assert found - (importing - tests) == tests


def test_a_module_without_a_test_of_its_name_has_those_of_what_leans_on_it():
    for name in ("libraries", "watch", "tools"):
        assert mirrored(f"course_lib/exercise_{name}.py") >= {
            "tests/test_by_hand_libraries.py",
            "tests/test_exercise_tools.py",
        }


def test_a_tool_has_the_tests_that_use_it():
    assert "tests/test_check.py" in mirrored("tools/check.py")
    assert speaking_of("no such word " + "anywhere") == set()


def test_form_comes_first_and_javascript_has_its_own_tests():
    assert [command[0] for command in commands(["README.md"])] == ["make"]
    assert [command[0] for command in commands(["course_lib/widgets/ui/url.js"])][:2] == ["make", "npm"]


def test_changes_are_those_of_the_branch_and_of_the_folder(tmp_path):
    def git(*command):
        who = ["-c", "user.name=a", "-c", "user.email=a@b"]
        subprocess.run(["git", *who, *command], cwd=tmp_path, check=True, capture_output=True)

    def write(name):
        (tmp_path / name).write_text(name)

    git("init", "-b", "main")
    write("old")
    git("add", ".")
    git("commit", "-m", "one")
    git("switch", "-c", "mine")
    write("committed")
    git("add", ".")
    git("commit", "-m", "two")
    write("new")
    write("old")
    (tmp_path / "old").write_text("edited")
    assert changed(tmp_path) == ["committed", "new", "old"]


def test_one_list_of_the_topics_whose_annotations_are_enforced():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = re.search(r"^TYPED := (.*)$", makefile, re.M)[1].split()
    assert [ROOT / name for name in named] == TYPED
