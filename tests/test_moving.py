"""Moving the course to another owner: one line of _config.yml, then one run of the stamping tool."""

import re
import shutil
import subprocess

import pytest
import stamp_setup
from notebooks import ROOT, all_notebooks, read

OWNER, NAME = stamp_setup.repository()
ADDRESSES = re.compile(rf"{OWNER}/{NAME}|{OWNER}\.github\.io")


@pytest.fixture(scope="module")
def moved(tmp_path_factory):
    """A copy of the course whose configuration names another owner, stamped."""
    root = tmp_path_factory.mktemp("moved")
    for path in [*all_notebooks(), *stamp_setup.all_pages(), ROOT / "pyproject.toml"]:
        (root / path.relative_to(ROOT)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, root / path.relative_to(ROOT))
    lines = (ROOT / "_config.yml").read_text().splitlines(keepends=True)
    (url,) = [i for i, line in enumerate(lines) if line.startswith("  url: ")]
    lines[url] = f"  url: https://github.com/somebody/{NAME}\n"
    (root / "_config.yml").write_text("".join(lines))
    with pytest.raises(SystemExit, match="run: python tools/stamp_setup"):
        stamp_setup.main(check=True, root=root)
    with pytest.raises(SystemExit) as left:
        stamp_setup.main(check=False, root=root)
    assert not left.value.code
    return root


def test_every_notebook_carries_the_new_address(moved):
    paths = all_notebooks(moved)
    assert len(paths) == len(all_notebooks()) > 0
    for path in paths:
        setup = next(cell["source"] for cell in read(path)["cells"] if cell["id"] == "setup")
        assert f'SITE = "https://somebody.github.io/{NAME}/"' in setup


def test_nothing_carries_the_old_one(moved):
    files = [path for path in moved.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == {".ipynb", ".md", ".toml", ".yml"}
    found = [str(path.relative_to(moved)) for path in files if ADDRESSES.search(path.read_text())]
    assert found == []


def test_the_address_stands_nowhere_else():
    """A file that is neither stamped nor the configuration would stay behind in a move."""
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    stamped = {*all_notebooks(), *stamp_setup.all_pages(), ROOT / "_config.yml"}
    others = [path for path in map(ROOT.joinpath, tracked.stdout.split("\0")) if path.is_file()]
    found = [
        str(path.relative_to(ROOT))
        for path in others
        if path not in stamped and ADDRESSES.search(path.read_text(errors="replace"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("git clone https://github.com/old/course\n", f"git clone https://github.com/{OWNER}/{NAME}\n"),
        (
            "(https://colab.research.google.com/github/old/course/blob/release/a.ipynb)",
            f"(https://colab.research.google.com/github/{OWNER}/{NAME}/blob/release/a.ipynb)",
        ),
        (f"(https://old.github.io/{NAME}/a.html)", f"({stamp_setup.site()}a.html)"),
        ("https://mybinder.org/v2/gh/old/course/main", f"https://mybinder.org/v2/gh/{OWNER}/{NAME}/main"),
        ("see https://github.com/karpathy/micrograd", "see https://github.com/karpathy/micrograd"),
        ("https://jalammar.github.io/illustrated/", "https://jalammar.github.io/illustrated/"),
    ],
)
def test_our_addresses_are_rewritten_and_no_others(text, expected):
    assert stamp_setup.readdress(text) == expected
