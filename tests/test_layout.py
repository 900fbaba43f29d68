"""A module is read in one sitting: at most 200 lines in any language; functions are held by the linters."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MOST = 200
# file → why it may be longer
LONGER = {
    "book/static/course.css": "one list of rules, place by place; which stands later wins",
    "course_lib/datasets/toys.py": "six small generators, half of it docstrings that read as one list",
    "course_lib/device.py": "one story: choose a device, do not believe it, leave one that is gone",
    "tests/exercises/wrong_answers/02_gradient_descent/q5_patience.py": "sixteen answers, each one whole",
    "tests/exercises/wrong_answers/03_backprop/q2_graph.py": "nineteen answers, each one whole",
    "tests/exercises/wrong_answers/05_rnns/q8_ends.py": "answers to three functions, each one whole",
    "tests/optimizer_contracts.py": "one list: a function a promise, for every optimizer",
    "tests/widgets/registry.py": "one table: a row an explorable",
}


def lines(name: str) -> int:
    return len((ROOT / name).read_text(encoding="utf-8").splitlines())


FOLDERS = ("course_lib", "grading", "book", "tools", "tests", "benchmarks", "exercises/source")
FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in FOLDERS
    for path in (ROOT / folder).rglob("*")
    if path.suffix in (".py", ".js", ".mjs", ".css", ".wat", ".html")
)


@pytest.mark.parametrize("name", FILES)
def test_a_module_is_read_in_one_sitting(name):
    assert lines(name) <= MOST or name in LONGER, f"{name} has {lines(name)} lines: two concepts?"


def test_no_reason_outlives_its_file():
    assert set(LONGER) <= {name for name in FILES if lines(name) > MOST}
