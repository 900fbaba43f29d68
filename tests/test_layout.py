"""A module is read in one sitting: at most 200 lines; functions are held by the linters."""

from pathlib import Path

import pytest

LIBRARY = Path(__file__).parent.parent / "course_lib"
MOST = 200
# file → why it may be longer
LONGER = {
    "datasets/toys.py": "six small generators, half of it docstrings that read as one list",
    "device.py": "one story: choose a device, do not believe it, leave one that is gone",
}
FILES = sorted(
    path.relative_to(LIBRARY).as_posix()
    for path in LIBRARY.rglob("*")
    if path.suffix in (".py", ".js") and "static" not in path.parts
)


@pytest.mark.parametrize("name", FILES)
def test_a_module_is_read_in_one_sitting(name):
    lines = len((LIBRARY / name).read_text(encoding="utf-8").splitlines())
    assert lines <= MOST or name in LONGER, f"{name} has {lines} lines: two concepts?"


def test_no_reason_outlives_its_file():
    long = {n for n in FILES if len((LIBRARY / n).read_text(encoding="utf-8").splitlines()) > MOST}
    assert set(LONGER) <= long
