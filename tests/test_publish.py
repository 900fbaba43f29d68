"""Publishing: what lands on the branch that Colab and Binder open, tried on a repository of its own."""

import re
import shutil
import subprocess
import tomllib

import publish
import pytest
import yaml
from notebooks import ROOT

BRANCH = "release"


def git(folder, *arguments):
    done = subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout


@pytest.fixture
def clone(tmp_path):
    """A small course with a built site, cloned from a remote of its own."""
    remote, root = tmp_path / "remote.git", tmp_path / "course"
    git(tmp_path, "init", "-q", "--bare", str(remote))
    git(tmp_path, "clone", "-q", str(remote), str(root))
    git(root, "config", "user.name", "T")
    git(root, "config", "user.email", "t@example.org")
    shutil.copy(ROOT / "_config.yml", root)
    shutil.copy(ROOT / ".gitignore", root)
    for path, text in {
        "chapters/01/1.ipynb": "lesson",
        "exercises/source/01/e.ipynb": "solution",
        "tests/exercises/test_answers.py": "answers",
        ".github/workflows/book.yml": "workflow",
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    git(root, "add", "--all")
    git(root, "commit", "-q", "-m", "start")
    build(root, "1.0")
    return root


def build(root, version, text="bytes"):
    site = root / "_build/html"
    shutil.rmtree(site, ignore_errors=True)
    files = {f"dist/course_lib-{version}.whl": text, "exercises/01/e.ipynb": "stub"}
    for path, content in {**files, "exercises/01/e.html": "its page"}.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(content)


def published(root) -> dict[str, str]:
    git(root, "fetch", "-q", "origin", BRANCH)
    names = git(root, "ls-tree", "-r", "--name-only", "FETCH_HEAD").split()
    return {name: git(root, "show", f"FETCH_HEAD:{name}") for name in names}


def test_the_branch_holds_lessons_student_notebooks_and_the_wheel_and_no_solution(clone):
    publish.main(push=True, root=clone)
    files = published(clone)
    assert files.keys() == {
        ".gitignore", "_config.yml", "chapters/01/1.ipynb", "exercises/01/e.ipynb", "dist/course_lib-1.0.whl",
    }  # fmt: skip
    assert files["exercises/01/e.ipynb"] == "stub"
    assert git(clone, "rev-list", "--count", "FETCH_HEAD") == "1\n", "no solution in its history"


def test_every_earlier_wheel_stays(clone):
    publish.main(push=True, root=clone)
    build(clone, "1.1")
    publish.main(push=True, root=clone)
    build(clone, "2.0")
    publish.main(push=True, root=clone)
    wheels = {name for name in published(clone) if name.startswith("dist/")}
    assert wheels == {f"dist/course_lib-{v}.whl" for v in ("1.0", "1.1", "2.0")}
    assert len(list((clone / "_build/html/dist").iterdir())) == 3, "the site offers them as well"


def test_a_wheel_built_anew_replaces_its_own_version_only(clone):
    publish.main(push=True, root=clone)
    build(clone, "1.0", text="new bytes")
    publish.main(push=True, root=clone)
    assert published(clone)["dist/course_lib-1.0.whl"] == "new bytes"


def test_the_checkout_stays_as_it_was(clone):
    before = git(clone, "status", "--short", "--branch"), git(clone, "rev-parse", "HEAD")
    publish.main(push=False, root=clone)
    assert (git(clone, "status", "--short", "--branch"), git(clone, "rev-parse", "HEAD")) == before
    assert git(clone, "worktree", "list").count("\n") == 1
    assert "release" not in git(clone, "branch", "--all")


def test_without_a_built_site_nothing_is_published(clone):
    shutil.rmtree(clone / "_build")
    with pytest.raises(SystemExit, match="make book"):
        publish.main(push=True, root=clone)
    assert "release" not in git(clone, "ls-remote", "origin")


def test_what_is_left_out_is_there():
    """A folder that was renamed would slip through."""
    for path in publish.LEFT_OUT:
        assert (ROOT / path).is_dir(), path


def test_binder_installs_what_course_lib_needs():
    environment = yaml.safe_load((ROOT / ".binder/environment.yml").read_text())
    have = {re.split("[<>=]", line)[0] for line in environment["dependencies"]}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    need = {re.split("[<>=]", line)[0] for line in project["dependencies"]}
    assert need <= have
    assert "pytorch-cpu" in have, "the cells that compare with torch"


def test_the_workflow_runs_the_tests_and_publishes_after_them():
    workflow = yaml.safe_load((ROOT / ".github/workflows/book.yml").read_text())
    steps = {name: str(job["steps"]) for name, job in workflow["jobs"].items()}
    assert ".ci/run" in steps["test"]
    assert workflow["jobs"]["publish"]["needs"] == "test"
    assert "tools/publish.py --push" in steps["publish"]
    assert "deploy-pages" in steps["publish"]
