"""Build the wheel of course_lib: the same bytes from the same sources, without asking the network.

python tools/make_wheel.py FOLDER
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
PARTS = ["pyproject.toml", "README.md", "LICENSE", "course_lib"]
BUILD = "import sys; from setuptools.build_meta import build_wheel; print(build_wheel(sys.argv[1]))"
EPOCH = "1577836800"  # of every file in the wheel: 1 January 2020, since a zip file has to name a date


def make_wheel(folder: Path, root: Path = ROOT) -> Path:
    """Write the wheel into ``folder``; returns its path."""
    folder = Path(folder).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as copy:
        _copy(root, Path(copy))  # a build inside the checkout would leave folders there, and pack old ones
        build = [sys.executable, "-c", BUILD, str(folder)]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH}
        settings = {"cwd": copy, "env": environment, "umask": 0o022}  # a wheel records permissions
        done = subprocess.run(build, **settings, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"the wheel of course_lib could not be built:\n{done.stdout}{done.stderr}")
    return folder / done.stdout.splitlines()[-1]


def _copy(root: Path, copy: Path) -> None:
    for part in PARTS:
        if (root / part).is_dir():
            shutil.copytree(root / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(root / part, copy)


if __name__ == "__main__":
    print(make_wheel(Path(sys.argv[1])))
