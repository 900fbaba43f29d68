"""The wheel that Colab installs: everything of course_lib, nothing else, the same bytes every time."""

import os
import shutil
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest
import stamp_setup
from make_wheel import PARTS, make_wheel
from notebooks import ROOT


@pytest.fixture(scope="module")
def names(wheel):
    return set(ZipFile(wheel).namelist())


def test_it_holds_every_file_of_course_lib_and_no_other(names):
    files = [path for path in (ROOT / "course_lib").rglob("*") if path.is_file()]
    ours = {path.relative_to(ROOT).as_posix() for path in files if "__pycache__" not in path.parts}
    assert {Path(name).suffix for name in ours} >= {".py", ".js", ".css", ".svg", ".bz2", ".md"}
    assert {name for name in names if ".dist-info/" not in name} == ours


def test_it_is_small_and_its_data_are_those_of_the_checkout(wheel):
    assert wheel.stat().st_size <= 3e6
    embedded = ROOT / "course_lib/datasets/files"
    with ZipFile(wheel) as packed:
        for path in embedded.iterdir():
            assert packed.read(path.relative_to(ROOT).as_posix()) == path.read_bytes()
        [license] = [name for name in packed.namelist() if name.endswith(".dist-info/licenses/LICENSE")]
        assert packed.read(license) == (ROOT / "LICENSE").read_bytes(), "it names the README of the data"


def test_the_setup_cell_asks_for_the_name_it_has(wheel):
    cell = stamp_setup.setup_source()
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert wheel.name == f"course_lib-{version}-py3-none-any.whl"
    assert f'VERSION = "{version}"' in cell
    assert '{SITE}dist/course_lib-{VERSION}-py3-none-any.whl"' in cell


def test_equal_sources_give_equal_bytes(tmp_path):
    copy = tmp_path / "elsewhere"
    copy.mkdir()
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, copy / part)
        else:
            shutil.copy(ROOT / part, copy)
    one = make_wheel(tmp_path / "one", copy)
    for path in copy.rglob("*.py"):
        path.touch()  # later
    (copy / "build/lib/course_lib").mkdir(parents=True)  # what an older build left
    (copy / "build/lib/course_lib/stale.py").touch()
    usual = os.umask(0o077)  # and on a machine with another habit
    try:
        assert make_wheel(tmp_path / "two", copy).read_bytes() == one.read_bytes()
    finally:
        os.umask(usual)


def test_a_wheel_that_cannot_be_built_says_why(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[project\n")
    for part in PARTS[1:]:
        (tmp_path / part).touch()
    with pytest.raises(RuntimeError, match=r"could not be built(.|\n)*TOMLDecodeError"):
        make_wheel(tmp_path / "dist", tmp_path)
