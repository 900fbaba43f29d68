"""A notebook runs again when its numbers may change, and never for what it only shows."""

import json
import re

import fingerprint
import pytest
from notebooks import ROOT, all_notebooks

LIBRARY = {
    "requirements.txt": "numpy==2.4.6  # arrays\n",
    "course_lib/__init__.py": "",
    "course_lib/shared.py": "ONE = 1",
    "course_lib/lazy.py": "def lazily(names): ...",
    "course_lib/losses/__init__.py": "from course_lib.losses.mse import mse",
    "course_lib/losses/mse.py": "from ..shared import ONE\n\ndef mse(): return ONE",
    "course_lib/losses/explorer/__init__.py": "__getattr__ = lazily({'widget': ['Explorer']})",
    "course_lib/losses/explorer/widget.py": "class Explorer:\n    def poster(self): from .poster import draw",
    "course_lib/losses/explorer/poster.py": "def draw(): ...",
    "course_lib/losses/explorer/widget.js": "export default {}",
    "course_lib/losses/explorer/poster.svg": "<svg/>",
    "course_lib/losses/table.csv": "1,2",
    "course_lib/optim/__init__.py": "",
    "course_lib/optim/adam.py": "",
}


@pytest.fixture
def course(tmp_path):
    for name, text in LIBRARY.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    magic, lazy = "%time 1\nimport course_lib.losses", "from course_lib.losses.explorer import Explorer"
    cells = [{"cell_type": "code", "metadata": {}, "source": source} for source in (magic, lazy)]
    cells.append({"cell_type": "markdown", "metadata": {}, "source": "# Title"})
    (tmp_path / "lesson.ipynb").write_text(json.dumps({"cells": cells}))
    return tmp_path


def print_of(course, **how):
    return fingerprint.fingerprint(course / "lesson.ipynb", root=course, **how)


def test_what_a_lesson_states_does_not_depend_on_how_it_is_shown(course):
    (course / "course_lib/widgets").mkdir()
    (course / "course_lib/widgets/__init__.py").write_text("from ..shared import ONE")
    (course / "course_lib/losses/explorer/widget.py").write_text("import course_lib.widgets")
    exact, stated = print_of(course), print_of(course, exact=False)
    (course / "course_lib/widgets/__init__.py").write_text("from ..shared import ONE\n\nTWO = 2")
    (course / "requirements.txt").write_text("numpy==2.4.6\npytest==9.2.0\n")
    assert print_of(course) != exact
    assert print_of(course, exact=False) == stated
    (course / "requirements.txt").write_text("numpy==2.4.7\n")
    assert print_of(course, exact=False) != stated


def test_what_a_lesson_states_does_not_depend_on_the_words_in_a_module(course):
    module = course / "course_lib/shared.py"
    module.write_text("ONE = 1\n")
    exact, stated = print_of(course), print_of(course, exact=False)
    module.write_text('"""A number."""\nONE = 1  # at last\n')
    assert print_of(course) != exact
    assert print_of(course, exact=False) == stated
    module.write_text('"""A number."""\nONE = "1"\n')
    assert print_of(course, exact=False) != stated


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("lesson.ipynb", "import course_lib.losses", "import course_lib.losses as l"),
        ("course_lib/losses/mse.py", "return ONE", "return 2 * ONE"),
        ("course_lib/shared.py", "1", "2"),
        ("course_lib/losses/explorer/widget.py", "class", "class  "),
        ("course_lib/losses/table.csv", "1,2", "1,3"),
        ("requirements.txt", "2.4.6", "2.4.7"),
    ],
)
def test_what_the_numbers_depend_on(course, file, old, new):
    before = print_of(course)
    path = course / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    assert print_of(course) != before


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("lesson.ipynb", "# Title", "# Another title"),
        ("course_lib/losses/explorer/widget.js", "{}", "{ render() {} }"),
        ("course_lib/losses/explorer/poster.svg", "<svg/>", "<svg></svg>"),
        ("course_lib/losses/explorer/poster.py", "...", "pass"),
        ("course_lib/optim/adam.py", "", "import numpy"),
        ("requirements.txt", "# arrays", "# arrays and more"),
    ],
)
def test_what_they_do_not_depend_on(course, file, old, new):
    before = print_of(course)
    path = course / file
    path.write_text(path.read_text().replace(old, new, 1))
    assert print_of(course) == before


def test_a_check_that_passed_is_known_until_something_changes(course, monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    lesson = course / "lesson.ipynb"
    assert not fingerprint.passed("check", lesson, "3.13", root=course)
    fingerprint.record("check", lesson, "3.13", root=course)
    assert fingerprint.passed("check", lesson, "3.13", root=course)
    assert not fingerprint.passed("check", lesson, "3.11", root=course)
    assert not fingerprint.passed("another", lesson, "3.13", root=course)
    (course / "course_lib/shared.py").write_text("ONE = 2")
    assert not fingerprint.passed("check", lesson, "3.13", root=course)


def test_what_is_saved_while_a_check_runs_has_not_passed(course, monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    lesson, module = course / "lesson.ipynb", course / "course_lib/shared.py"
    assert not fingerprint.passed("check", lesson, root=course)
    module.write_text("ONE = 2")
    fingerprint.record("check", lesson, root=course)
    assert not fingerprint.passed("check", lesson, root=course)
    module.write_text("ONE = 1")
    assert fingerprint.passed("check", lesson, root=course)


def test_on_the_build_server_everything_runs(course, monkeypatch):
    fingerprint.record("check", course / "lesson.ipynb", root=course)
    monkeypatch.setenv("CI", "true")
    assert not fingerprint.passed("check", course / "lesson.ipynb", root=course)


@pytest.mark.parametrize("path", all_notebooks(), ids=lambda path: path.stem)
def test_every_module_that_a_notebook_names_is_followed(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    found = {file.relative_to(ROOT).as_posix() for file in fingerprint.files(sources)}
    for name in re.findall(r"^from (course_lib[\w.]*) import", "\n".join(sources), re.M):
        place = name.replace(".", "/")
        assert {f"{place}.py", f"{place}/__init__.py"} & found, name
