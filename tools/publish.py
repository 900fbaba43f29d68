"""Put the built course on the branch that Colab and Binder open, and keep every wheel that was published.

    python tools/publish.py [--push]        after `make book`

The branch holds one commit: the tracked files without the exercises' sources, the students' exercise
notebooks, and ``dist/`` with the wheels of all versions. An older notebook that somebody saved in Colab
thus still finds its own version. ``dist/`` of the built site gets the same wheels.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
LEFT_OUT = [
    "exercises/source",
    "tests/exercises",
    ".github",
]  # solutions, their tests; no workflow runs there


def git(*arguments: str, root: Path = ROOT, check: bool = True) -> subprocess.CompletedProcess:
    return subprocess.run(["git", *arguments], cwd=root, check=check, capture_output=True, text=True)


def earlier_wheels(branch: str, folder: Path, root: Path = ROOT) -> list[Path]:
    """Bring the wheels of the published branch into ``folder``; one that was built anew is not replaced."""
    if git("fetch", "origin", branch, root=root, check=False).returncode:
        return []  # published for the first time
    names = git("ls-tree", "-r", "--name-only", "FETCH_HEAD", "dist/", root=root).stdout.split()
    folder.mkdir(parents=True, exist_ok=True)
    kept = []
    for name in names:
        target = folder / Path(name).name
        if not target.exists():
            blob = subprocess.run(
                ["git", "show", f"FETCH_HEAD:{name}"], cwd=root, check=True, capture_output=True
            )
            target.write_bytes(blob.stdout)
            kept.append(target)
    return kept


def make_branch(branch: str, site: Path, root: Path = ROOT) -> str:
    """Commit the tree of the published branch; returns the commit. The checkout stays as it is."""
    with tempfile.TemporaryDirectory() as place:
        tree = Path(place, "tree")
        git("worktree", "add", "--detach", str(tree), root=root)
        try:
            git("checkout", "--orphan", f"{branch}-new", root=tree)
            for path in LEFT_OUT:
                git("rm", "-r", "-f", "-q", "--ignore-unmatch", path, root=tree)
            for part in ("dist", "exercises"):
                pages = shutil.ignore_patterns("*.html")
                shutil.copytree(site / part, tree / part, ignore=pages, dirs_exist_ok=True)
            git("add", "--all", "--force", "dist", "exercises", root=tree)
            version = git("rev-parse", "--short", "HEAD", root=root).stdout.strip()
            git("commit", "-q", "-m", f"Published from {version}", root=tree)
            return git("rev-parse", "HEAD", root=tree).stdout.strip()
        finally:
            git("worktree", "remove", "--force", str(tree), root=root)
            git("branch", "-D", f"{branch}-new", root=root, check=False)


def main(push: bool, root: Path = ROOT) -> None:
    site = root / "_build/html"
    if not (site / "dist").is_dir():
        sys.exit("there is no built site: run `make book` first")
    branch = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))["repository"]["branch"]
    for wheel in earlier_wheels(branch, site / "dist", root):
        print(f"kept: {wheel.name}")
    commit = make_branch(branch, site, root)
    print(f"{branch}: {commit}")
    if push:
        git("push", "--force", "origin", f"{commit}:refs/heads/{branch}", root=root)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--push", action="store_true", help="push the branch to origin")
    main(parser.parse_args().push)
